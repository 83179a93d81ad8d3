import { z } from "zod";
import { identifier, origin, server } from "../fields";
import { ssh } from "../ssh";
import type { PlaceFacts } from "./place";

const place = {
  place: z.literal("onprem"),
  host: identifier("the name or address at which the task reaches the server"),
};

const SSH =
  "how dbferry opens the firewall of the source's host itself, and closes it again; by default, a person does";

export const onprem = {
  title: "a server of your own",
  prices: { leaving: "own-network.gb" },
  byHand: "on every firewall between the task and the source",
  source: z
    .strictObject({ ...place, ...origin, ssh: ssh.optional().describe(SSH) })
    .describe("a server of your own as the source"),
  target: z.strictObject({ ...place, ...server }).describe("a server of your own as the target"),
} satisfies PlaceFacts;
