import { isObject } from "../../model/object";
import { fieldsOf, type WireModel } from "./model";

export interface Difference {
  kind: "unknown field" | "wrong type" | "missing field";
  /** "jobs[].name" */
  path: string;
  /** Names of the type and its field: "QueryJobResp.name". */
  field: string;
  detail: string;
}

/** Whether a field may be missing from an object of this type: "QueryJobResp", "error_code", and the object. */
export type MayBeAbsent = (type: string, field: string, value: Record<string, unknown>) => boolean;

/**
 * Differences between a response and the vendor's model. Every field of the model must be present, unless it may be
 * absent.
 */
export function compareAnswer(model: WireModel, type: string, value: unknown, mayBeAbsent: MayBeAbsent): Difference[] {
  return compare({ model, mayBeAbsent }, type, value, "", "");
}

interface AnswerModel {
  model: WireModel;
  mayBeAbsent: MayBeAbsent;
}

function compare(context: AnswerModel, type: string, value: unknown, path: string, field: string): Difference[] {
  if (value === null || type === "any") return [];
  if (type.startsWith("[]")) {
    if (!Array.isArray(value)) return [wrong(type, value, path, field)];
    return value.flatMap((one) => compare(context, type.slice(2), one, `${path}[]`, field));
  }
  if (type.startsWith("{}")) {
    if (!isObject(value)) return [wrong(type, value, path, field)];
    return Object.values(value).flatMap((one) => compare(context, type.slice(2), one, `${path}{}`, field));
  }
  const known = context.model.types[type];
  if (typeof known === "object") return compareFields(context, type, known, value, path);
  return isScalar(known ?? type, value) ? [] : [wrong(known ?? type, value, path, field)];
}

function compareFields(
  context: AnswerModel,
  type: string,
  known: Record<string, string>,
  value: unknown,
  path: string,
): Difference[] {
  if (!isObject(value)) return [wrong(type, value, path, type)];
  const fields = fieldsOf(known);
  const within = (name: string) => (path ? `${path}.${name}` : name);
  const differences: Difference[] = [];
  for (const [name, one] of Object.entries(value)) {
    if (one === undefined) continue;
    const field = `${type}.${name}`;
    const spec = fields.get(name);
    if (spec) differences.push(...compare(context, spec.type, one, within(name), field));
    else differences.push({ kind: "unknown field", path: within(name), field, detail: `${type} has no ${name}` });
  }
  for (const name of fields.keys()) {
    const field = `${type}.${name}`;
    if (value[name] === undefined && !context.mayBeAbsent(type, name, value)) {
      differences.push({ kind: "missing field", path: within(name), field, detail: "the vendor sends it" });
    }
  }
  return differences;
}

function isScalar(type: string, value: unknown): boolean {
  switch (type) {
    case "str":
      return typeof value === "string";
    case "int":
      return Number.isInteger(value);
    case "float":
      return typeof value === "number";
    case "bool":
      return typeof value === "boolean";
    default:
      return false;
  }
}

function wrong(type: string, value: unknown, path: string, field: string): Difference {
  const seen = Array.isArray(value) ? "a list" : typeof value;
  return { kind: "wrong type", path: path || "the answer", field, detail: `needed ${type}, seen ${seen}` };
}
