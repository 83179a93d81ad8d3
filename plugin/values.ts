/**
 * Property values exchanged between the engine and its plugins. On the wire, secrets and unknowns are encoded by
 * convention (signature keys and sentinel strings, see Pulumi's `resource/plugin/rpc.go`); here they are classes.
 */

/** A value that the engine must keep encrypted. */
export class Secret {
  constructor(readonly value: Value) {}
  /** Never reveals the value. */
  toString(): string {
    return "[secret]";
  }
  toJSON(): string {
    return "[secret]";
  }
}

/** A value not known yet: an output of a resource that a preview does not create. */
export class Unknown {
  /** @param path its location in the inputs, for messages */
  constructor(readonly path = "") {}
  toString(): string {
    return this.path ? `[unknown: ${this.path}]` : "[unknown]";
  }
  toJSON(): string {
    return this.toString();
  }
}
export const UNKNOWN = new Unknown();

export type Value =
  | undefined
  | null
  | boolean
  | number
  | string
  | Secret
  | Unknown
  | Value[]
  | { [key: string]: Value };
export type Values = { [key: string]: Value };

/** Sentinels the engine sends for unknown values, by expected type. */
export const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const UNKNOWN_SENTINELS: ReadonlySet<unknown> = new Set([
  UNKNOWN_STRING,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // bool
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** The key that identifies a special object on the wire by its value. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
/**
 * An output value. A plugin that does not accept outputs is sent only secrets or unknowns, except possibly by a
 * component.
 */
export const OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Whether a value is an object of further values, as opposed to a list, secret or unknown. */
export function isObject(value: Value): value is Values {
  return (
    value !== null &&
    typeof value === "object" &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Secret)
  );
}

/** The value without secret marks; unknowns are kept. */
export function plain(value: Value): Value {
  if (value instanceof Secret) return plain(value.value);
  if (value instanceof Unknown) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

/** Whether a value is or contains an unknown. */
export function hasUnknown(value: Value): boolean {
  return holds(value, (found) => found instanceof Unknown);
}

/** Whether a value is or contains a secret. */
export function hasSecret(value: Value): boolean {
  return holds(value, (found) => found instanceof Secret);
}

function holds(value: Value, wanted: (value: Value) => boolean): boolean {
  if (wanted(value)) return true;
  if (value instanceof Secret) return holds(value.value, wanted);
  if (value instanceof Unknown || value === null || typeof value !== "object") return false;
  return Object.values(value).some((member) => holds(member, wanted));
}

/** Every secret string inside a value, for redaction. */
export function secretTexts(value: Value, inside = false): string[] {
  if (value instanceof Secret) return secretTexts(value.value, true);
  if (typeof value === "string") return inside && value !== "" ? [value] : [];
  if (value instanceof Unknown || value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((member) => secretTexts(member, inside));
}

/** The same tree with the members at the dotted paths (`source.password`) marked secret, where present. */
export function markSecrets(values: Values, paths: readonly string[]): Values {
  return paths.reduce<Values>((tree, path) => markAt(tree, path.split(".")), values);
}

function markAt(values: Values, [head, ...rest]: string[]): Values {
  const value = head === undefined ? undefined : values[head];
  if (head === undefined || value === undefined || value === null || value instanceof Secret) return values;
  if (rest.length === 0) return { ...values, [head]: new Secret(value) };
  if (value instanceof Unknown || Array.isArray(value) || typeof value !== "object") return values;
  return { ...values, [head]: markAt(value, rest) };
}

/** Reads a value by path; undefined if any part is missing. */
export function at(value: Value, path: readonly PropertyKey[]): Value {
  return path.reduce<Value>((current, part) => {
    const inner = current instanceof Secret ? current.value : current;
    if (inner instanceof Unknown || inner === null || typeof inner !== "object")
      return inner instanceof Unknown ? inner : undefined;
    return (inner as Record<PropertyKey, Value>)[part as string];
  }, value);
}

/** The members without secret marks. */
export function plainObject(values: Values): Values {
  return plain(values) as Values;
}

/** Marks as secret in `value` whatever is secret at the same path in `like`. */
export function secretLike(value: Value, like: Value): Value {
  if (like === undefined || value instanceof Secret) return value;
  if (like instanceof Secret) return new Secret(value);
  if (Array.isArray(value) && Array.isArray(like)) return value.map((one, i) => secretLike(one, like[i]));
  if (isObject(value) && isObject(like)) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, secretLike(one, like[key])]));
  }
  return value;
}

/** The same tree without null or undefined members, at any depth; list items are kept. */
export function withoutNulls(value: Value): Value {
  if (value instanceof Secret) return new Secret(withoutNulls(value.value));
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(present.map(([key, member]) => [key, withoutNulls(member)]));
}
