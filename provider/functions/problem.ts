import { z } from "zod";
import { named } from "../../model/named";

/** A problem in the result of a function. */
export const problem = named(
  "Problem",
  "What stands in the way of a migration.",
  z.object({
    path: z.string().describe("the option that it is about, such as `source.instanceId`"),
    seen: z.string().describe("what there is"),
    needed: z.string().describe("what is needed"),
    fix: z.string().optional().describe("how to get there"),
  }),
);
