import { z } from "zod";
import type { Faults } from "../world/types";

const pattern = z.string().refine(isPattern, "a regular expression");
const call = { call: pattern, done: z.boolean().default(false) };
/** A response can only be altered or repeated once the call was executed. */
const onceDone = { call: pattern, done: z.literal(true).default(true) };

function isPattern(text: string): boolean {
  try {
    return !!new RegExp(text);
  } catch {
    return false;
  }
}

/** Every given key replaces that fault; null or an empty list removes it. */
export const faultBody = z.strictObject({
  /** Ids of security groups that drop all traffic. */
  closedSecurityGroups: z.array(z.string()).optional(),
  /** "host:port" or ":port" on which nothing listens. */
  refusedPorts: z.array(z.string().regex(/:\d+$/)).optional(),
  /** Result of the vendor's precheck item with this key. */
  precheck: z
    .record(z.string(), z.strictObject({ result: z.enum(["FAILED", "ALARM", "PASSED"]), text: z.string() }))
    .optional(),
  /** Faults of single calls; each hits the first call that it matches. */
  calls: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({
          ...call,
          kind: z.literal("answer"),
          status: z.number().int().min(200).max(599),
          body: z.unknown(),
        }),
        z.strictObject({ ...call, kind: z.literal("hang") }),
        z.strictObject({ ...call, kind: z.literal("reset") }),
        z.strictObject({ ...onceDone, kind: z.literal("lie"), replace: pattern, by: z.string() }),
        z.strictObject({ ...onceDone, kind: z.literal("twice") }),
      ]),
    )
    .optional(),
  copyRowsPerSecond: z.number().positive().nullable().optional(),
});

export function setFaults(faults: Faults, body: z.infer<typeof faultBody>): void {
  if (body.closedSecurityGroups) faults.closedSecurityGroups = new Set(body.closedSecurityGroups);
  if (body.refusedPorts) faults.refusedPorts = new Set(body.refusedPorts);
  if (body.precheck) faults.precheck = new Map(Object.entries(body.precheck));
  if (body.calls) faults.calls = body.calls;
  if (body.copyRowsPerSecond !== undefined) faults.copyRowsPerSecond = body.copyRowsPerSecond ?? undefined;
}
