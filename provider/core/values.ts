/**
 * Property values as they cross between the engine and this provider. The wire is a protobuf Struct in which secrets and
 * unknowns are written by convention (signature keys and a sentinel string); here they are a class and a constant.
 */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A value that the engine must keep encrypted. */
export class Secret {
  constructor(readonly value: Value) {}
  /** Never shows what it holds. */
  toString(): string {
    return "[secret]";
  }
  toJSON(): string {
    return "[secret]";
  }
}

/** A value that is not known yet: an output of a resource that a preview has not created. */
export class Unknown {
  toString(): string {
    return "[unknown]";
  }
  toJSON(): string {
    return "[unknown]";
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

/** The engine's conventions (Pulumi's `resource/plugin/rpc.go` and `sdk/nodejs/runtime/rpc.ts`). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const UNKNOWN_SENTINELS: ReadonlySet<string> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // bool
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Reads the properties of a request; an absent Struct reads as undefined. */
export function fromStruct(struct: Struct | undefined): Values | undefined {
  return struct ? (decode(struct.toJavaScript()) as Values) : undefined;
}

/** Writes properties of an answer; members that are undefined are left out. */
export function toStruct(values: Values): Struct {
  // biome-ignore lint/suspicious/noExplicitAny: the typings want a JavaScriptValue, which JSON values are
  return Struct.fromJavaScript(encode(values) as any);
}

function decode(raw: unknown): Value {
  if (typeof raw === "string") return UNKNOWN_SENTINELS.has(raw) ? UNKNOWN : raw;
  if (Array.isArray(raw)) return raw.map(decode);
  if (raw === null || typeof raw !== "object") return raw as Value;
  const object = raw as Record<string, unknown>;
  if (object[SIGNATURE] === SECRET) return new Secret(decode(object["value"]));
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, decode(value)]));
}

function encode(value: Value): unknown {
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: encode(value.value) ?? null };
  if (value instanceof Unknown) return UNKNOWN_STRING;
  if (Array.isArray(value)) return value.map((item) => encode(item) ?? null);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, encode(member)]),
  );
}

/** The value without its secret marks; unknowns stay. */
export function plain(value: Value): Value {
  if (value instanceof Secret) return plain(value.value);
  if (value instanceof Unknown) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

/** Whether a value is or holds something unknown. */
export function hasUnknown(value: Value): boolean {
  return holds(value, (found) => found instanceof Unknown);
}

/** Whether a value is or holds a secret. */
export function hasSecret(value: Value): boolean {
  return holds(value, (found) => found instanceof Secret);
}

function holds(value: Value, wanted: (value: Value) => boolean): boolean {
  if (wanted(value)) return true;
  if (value instanceof Secret) return holds(value.value, wanted);
  if (value instanceof Unknown || value === null || typeof value !== "object") return false;
  return Object.values(value).some((member) => holds(member, wanted));
}

/** Every secret string inside a value, for keeping them out of messages. */
export function secretTexts(value: Value, inside = false): string[] {
  if (value instanceof Secret) return secretTexts(value.value, true);
  if (typeof value === "string") return inside && value !== "" ? [value] : [];
  if (value instanceof Unknown || value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((member) => secretTexts(member, inside));
}

/** The same tree with the members at the dotted paths (`source.password`) marked secret, if they are there. */
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

/** Reads a value by path; undefined when something on the way is missing. */
export function at(value: Value, path: readonly PropertyKey[]): Value {
  return path.reduce<Value>((current, part) => {
    const inner = current instanceof Secret ? current.value : current;
    if (inner instanceof Unknown || inner === null || typeof inner !== "object")
      return inner instanceof Unknown ? inner : undefined;
    return (inner as Record<PropertyKey, Value>)[part as string];
  }, value);
}
