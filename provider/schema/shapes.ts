/**
 * Converts JSON schema, as written by zod, to Pulumi's package schema: nested objects and enumerations become named
 * types.
 */

export type Json = Record<string, unknown>;

/** Where named types are collected, and how they are named. */
export interface Naming {
  types: Json;
  /** Name of the type being described; names of nested types begin with it. */
  name: string;
  /** Dotted paths of secrets, relative to here. */
  secrets: readonly string[];
}

export interface ObjectSchema {
  properties: Record<string, Json>;
  required: string[];
}

export const ANY = { $ref: "pulumi.json#/Any" };

export function objectSchema(schema: Json, naming: Naming): ObjectSchema {
  const members = Object.entries((schema["properties"] ?? {}) as Record<string, Json>);
  const properties = members.map(([key, member]) => [key, property(member, inside(naming, key))]);
  return { properties: Object.fromEntries(properties), required: (schema["required"] as string[] | undefined) ?? [] };
}

function inside({ types, name, secrets }: Naming, key: string): Naming {
  const below = secrets.flatMap((path) =>
    path === key ? [""] : path.startsWith(`${key}.`) ? [path.slice(key.length + 1)] : [],
  );
  return { types, name: `${name}${capital(key)}`, secrets: below };
}

function property(schema: Json, naming: Naming): Json {
  return {
    ...shape(schema, naming),
    ...describe(schema),
    ...(isSimple(schema["default"]) ? { default: schema["default"] } : {}),
    ...(naming.secrets.includes("") ? { secret: true } : {}),
  };
}

/** A member's own description or, without one, that of its type or its only value. */
function describe({ description, about, const: only }: Json): Json {
  const told = description ?? about ?? (only === undefined ? undefined : `always \`${only}\``);
  return told === undefined ? {} : { description: told };
}

export function shape(schema: Json, naming: Naming): Json {
  const choices = (schema["anyOf"] ?? schema["oneOf"]) as Json[] | undefined;
  if (choices) return union(choices, naming);
  if (schema["enum"]) return enumeration(schema, naming);
  switch (schema["type"]) {
    case "array":
      return { type: "array", items: shape((schema["items"] ?? {}) as Json, naming) };
    case "object":
      return object(schema, naming);
    case "integer":
    case "number":
    case "boolean":
    case "string":
      return { type: schema["type"] };
    default:
      return schema["const"] === undefined ? ANY : { type: typeof schema["const"] };
  }
}

/** A union of objects is discriminated by the property in which each has its kind. */
function union(choices: Json[], naming: Naming): Json {
  const tags = choices.map(tagOf);
  const [first] = tags;
  if (!first || !tags.every((tag) => tag?.key === first.key)) {
    const shapes = new Map(choices.map((choice) => shape(choice, naming)).map((one) => [JSON.stringify(one), one]));
    return shapes.size === 1 ? [...shapes.values()][0]! : { oneOf: [...shapes.values()] };
  }
  const refs = choices.map((choice, index) =>
    shape(choice, { ...naming, name: naming.name + words(tags[index]!.value) }),
  );
  const mapping = Object.fromEntries(refs.map(({ $ref }, index) => [tags[index]!.value, $ref]));
  return { oneOf: refs, discriminator: { propertyName: first.key, mapping } };
}

function tagOf({ properties }: Json): { key: string; value: string } | undefined {
  const found = Object.entries((properties ?? {}) as Record<string, Json>).find(([, member]) => member["const"]);
  return found && { key: found[0], value: String(found[1]["const"]) };
}

function enumeration(schema: Json, naming: Naming): Json {
  const values = (schema["enum"] as string[]).map((value) => ({ value, name: words(value) }));
  return typeOf(schema, naming, { type: "string", enum: values });
}

function object(schema: Json, naming: Naming): Json {
  if (!schema["properties"] || schema["additionalProperties"] instanceof Object) {
    const values = (schema["properties"] ? {} : (schema["additionalProperties"] ?? {})) as Json;
    return { type: "object", additionalProperties: shape(values, naming) };
  }
  const named = { ...naming, name: (schema["title"] as string | undefined) ?? naming.name };
  const { properties, required } = objectSchema(schema, named);
  for (const [key, member] of Object.entries(schema["properties"] as Record<string, Json>)) {
    if (member["const"] !== undefined) properties[key] = { ...properties[key], const: member["const"] };
  }
  return typeOf(schema, naming, { type: "object", properties, required });
}

/**
 * A type with its own name (`model/named`), the same wherever it is used, or named after the one place that uses it.
 */
function typeOf(schema: Json, { types, name }: Naming, type: Json): Json {
  const { title = name, about, description } = schema;
  const token = `dbferry:index:${title}`;
  const made = { ...type, description: about ?? description };
  if (types[token] && JSON.stringify(types[token]) !== JSON.stringify(made)) {
    throw new Error(
      `two different shapes are called ${title}: ${JSON.stringify(types[token])} and ${JSON.stringify(made)}`,
    );
  }
  types[token] = made;
  return { $ref: `#/types/${token}` };
}

function isSimple(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** `full+incremental` as `FullIncremental`, `2xlarge` as `Size2xlarge`, because identifiers begin with a letter. */
function words(value: string): string {
  const joined = value
    .split(/[^A-Za-z0-9]+/)
    .map(capital)
    .join("");
  return /^\d/.test(joined) ? `Size${joined}` : joined;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
