import { type Bag, isBag, isObject, type Known, Unknown } from "./values";

/** The value at a dotted path; undefined when a step is absent, an Unknown when a step is unknown. */
export function at(bag: Bag, path: string): unknown {
  let value: unknown = bag;
  for (const step of path.split(".")) {
    if (value instanceof Unknown) return value;
    if (Array.isArray(value)) value = value[0];
    if (value instanceof Unknown) return value;
    if (!isBag(value)) return undefined;
    // `name[0]` is the same as `name`: the first element of a list.
    value = value[step.endsWith("[0]") ? step.slice(0, -3) : step];
  }
  return value === null ? undefined : value;
}

/** The text at a path. Numbers and booleans become text; anything else becomes JSON, so that a rule can refuse it. */
export function text(bag: Bag, path: string): Known<string> | undefined {
  return asText(at(bag, path));
}

export function asText(value: unknown): Known<string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Unknown || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  return safeJson(value);
}

/** The number at a path; numeric text counts, other text is NaN. */
export function number(bag: Bag, path: string): Known<number> | undefined {
  const value = text(bag, path);
  if (value === undefined || value instanceof Unknown) return value;
  return value.trim() === "" ? Number.NaN : Number(value);
}

/** The boolean at a path; providers also write it as text. */
export function flag(bag: Bag, path: string): Known<boolean> | undefined {
  const value = text(bag, path);
  if (value === undefined || value instanceof Unknown) return value;
  return value === "true" || value === "1";
}

/** The texts at a path: an array, or a single value as an array of one. */
export function texts(bag: Bag, path: string): Known<Known<string>[]> | undefined {
  const value = at(bag, path);
  if (value === undefined || value instanceof Unknown) return value;
  const items = Array.isArray(value) ? value : [value];
  return items.map((item) => asText(item) ?? "");
}

/** The objects at a path; any other element becomes an empty object. */
export function bags(bag: Bag, path: string): Known<(Bag | Unknown)[]> | undefined {
  const value = at(bag, path);
  if (value === undefined || value instanceof Unknown) return value;
  const items = Array.isArray(value) ? value : [value];
  return items.map((item) => (item instanceof Unknown || isBag(item) ? item : {}));
}

/** The tags at a path, in either form: a map, or a list of key and value objects. */
export function tags(bag: Bag, path: string): Known<Record<string, Known<string>>> | undefined {
  const value = at(bag, path);
  if (value === undefined || value instanceof Unknown) return value;
  const found: Record<string, Known<string>> = {};
  if (Array.isArray(value)) {
    for (const item of value) {
      if (!isBag(item)) continue;
      const key = asText(item["key"] ?? item["tagKey"]);
      if (typeof key === "string") found[key] = asText(item["value"] ?? item["tagValue"]) ?? "";
    }
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) found[key] = asText(value[key]) ?? "";
  }
  return found;
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return "an unreadable value";
  }
}
