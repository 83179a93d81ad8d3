import type { CallFault } from "../../sandbox/world/types";
import type { Field } from "./harness";

/** The gate's part of what was printed. */
export function gate(text: string): string {
  return /G09 [\s\S]*?(?=\n\s*- G|\n\n|$)/.exec(text)?.[0] ?? "";
}

/** Changes a row on the target, which the engine does not notice, or changes it back. */
export function byHand(field: Field, how: "change" | "changeBack") {
  const name = how === "change" ? "CONCAT(name, '-by-hand')" : "REPLACE(name, '-by-hand', '')";
  return field.as("target", (db) => db.query(`UPDATE shop.supplier SET name = ${name} WHERE id = 1`));
}

/** Runs `work` while the service's answers to these calls are lies: each of them, because a state is read again and again. */
export async function lying<T>(
  { faults }: { faults: { calls: CallFault[] } },
  lie: { call: string; replace: string; by: string },
  work: () => Promise<T>,
): Promise<T> {
  for (let left = 300; left > 0; left--) faults.calls.push({ kind: "lie", done: true, ...lie });
  try {
    return await work();
  } finally {
    faults.calls.length = 0;
  }
}
