import { z } from "zod";
import type { Faults } from "../world/types";

/** Every given key replaces that fault; null or an empty list takes it away. */
export const faultBody = z.strictObject({
  /** Ids of security groups that drop everything. */
  closedSecurityGroups: z.array(z.string()).optional(),
  /** "host:port" or ":port" at which nothing listens. */
  refusedPorts: z.array(z.string().regex(/:\d+$/)).optional(),
  /** The vendor's precheck item by its key. */
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
