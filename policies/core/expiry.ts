import { text } from "./read";
import type { Bag, Known } from "./values";

/** The expiry in the inputs of a component or a dbferry resource. */
export function statedExpiry(inputs: Bag): Known<string> | undefined {
  for (const path of ["expires", "expiresAt", "migration.expires", "spec.expires", "spec.window.expires"]) {
    const value = text(inputs, path);
    if (value !== undefined) return value;
  }
  return undefined;
}
