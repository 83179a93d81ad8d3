import type { Facts, SecretSlot } from "../core/facets";
import { type Bag, isObject, Unknown } from "../core/values";

/** One secret found in the inputs, with the object that holds it. */
export interface FoundSlot {
  path: string;
  value: unknown;
  holder: Record<string, unknown>;
  key: string;
}

/** Every secret of raw or plain inputs at the given paths. `open` unwraps values on the way. */
export function slotsIn(
  inputs: unknown,
  paths: readonly string[],
  open: (value: unknown) => unknown = (value) => value,
): FoundSlot[] {
  return paths.flatMap((path) => walk(inputs, path.split("."), "", open));
}

function walk(value: unknown, steps: readonly string[], path: string, open: (value: unknown) => unknown): FoundSlot[] {
  const holder = open(value);
  if (!isObject(holder) || holder instanceof Unknown || Array.isArray(holder)) return [];
  const [step, ...rest] = steps;
  const key = step!.replace("[]", "");
  const inner = holder[key];
  const here = path ? `${path}.${key}` : key;
  if (inner === undefined || inner === null || inner === "") return [];
  if (rest.length === 0) return [{ path: here, value: inner, holder, key }];
  const opened = open(inner);
  if (Array.isArray(opened)) return opened.flatMap((item, index) => walk(item, rest, `${here}[${index}]`, open));
  return walk(opened, rest, here, open);
}

/** The passwords and keys in a resource's inputs; `encrypted` holds the paths that the engine encrypts. */
export function secretsOf(inputs: Bag, paths: readonly string[], encrypted: ReadonlySet<string> | undefined): Facts {
  const found = slotsIn(inputs, paths).map((slot): SecretSlot => {
    const unknown = slot.value instanceof Unknown;
    const secret = encrypted === undefined ? undefined : covered(encrypted, slot.path);
    return {
      property: slot.path,
      what: whatOf(slot),
      ...(secret === undefined ? {} : { secret }),
      ...(unknown ? { unknown } : {}),
    };
  });
  return found.length > 0 ? { secret: found } : {};
}

function whatOf({ path, key }: FoundSlot): string {
  if (/psk|preShareKey/i.test(path)) return "pre-shared key";
  return /key|token/i.test(key) ? "access key" : "password";
}

/** True when the value, or an object that contains it, is secret. */
export function covered(secrets: ReadonlySet<string>, path: string): boolean {
  return [...secrets].some(
    (secret) => path === secret || path.startsWith(`${secret}.`) || path.startsWith(`${secret}[`),
  );
}
