import { z } from "zod";
import type { Clouds, Leftovers } from "../core/clouds";

/** Arguments of the function `dbferry:index:findLeftovers`. */
const query = z.strictObject({
  migration: z.string().min(1).describe("name of the migration"),
  eip: z.boolean().default(false),
  targetRule: z
    .strictObject({
      securityGroupId: z.string().min(1),
      port: z.number(),
      description: z.string().min(1),
      task: z.string().min(1),
    })
    .optional(),
  endpoint: z
    .strictObject({ region: z.string().min(1), instanceId: z.string().min(1), prefix: z.string().min(1) })
    .optional(),
});

export async function findLeftovers(clouds: Clouds, given: unknown): Promise<Leftovers> {
  return clouds.leftovers(query.parse(given));
}
