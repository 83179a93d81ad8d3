import type {
  FunctionSpec,
  Properties,
  PropertySpec,
  ProviderSchema,
  TypeRef,
} from "../../../sandbox/providers/schema/types";

/** The parts of a Pulumi package schema that are used. */
interface PulumiType {
  type?: string;
  $ref?: string;
  items?: PulumiType;
  additionalProperties?: PulumiType;
  oneOf?: PulumiType[];
  secret?: boolean;
}
interface PulumiObject {
  properties?: Record<string, PulumiType>;
  required?: string[];
}
interface PulumiResource extends PulumiObject {
  inputProperties?: Record<string, PulumiType>;
  requiredInputs?: string[];
}
export interface PulumiPackage {
  name: string;
  version: string;
  provider: PulumiResource;
  resources: Record<string, PulumiResource>;
  functions?: Record<string, { inputs?: PulumiObject; outputs?: PulumiObject }>;
  types?: Record<string, PulumiObject>;
}

/**
 * Compacts a Pulumi package schema. A nested type's required properties apply to inputs; properties required in a
 * resource's outputs are those the vendor always sets.
 */
export function fromPulumiSchema(schema: PulumiPackage): ProviderSchema {
  return {
    name: schema.name,
    version: schema.version,
    config: object(schema.provider.inputProperties, schema.provider.requiredInputs),
    resources: mapped(schema.resources, resource),
    functions: mapped(
      schema.functions ?? {},
      (f): FunctionSpec => ({
        inputs: object(f.inputs?.properties, f.inputs?.required),
        outputs: object(f.outputs?.properties, f.outputs?.required),
      }),
    ),
    types: mapped(schema.types ?? {}, (t) => object(t.properties, t.required)),
  };
}

function resource(source: PulumiResource): Properties {
  const always = new Set(source.required);
  const result = object(source.inputProperties, source.requiredInputs);
  for (const [name, type] of Object.entries(source.properties ?? {})) {
    const spec: PropertySpec = result[name] ?? { type: typeRef(type), output: true };
    if (always.has(name)) spec.always = true;
    if (type.secret) spec.secret = true;
    result[name] = spec;
  }
  return Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function object(properties: Record<string, PulumiType> = {}, required: string[] = []): Properties {
  return mapped(properties, (type, name) => {
    const spec: PropertySpec = { type: typeRef(type) };
    if (required.includes(name)) spec.required = true;
    if (type.secret) spec.secret = true;
    return spec;
  });
}

function typeRef(type: PulumiType): TypeRef {
  if (type.oneOf) return typeRef(type.oneOf[0]!);
  if (type.$ref === "pulumi.json#/Any") return "any";
  if (type.$ref?.startsWith("#/types/")) return { object: type.$ref.slice("#/types/".length) };
  if (type.type === "array") return { list: typeRef(type.items!) };
  if (type.type === "object") return { map: type.additionalProperties ? typeRef(type.additionalProperties) : "string" };
  const known = ["string", "number", "integer", "boolean"] as const;
  const found = known.find((k) => k === type.type);
  if (!found) throw new Error(`unknown type form: ${JSON.stringify(type)}`);
  return found;
}

function mapped<T, R>(source: Record<string, T>, change: (value: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, change(value, key)]));
}
