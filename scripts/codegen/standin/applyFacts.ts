import type {
  Properties,
  PropertyFacts,
  PropertySpec,
  ProviderFacts,
  ProviderSchema,
  TypeRef,
} from "../../../sandbox/providers/schema/types";

/**
 * Adds facts from the vendors' sources (replace on change, defaults, allowed values) to a compact schema. A nested
 * type shared by two resources is copied first, because a change that replaces one may update the other.
 *
 * @throws if a fact names a resource or property that is not in the schema
 */
export function applyFacts(schema: ProviderSchema, facts: ProviderFacts): ProviderSchema {
  const result = structuredClone(schema);
  const owners = new Map<string, string>();
  for (const [token, byPath] of Object.entries(facts)) {
    const resource = result.resources[token];
    if (!resource) throw new Error(`facts of ${token}: the schema of ${schema.name} has no such resource`);
    for (const [path, fact] of Object.entries(byPath)) {
      const spec = find(result, resource, path.split("."), token, owners);
      if (!spec) throw new Error(`facts of ${token}: no property ${path}`);
      add(spec, fact);
    }
  }
  return result;
}

function find(
  schema: ProviderSchema,
  properties: Properties,
  path: string[],
  owner: string,
  owners: Map<string, string>,
): PropertySpec | undefined {
  const spec = properties[path[0]!];
  if (!spec || path.length === 1) return spec;
  const holder = objectRef(spec);
  if (!holder) return undefined;
  const known = owners.get(holder.object);
  if (known && known !== owner) {
    const own = `${holder.object}@${owner}`;
    schema.types[own] ??= structuredClone(schema.types[holder.object]!);
    holder.object = own;
  }
  owners.set(holder.object, owner);
  return find(schema, schema.types[holder.object]!, path.slice(1), owner, owners);
}

/** The object type inside a property, through lists and maps. Callers may modify it in place. */
function objectRef(spec: PropertySpec): { object: string } | undefined {
  let type: TypeRef = spec.type;
  while (typeof type === "object" && !("object" in type)) type = "list" in type ? type.list : type.map;
  return typeof type === "object" ? type : undefined;
}

function add(spec: PropertySpec, fact: PropertyFacts): void {
  const { forceNew, computed, int, sensitive, ...rest } = fact;
  Object.assign(spec, rest);
  if (forceNew) spec.replace = true;
  if (computed) spec.always = true;
  if (sensitive) spec.secret = true;
  if (int) spec.type = whole(spec.type);
}

function whole(type: TypeRef): TypeRef {
  if (type === "number") return "integer";
  if (typeof type === "object" && "list" in type) return { list: whole(type.list) };
  if (typeof type === "object" && "map" in type) return { map: whole(type.map) };
  return type;
}
