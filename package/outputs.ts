import type { Component } from "../components/shared/component";
import type { Definition } from "../components/shared/definition";

/** Outputs that the definition declares, from the component's members of the same names. */
export function outputsOf({ kind, outputs }: Definition, component: Component): Record<string, unknown> {
  const members = component as unknown as Record<string, unknown>;
  const missing = Object.keys(outputs).filter((name) => members[name] === undefined);
  if (missing.length > 0) throw new Error(`${kind} declares the outputs ${missing.join(", ")}, but has no such member`);
  return Object.fromEntries(Object.keys(outputs).map((name) => [name, members[name]]));
}
