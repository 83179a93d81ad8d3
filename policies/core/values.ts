/** A value that is not known before the update, at `path` in the resource's inputs. */
export class Unknown {
  constructor(readonly path: string) {}
}

export type Known<T> = T | Unknown;

/** The inputs of a resource as plain data, with every unknown replaced by an {@link Unknown}. */
export interface Bag {
  readonly [name: string]: unknown;
}

/**
 * Sentinels that the engine sends in place of values it does not know yet. @pulumi/policy throws when a policy reads one
 * and then reports the whole policy as advisory; dbferry's rules check first.
 */
const SENTINELS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

const MAX_DEPTH = 32;

/** Removes the proxies of @pulumi/policy and returns plain data; never throws. */
export function plainBag(props: unknown): Bag {
  const value = plainValue(unproxied(props), "", 0);
  return isBag(value) ? value : {};
}

/** The object behind the proxies of @pulumi/policy. */
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
  return typeof value === "string" && value !== "" && !SENTINELS.has(value) ? value : undefined;
}

function plainValue(value: unknown, path: string, depth: number): unknown {
  if (SENTINELS.has(value)) return new Unknown(path);
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
