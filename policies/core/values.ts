import { UNKNOWN_SENTINELS, Unknown } from "../../plugin/values";

export { Unknown };

export type Known<T> = T | Unknown;

/** The inputs of a resource as plain data, with every unknown replaced by an {@link Unknown}. */
export interface Bag {
  readonly [name: string]: unknown;
}

const MAX_DEPTH = 32;

/**
 * Removes the proxies of @pulumi/policy and returns plain data; never throws. @pulumi/policy itself throws when a
 * policy reads an unknown value, and then reports the whole policy as advisory; dbferry's rules check for unknowns
 * first.
 */
export function plainBag(props: unknown): Bag {
  const value = plainValue(unproxied(props), "", 0);
  return isBag(value) ? value : {};
}

/** The object behind @pulumi/policy's proxies. */
export function unproxied(value: unknown): unknown {
  let target = value;
  for (let layer = 0; layer < 4 && isObject(target); layer++) {
    const inner: unknown = target.__isSpecialProxy === true ? target.__getSpecialProxyTarget : undefined;
    if (!isObject(inner)) break;
    target = inner;
  }
  return target;
}

/** One property of the inputs or outputs as text; undefined when it is absent, unknown or not a string. */
export function knownText(props: unknown, property: string): string | undefined {
  const target = unproxied(props);
  const value = isObject(target) ? unproxied(target[property]) : undefined;
  return typeof value === "string" && value !== "" && !UNKNOWN_SENTINELS.has(value) ? value : undefined;
}

function plainValue(value: unknown, path: string, depth: number): unknown {
  if (UNKNOWN_SENTINELS.has(value)) return new Unknown(path);
  if (value instanceof Unknown || !isObject(value)) return value;
  if (depth >= MAX_DEPTH) return String(value);
  if (Array.isArray(value)) return value.map((item, index) => plainValue(item, `${path}[${index}]`, depth + 1));
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) copy[key] = plainValue(value[key], path ? `${path}.${key}` : key, depth + 1);
  return copy;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export function isBag(value: unknown): value is Bag {
  return isObject(value) && !Array.isArray(value) && !(value instanceof Unknown);
}
