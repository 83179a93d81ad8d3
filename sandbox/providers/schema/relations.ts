import { isObject, Secret, type Value, type Values } from "../../../plugin/values";
import { objectType, snake } from "./names";
import type { Properties, PropertySpec, ProviderSchema } from "./types";

/** One problem with the inputs; `path` is "bandwidth.size", `reason` the wording of the vendor's provider. */
export interface InputProblem {
  path: string;
  reason: string;
}

/** Required combinations and conflicts, as in the vendors' schemas. Unknown values count as given. */
export function relationProblems(schema: ProviderSchema, properties: Properties, inputs: Values): InputProblem[] {
  const problems: InputProblem[] = [];
  const given = (path: string) => lookUp(inputs, path.split(".")) !== undefined;
  const text = (paths: string[]) => [...paths].sort().map(snake).join(",");
  for (const [path, spec] of paths(schema, properties, inputs, "")) {
    const group = (others: string[]) => [...new Set([...others, path])];
    const conflict = given(path) ? spec.conflictsWith?.find(given) : undefined;
    if (conflict) {
      const reason = `Conflicting configuration arguments. "${snake(path)}": conflicts with ${snake(conflict)}`;
      problems.push({ path, reason });
    }
    if (given(path) && spec.requiredWith?.some((other) => !given(other))) {
      const all = text(group(spec.requiredWith));
      problems.push({
        path,
        reason: `Missing required argument. "${snake(path)}": all of \`${all}\` must be specified`,
      });
    }
    if (spec.exactlyOneOf) {
      const all = group(spec.exactlyOneOf);
      const count = all.filter(given).length;
      const rule =
        count === 0 ? `one of \`${text(all)}\` must be specified` : `only one of \`${text(all)}\` can be specified`;
      if (count !== 1) {
        problems.push({ path, reason: `Invalid combination of arguments. "${snake(path)}": ${rule}` });
      }
    }
    if (spec.atLeastOneOf && !group(spec.atLeastOneOf).some(given)) {
      const all = text(group(spec.atLeastOneOf));
      problems.push({
        path,
        reason: `Missing required argument. "${snake(path)}": one of \`${all}\` must be specified`,
      });
    }
  }
  return problems;
}

/** Every property with its path, and nested objects (not lists) where present. */
function* paths(
  schema: ProviderSchema,
  properties: Properties,
  values: Values,
  prefix: string,
): Generator<[string, PropertySpec]> {
  for (const [name, spec] of Object.entries(properties)) {
    yield [prefix + name, spec];
    const nested = objectType(schema, spec.type);
    const value = open(values[name]);
    if (nested && isObject(value)) yield* paths(schema, nested, value, `${prefix}${name}.`);
  }
}

function lookUp(values: Values, [name, ...rest]: string[]): Value | undefined {
  const value = open(values[name!]);
  if (value === undefined || value === null) return undefined;
  if (rest.length === 0) return value;
  return isObject(value) ? lookUp(value, rest) : undefined;
}

function open(value: Value | undefined): Value | undefined {
  return value instanceof Secret ? value.value : value;
}
