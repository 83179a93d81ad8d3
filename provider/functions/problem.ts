import { z } from "zod";
import { named } from "../../model/named";

/** A problem in the result of a function. */
export const problem = named(
  "Problem",
  "Something that prevents a migration.",
  z.object({
    path: z.string().describe("the option concerned, such as `source.instanceId`"),
    seen: z.string().describe("the value found"),
    needed: z.string().describe("the value needed"),
    fix: z.string().optional().describe("the fix"),
  }),
);
