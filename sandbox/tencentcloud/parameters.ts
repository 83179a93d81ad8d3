import { errors } from "./errors";
import { mandatory, type Verdicts, verdictOf } from "./verdicts";
import type { WireModel } from "./wire/model";

/** Validated parameters of a request, with names and types from the vendor's model. */
// biome-ignore lint/suspicious/noExplicitAny: the model is data, and each action knows its own part of it
export type Parameters = any;

interface Judge {
  model: WireModel;
  verdicts: Verdicts;
}

/**
 * Validates a request field by field: known to the vendor, of the right type, and simulated. Like the vendor, treats
 * null as absent.
 * @throws TcError UnknownParameter, InvalidParameter, MissingParameter, or UnsupportedOperation for what is not
 * simulated
 */
export function judge(by: Judge, type: string, given: Record<string, unknown>, path = ""): Parameters {
  const fields = by.model.types[type]!;
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const place = path ? `${path}.${name}` : name;
    if (fields[name] === undefined) throw errors.unknown(place);
    if (value === null || value === undefined) continue;
    const judged = judgeValue(by, fields[name], value, place);
    const empty = judged === "" || (Array.isArray(judged) && judged.length === 0);
    if (verdictOf(by.verdicts, type, name) === "refused" && !empty && judged !== 0 && judged !== false)
      throw errors.notImplemented(`The parameter \`${place}\``);
    result[name] = judged;
  }
  for (const name of mandatory(by.verdicts, type)) {
    if (result[name] === undefined || result[name] === "") throw errors.missing(path ? `${path}.${name}` : name);
  }
  return result;
}

function judgeValue(by: Judge, type: string, value: unknown, place: string): unknown {
  if (type.startsWith("[]")) {
    if (!Array.isArray(value)) throw errors.type(place);
    return Array.from(value).map((one, index) => judgeValue(by, type.slice(2), one, `${place}.${index}`));
  }
  if (by.model.types[type]) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw errors.type(place);
    return judge(by, type, value as Record<string, unknown>, place);
  }
  if (!SCALARS[type]!(value)) throw errors.type(place);
  return value;
}

const SCALARS: Record<string, (value: unknown) => boolean> = {
  str: (value) => typeof value === "string",
  int: (value) => Number.isSafeInteger(value),
  float: (value) => typeof value === "number",
  bool: (value) => typeof value === "boolean",
};

/**
 * Converts the parameters of a GET request or a form, `Tags.0.TagKey=owner`, to the equivalent JSON body: lists by
 * index from 0, numbers and booleans by the type of their field.
 * @throws TcError InvalidParameter
 */
export function unflatten({ model }: Judge, type: string, pairs: readonly [string, string][]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [name, text] of pairs) {
    const parts = name.split(".");
    if (parts.some((part) => part === "" || part === "__proto__")) throw errors.unknown(name);
    let place: Parameters = root;
    let kind = type;
    parts.forEach((part, index) => {
      const list = kind.startsWith("[]");
      if (list && !/^\d{1,4}$/.test(part)) throw errors.type(name);
      kind = list ? kind.slice(2) : (model.types[kind]?.[part] ?? "unknown");
      if (index === parts.length - 1) place[part] = scalar(kind, text, name);
      else place = place[part] ??= kind.startsWith("[]") ? [] : {};
      if (typeof place !== "object" || place === null) throw errors.type(name);
    });
  }
  return root;
}

function scalar(kind: string, text: string, name: string): unknown {
  if (kind === "int" || kind === "float") {
    if (!/^-?\d+(\.\d+)?$/.test(text)) throw errors.type(name);
    return Number(text);
  }
  if (kind !== "bool") return text;
  if (!/^(true|false|0|1)$/i.test(text)) throw errors.type(name);
  return /^(true|1)$/i.test(text);
}
