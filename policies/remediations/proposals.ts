import { descriptorOf } from "../adapters";

/**
 * Writes strong proposals where none are written; undefined when all are. What the user wrote stays: the other end has to
 * match it. Changes the object it is given.
 */
export function strengthen(type: string, raw: Record<string, unknown>): Record<string, unknown> | undefined {
  let changed = false;
  for (const row of descriptorOf(type)?.remediation?.proposals ?? []) {
    if (raw[row.property] !== undefined && raw[row.property] !== null && raw[row.property] !== "") continue;
    raw[row.property] = row.strong;
    changed = true;
  }
  return changed ? raw : undefined;
}
