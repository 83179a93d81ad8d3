/** Property values on the wire: a protobuf Struct. */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  OUTPUT_SIGNATURE,
  SECRET_SIGNATURE,
  Secret,
  SIGNATURE,
  UNKNOWN,
  UNKNOWN_SENTINELS,
  UNKNOWN_STRING,
  Unknown,
  type Value,
  type Values,
} from "./values";

/**
 * Decodes the properties of a request; an absent Struct yields undefined.
 * @throws on assets and resource references, which no property here accepts
 */
export function fromStruct(struct: Struct | undefined): Values | undefined {
  return struct ? (decode(struct.toJavaScript()) as Values) : undefined;
}

/** Encodes the properties of a response; undefined members are omitted. */
export function toStruct(values: Values): Struct {
  // biome-ignore lint/suspicious/noExplicitAny: the typings want a JavaScriptValue, which JSON values are
  return Struct.fromJavaScript(encode(values) as any);
}

export function decode(raw: unknown): Value {
  if (typeof raw === "string") return UNKNOWN_SENTINELS.has(raw) ? UNKNOWN : raw;
  if (Array.isArray(raw)) return raw.map(decode);
  if (raw === null || typeof raw !== "object") return raw as Value;
  const object = raw as Record<string, unknown>;
  switch (object[SIGNATURE]) {
    case undefined:
      return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, decode(value)]));
    case SECRET_SIGNATURE:
      return new Secret(decode(object["value"]));
    case OUTPUT_SIGNATURE: {
      const value = "value" in object ? decode(object["value"]) : UNKNOWN;
      return object["secret"] === true ? new Secret(value) : value;
    }
    default:
      throw new Error("an asset or a resource reference was given; needed: a plain value");
  }
}

export function encode(value: Value): unknown {
  if (value instanceof Secret) return { [SIGNATURE]: SECRET_SIGNATURE, value: encode(value.value) ?? null };
  if (value instanceof Unknown) return UNKNOWN_STRING;
  if (Array.isArray(value)) return value.map((item) => encode(item) ?? null);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, encode(member)]),
  );
}
