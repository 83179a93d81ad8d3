import type { Value, Values } from "../../../plugin/values";

/** An API value as a property value; null when it is absent. */
export function value(one: unknown): Value {
  return one === undefined || one === null ? null : (one as Value);
}

export function text(one: unknown): string {
  return one === undefined || one === null ? "" : String(one);
}

export function object(one: unknown): Record<string, unknown> {
  return one !== null && typeof one === "object" ? (one as Record<string, unknown>) : {};
}

/** Drops empty members: the vendor's SDK omits zero values. */
export function filled(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, one]) => one !== undefined && one !== null && one !== "" && one !== 0),
  );
}

/** Tags in the format of the tag API. */
export function tagList(tags: Value | undefined): { key: string; value: string }[] {
  return Object.entries(object(tags)).map(([key, one]) => ({ key, value: String(one) }));
}

export function differs(prior: Values, inputs: Values, name: string): boolean {
  return JSON.stringify(prior[name] ?? null) !== JSON.stringify(inputs[name] ?? null);
}
