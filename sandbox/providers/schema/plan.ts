import { isObject, Secret, secretLike, Unknown, type Value, type Values } from "../runtime/values";
import { objectType } from "./names";
import type { Properties, PropertySpec, ProviderSchema, TypeRef } from "./types";

/** Inputs with the vendor's defaults filled in, in nested objects too. */
export function withDefaults(schema: ProviderSchema, properties: Properties, inputs: Values): Values {
  const result: Values = {};
  for (const [name, spec] of Object.entries(properties)) {
    const value = inputs[name] ?? null;
    if (value !== null) result[name] = nested(schema, spec, value);
    else if (spec.default !== undefined && !hasConflict(spec, inputs)) result[name] = spec.default;
  }
  return result;
}

function nested(schema: ProviderSchema, spec: PropertySpec, value: Value): Value {
  if (value instanceof Secret) return new Secret(nested(schema, spec, value.value));
  const type = spec.type;
  if (Array.isArray(value) && typeof type === "object" && "list" in type) {
    return value.map((one) => nested(schema, { type: type.list }, one));
  }
  const object = objectType(schema, type);
  return object && isObject(value) ? withDefaults(schema, object, value) : value;
}

function hasConflict(spec: PropertySpec, inputs: Values): boolean {
  return spec.conflictsWith?.some((other) => (inputs[other.split(".")[0]!] ?? null) !== null) ?? false;
}

/**
 * The state as a preview shows it: what is given, the defaults, and unknown for what the vendor fills in. After creation
 * (`prior` given) what the vendor filled in stays.
 */
export function planned(schema: ProviderSchema, properties: Properties, inputs: Values, prior?: Values): Values {
  const result: Values = {};
  const filled = withDefaults(schema, properties, inputs);
  for (const [name, spec] of Object.entries(properties)) {
    const value = filled[name];
    const before = prior?.[name];
    if (value !== undefined) result[name] = plannedValue(schema, spec.type, value, before);
    else if (!spec.output && !spec.always) continue;
    else if (!prior) result[name] = Unknown.value;
    else if (before !== undefined) result[name] = before;
  }
  return result;
}

function plannedValue(schema: ProviderSchema, type: TypeRef, value: Value, prior: Value | undefined): Value {
  if (value instanceof Secret) {
    return new Secret(plannedValue(schema, type, value.value, prior instanceof Secret ? prior.value : prior));
  }
  if (Array.isArray(value) && typeof type === "object" && "list" in type) {
    const before = Array.isArray(prior) ? prior : [];
    return value.map((one, i) => plannedValue(schema, type.list, one, before[i]));
  }
  const object = objectType(schema, type);
  if (!object || !isObject(value)) return value;
  return planned(schema, object, value, isObject(prior) ? prior : undefined);
}

/** Marks the secrets of a state: what the schema says is secret, and what was secret in the inputs or in the state before. */
export function markSecrets(schema: ProviderSchema, properties: Properties, state: Values, ...like: Values[]): Values {
  const marked = schemaSecrets(schema, properties, state);
  return like.reduce((result, one) => secretLike(result, one) as Values, marked);
}

function schemaSecrets(schema: ProviderSchema, properties: Properties, values: Values): Values {
  const mark = (spec: PropertySpec | undefined, value: Value): Value => {
    if (!spec || value === null || value instanceof Secret) return value;
    if (spec.secret) return new Secret(value);
    const type = spec.type;
    if (Array.isArray(value) && typeof type === "object" && "list" in type) {
      return value.map((one) => mark({ type: type.list }, one));
    }
    const object = objectType(schema, type);
    return object && isObject(value) ? schemaSecrets(schema, object, value) : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, mark(properties[name], value)]));
}
