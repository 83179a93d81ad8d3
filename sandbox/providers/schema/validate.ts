import { isObject, Secret, Unknown, type Value, type Values } from "../../../plugin/values";
import { objectType, snake } from "./names";
import { type InputProblem, relationProblems } from "./relations";
import type { Properties, PropertySpec, ProviderSchema, TypeRef } from "./types";

/** Validates inputs against a schema: unknown and missing properties, types at any depth, allowed values, and combinations. */
export function validateInputs(schema: ProviderSchema, properties: Properties, inputs: Values): InputProblem[] {
  const validator = new Validator(schema);
  validator.object(properties, inputs, "");
  return [...validator.problems, ...relationProblems(schema, properties, inputs)];
}

class Validator {
  readonly problems: InputProblem[] = [];

  constructor(private readonly schema: ProviderSchema) {}

  object(properties: Properties, values: Values, path: string): void {
    for (const [name, value] of Object.entries(values)) {
      if (name.startsWith("__")) continue;
      const spec = properties[name];
      const at = path ? `${path}.${name}` : name;
      if (!spec) this.add(at, "Invalid or unknown key");
      else if (spec.output) {
        this.add(at, `Invalid or unknown key. "${snake(name)}" is set by the provider and cannot be given`);
      } else this.value(spec.type, spec, value, at);
    }
    for (const [name, spec] of Object.entries(properties)) {
      if (!spec.required || (values[name] ?? null) !== null) continue;
      const detail = `The argument "${snake(name)}" is required, but no definition was found.`;
      this.add(path ? `${path}.${name}` : name, `Missing required argument. ${detail}`);
    }
  }

  private value(type: TypeRef, spec: PropertySpec, given: Value, path: string): void {
    const value = given instanceof Secret ? given.value : given;
    if (value instanceof Unknown || value === null || type === "any") return;
    if (typeof type === "string") {
      if (!fits(type, value)) this.add(path, `expected ${article(type)}, got ${describe(value)}`);
      else this.allowed(spec, value, path);
      return;
    }
    if ("list" in type) {
      if (!Array.isArray(value)) this.add(path, `expected a list, got ${describe(value)}`);
      else for (const [i, one] of value.entries()) this.value(type.list, spec, one, `${path}[${i}]`);
      return;
    }
    if (!isObject(value)) {
      this.add(path, `expected an object, got ${describe(value)}`);
      return;
    }
    if ("map" in type) {
      for (const [key, one] of Object.entries(value)) {
        if (!key.startsWith("__")) this.value(type.map, spec, one, `${path}.${key}`);
      }
      return;
    }
    this.object(objectType(this.schema, type) ?? {}, value, path);
  }

  private allowed(spec: PropertySpec, value: Value, path: string): void {
    const name = snake(path.replace(/\[\d+\]$/, ""));
    const same = (one: string | number) =>
      one === value || (spec.enumIgnoreCase && String(one).toLowerCase() === String(value).toLowerCase());
    if (spec.enum && !spec.enum.some(same)) {
      const listed = spec.enum.map((one) => JSON.stringify(one)).join(" ");
      this.add(path, `expected ${name} to be one of [${listed}], got ${String(value)}`);
    }
    if (spec.min !== undefined && spec.max !== undefined && typeof value === "number") {
      if (value < spec.min || value > spec.max) {
        this.add(path, `expected ${name} to be in the range (${spec.min} - ${spec.max}), got ${value}`);
      }
    }
  }

  private add(path: string, reason: string): void {
    this.problems.push({ path, reason });
  }
}

function fits(type: string, value: Value): boolean {
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function article(type: string): string {
  return type === "integer" ? "a whole number" : `a ${type}`;
}

function describe(value: Value): string {
  if (Array.isArray(value)) return "a list";
  if (value !== null && typeof value === "object") return "an object";
  return `a ${typeof value}`;
}
