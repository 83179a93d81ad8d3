import { isObject, Secret, secretLike, UNKNOWN, type Value, type Values } from "../../../plugin/values";
import { objectType } from "./names";
import type { Properties, PropertySpec, ProviderSchema, TypeRef } from "./types";

/**
 * Inputs with the vendor's defaults, including nested objects. As in Terraform's SDK, a property has its default whether
 * or not something that conflicts with it is given: only what is given conflicts.
 */
export function withDefaults(schema: ProviderSchema, properties: Properties, inputs: Values): Values {
  const result: Values = {};
  const fill = (inner: Properties, value: Values) => withDefaults(schema, inner, value);
  for (const [name, spec] of Object.entries(properties)) {
    const value = inputs[name] ?? null;
    if (value !== null) result[name] = nested(schema, spec.type, value, undefined, fill);
    else if (spec.default !== undefined) result[name] = spec.default;
  }
  return result;
}

/** Whether something is given that the property conflicts with. */
export function hasConflict(spec: PropertySpec, inputs: Values): boolean {
  return spec.conflictsWith?.some((other) => (inputs[other.split(".")[0]!] ?? null) !== null) ?? false;
}

/**
 * The state as shown in a preview: inputs, defaults, and unknown for what the vendor computes. After creation (`prior`
 * given), computed values are kept, unless every change sets them again.
 */
export function planned(schema: ProviderSchema, properties: Properties, inputs: Values, prior?: Values): Values {
  const result: Values = {};
  const filled = withDefaults(schema, properties, inputs);
  const plan = (inner: Properties, value: Values, before?: Values) => planned(schema, inner, value, before);
  for (const [name, spec] of Object.entries(properties)) {
    const value = filled[name];
    const before = prior?.[name];
    if (value !== undefined) result[name] = nested(schema, spec.type, value, before, plan);
    else if (!spec.output && !spec.always) continue;
    else if (!prior || spec.anew) result[name] = UNKNOWN;
    else if (before !== undefined) result[name] = before;
  }
  return result;
}

/** Maps every object of a known type inside a value, through lists and secrets, along with its previous value. */
function nested(
  schema: ProviderSchema,
  type: TypeRef,
  value: Value,
  prior: Value | undefined,
  change: (properties: Properties, value: Values, prior?: Values) => Values,
): Value {
  if (value instanceof Secret) {
    return new Secret(nested(schema, type, value.value, prior instanceof Secret ? prior.value : prior, change));
  }
  if (Array.isArray(value) && typeof type === "object" && "list" in type) {
    const before = Array.isArray(prior) ? prior : [];
    return value.map((one, i) => nested(schema, type.list, one, before[i], change));
  }
  const object = objectType(schema, type);
  if (!object || !isObject(value)) return value;
  return change(object, value, isObject(prior) ? prior : undefined);
}

/**
 * Marks the secrets of a state: those declared in the schema, and those that were secret in the inputs or the previous
 * state.
 */
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
