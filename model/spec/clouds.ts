import { z } from "zod";
import type { Problem } from "../problems";

const url = z.url({ protocol: /^https?$/, hostname: /.*/ });

/**
 * How the clouds are reached when not at their public addresses: a sandbox, a private endpoint. Credentials are not part of it:
 * they come from the environment, by the vendors' own names.
 */
export const cloudsSchema = z
  .strictObject({
    alicloud: z.strictObject({ endpoints: z.strictObject({ rds: url }) }).optional(),
    huaweicloud: z
      .strictObject({
        projectId: z.string().min(1).optional(),
        endpoints: z.strictObject({ drs: url, vpc: url, rds: url, iam: url }).optional(),
      })
      .optional(),
    /** Seconds between two looks at a task; 5 by default. */
    pollSeconds: z.number().min(0.05).max(300).optional(),
  })
  .prefault({});

export type Clouds = z.output<typeof cloudsSchema>;

/** Reads the clouds' addresses; problems instead of a throw, so that they are told together with those of the migration. */
export function parseClouds(input: unknown): { clouds: Clouds; problems: Problem[] } {
  const parsed = cloudsSchema.safeParse(input, { reportInput: true });
  if (parsed.success) return { clouds: parsed.data, problems: [] };
  const problems = parsed.error.issues.map((issue) => ({
    path: ["clouds", ...issue.path].join("."),
    seen:
      issue.code === "unrecognized_keys"
        ? `unknown key ${issue.keys.join(", ")}`
        : JSON.stringify(issue.input ?? "nothing"),
    needed: issue.message,
  }));
  return { clouds: {}, problems };
}
