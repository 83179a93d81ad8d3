import { expect } from "vitest";
import type { Field } from "./harness";

/** An update to a phase succeeds, after which another one and a refresh find nothing to do. @returns what the first printed */
export async function settles(field: Field, phase: string): Promise<string> {
  const first = await field.up(phase);
  expect(first.code, first.text).toBe(0);
  const again = await field.up(phase, "--expect-no-changes");
  expect(again.code, again.text).toBe(0);
  const refresh = await field.refresh();
  expect(refresh.code, refresh.text).toBe(0);
  return first.text;
}
