import { z } from "zod";
import type { Faults } from "../world/types";

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
  copyRowsPerSecond: z.number().positive().nullable().optional(),
});

export function setFaults(faults: Faults, body: z.infer<typeof faultBody>): void {
  if (body.closedSecurityGroups) faults.closedSecurityGroups = new Set(body.closedSecurityGroups);
  if (body.refusedPorts) faults.refusedPorts = new Set(body.refusedPorts);
  if (body.precheck) faults.precheck = new Map(Object.entries(body.precheck));
  if (body.copyRowsPerSecond !== undefined) faults.copyRowsPerSecond = body.copyRowsPerSecond ?? undefined;
}
