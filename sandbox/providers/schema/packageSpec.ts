import type { Properties, ProviderSchema, TypeRef } from "./types";

/** The schema in the format of the engine's tools (PackageSpec), without descriptions. */
export function packageSpec(schema: ProviderSchema): object {
  const typed = (type: TypeRef): object => {
    if (type === "any") return { $ref: "pulumi.json#/Any" };
    if (typeof type === "string") return { type };
    if ("list" in type) return { type: "array", items: typed(type.list) };
    if ("map" in type) return { type: "object", additionalProperties: typed(type.map) };
    return { $ref: `#/types/${type.object}` };
  };
  const object = (properties: Properties, side: "input" | "output") => {
    const entries = Object.entries(properties).filter(([, spec]) => side === "output" || !spec.output);
    const required = entries
      .filter(([, spec]) => (side === "input" ? spec.required : spec.always))
      .map(([name]) => name);
    const shapes = entries.map(([name, spec]) => [
      name,
      {
        ...typed(spec.type),
        ...(spec.secret ? { secret: true } : {}),
        ...(spec.replace && side === "input" ? { willReplaceOnChanges: true } : {}),
      },
    ]);
    return { properties: Object.fromEntries(shapes), required };
  };
  const mapped = <T>(source: Record<string, T>, change: (value: T) => object) =>
    Object.fromEntries(Object.entries(source).map(([key, value]) => [key, change(value)]));
  const config = object(schema.config, "input");
  return {
    name: schema.name,
    version: schema.version,
    config: { variables: config.properties },
    provider: { inputProperties: config.properties, requiredInputs: config.required },
    resources: mapped(schema.resources, (properties) => {
      const inputs = object(properties, "input");
      return { ...object(properties, "output"), inputProperties: inputs.properties, requiredInputs: inputs.required };
    }),
    functions: mapped(schema.functions, (f) => ({
      inputs: { type: "object", ...object(f.inputs, "input") },
      outputs: { type: "object", ...object(f.outputs, "output") },
    })),
    types: mapped(schema.types, (properties) => ({ type: "object", ...object(properties, "input") })),
  };
}
