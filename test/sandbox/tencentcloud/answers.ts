import type { WireModel } from "../../../sandbox/tencentcloud/wire/model";

/**
 * Where an answer deviates from the vendor's model: unknown fields, wrong types, missing fields. The vendor sends null
 * for absent values.
 */
export function differences(model: WireModel, type: string, value: unknown, path = ""): string[] {
  if (value === null) return [];
  if (type.startsWith("[]")) {
    if (!Array.isArray(value)) return [`${path}: not a list`];
    return value.flatMap((one, index) => differences(model, type.slice(2), one, `${path}[${index}]`));
  }
  const fields = model.types[type];
  if (!fields) return fits(type, value) ? [] : [`${path}: not of type ${type}`];
  if (typeof value !== "object" || Array.isArray(value)) return [`${path}: not a ${type}`];
  const missing = Object.keys(fields).filter((name) => !(name in value));
  const present = Object.entries(value).flatMap(([name, one]) =>
    fields[name] === undefined
      ? [`${path}.${name}: ${type} has no such field`]
      : differences(model, fields[name], one, `${path}.${name}`),
  );
  return [...present, ...missing.map((name) => `${path}.${name}: missing`)];
}

function fits(type: string, value: unknown): boolean {
  if (type === "int") return Number.isInteger(value);
  return typeof value === { str: "string", float: "number", bool: "boolean" }[type];
}
