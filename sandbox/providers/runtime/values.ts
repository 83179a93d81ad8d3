/** A value that is not known yet, as in a preview. */
export class Unknown {
  static readonly value = new Unknown();
  private constructor() {}
  toString(): string {
    return "(unknown)";
  }
}

/** A value that the engine keeps encrypted. */
export class Secret {
  constructor(readonly value: Value) {}
  toString(): string {
    return "(secret)";
  }
}

/** A Pulumi property value; null counts as absent. */
export type Value = null | string | number | boolean | Unknown | Secret | Value[] | { [key: string]: Value };
export type Values = Record<string, Value>;

/** The engine's marks on the wire (sdk/proto, property values). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWNS = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/**
 * Reads values sent by the engine. Nulls in objects are dropped.
 * @throws on assets and resource references, which no property here accepts
 */
export function decode(wire: unknown): Value {
  if (wire === undefined || wire === null) return null;
  if (typeof wire === "string") return UNKNOWNS.has(wire) ? Unknown.value : wire;
  if (Array.isArray(wire)) return wire.map(decode);
  if (typeof wire !== "object") return wire as number | boolean;
  const object = wire as Record<string, unknown>;
  switch (object[SIGNATURE]) {
    case undefined:
      return decodeObject(object);
    case SECRET:
      return new Secret(decode(object["value"]));
    case OUTPUT: {
      const value = "value" in object ? decode(object["value"]) : Unknown.value;
      return object["secret"] === true ? new Secret(value) : value;
    }
    default:
      throw new Error("assets and references to resources are not property values of this provider");
  }
}

export function decodeObject(wire: object | undefined): Values {
  const result: Values = {};
  for (const [key, one] of Object.entries(wire ?? {})) {
    const value = decode(one);
    if (value !== null) result[key] = value;
  }
  return result;
}

// biome-ignore lint/suspicious/noExplicitAny: Struct.fromJavaScript takes plain JSON values of any shape
export function encode(value: Value): any {
  if (value instanceof Unknown) return UNKNOWN;
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: encode(value.value) };
  if (Array.isArray(value)) return value.map(encode);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, encode(one)]));
  }
  return value;
}

/** The value without secret marks, at any depth. */
export function plain(value: Value): Value {
  if (value instanceof Secret) return plain(value.value);
  if (value instanceof Unknown) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === "object") return plainObject(value);
  return value;
}

export function plainObject(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, plain(value)]));
}

export function isObject(value: Value | undefined): value is Values {
  return (
    value !== null &&
    typeof value === "object" &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Secret)
  );
}

/** Whether any part of the value is unknown. */
export function hasUnknown(value: Value | undefined): boolean {
  if (value instanceof Unknown) return true;
  if (value instanceof Secret) return hasUnknown(value.value);
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) && Object.values(value).some(hasUnknown);
}

/** Whether any part of the value is secret. */
export function hasSecret(value: Value | undefined): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(hasSecret);
  return isObject(value) && Object.values(value).some(hasSecret);
}

/** Marks as secret in `value` whatever is secret at the same place in `like`. */
export function secretLike(value: Value, like: Value | undefined): Value {
  if (like === undefined || value instanceof Secret) return value;
  if (like instanceof Secret) return new Secret(value);
  if (Array.isArray(value) && Array.isArray(like)) return value.map((one, i) => secretLike(one, like[i]));
  if (isObject(value) && isObject(like)) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, secretLike(one, like[key])]));
  }
  return value;
}
