import { z } from "zod";
import { identifier, origin, server } from "../fields";
import type { PlaceFacts } from "./place";

const place = {
  place: z.literal("onprem"),
  host: identifier("the name or address at which the task reaches the server"),
};

export const onprem = {
  title: "a server of your own",
  prices: { leaving: "own-network.gb" },
  byHand: "on every firewall between the task and the source",
  source: z.strictObject({ ...place, ...origin }).describe("a server of your own as the source"),
  target: z.strictObject({ ...place, ...server }).describe("a server of your own as the target"),
} satisfies PlaceFacts;
