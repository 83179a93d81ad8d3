import { descriptorOf } from "../adapters";

/**
 * Adds strong proposals where none are set; undefined when all are. The user's own values stay: the other end has to
 * match them. Mutates its argument.
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
