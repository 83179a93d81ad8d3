import { z } from "zod";
import { named } from "../named";
import { instant } from "./fields";

/** Also what the resource takes. */
export const acceptedWarning = named(
  "AcceptedWarning",
  "A warning of the service's own check that does not prevent the task from starting.",
  z.strictObject({
    item: z.string().min(1).describe("the vendor's name for the item, as shown in the refusal"),
    reason: z
      .string()
      .min(8, "a reason that a reviewer understands, at least 8 characters")
      .describe("why, in terms that a reviewer can understand"),
    owner: z.string().min(1, "who answers for it").describe("who is responsible for it"),
    expires: instant.describe("ISO 8601 instant at which it expires"),
  }),
);
