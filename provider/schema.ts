import { z } from "zod";
import type { OutputSpec, ResourceType } from "./core/resource";
import { configSchema } from "./registry/config";
import { RESOURCES } from "./resources";
import { VERSION } from "./version";

type Json = Record<string, unknown>;

/** The package schema that `pulumi package get-schema` shows and that SDKs of other languages are generated from. */
export function packageSchema(): Json {
  const types: Json = {};
  const resources = Object.fromEntries([...RESOURCES].map(([token, type]) => [token, resourceSchema(type, types)]));
  const config = objectSchema("Config", z.toJSONSchema(configSchema, IN) as Json, types, "Provider");
  return {
    name: "dbferry",
    version: VERSION,
    description: "MySQL migrations between clouds: tasks, their runs, allowlist entries, accounts, checks and cutovers",
    license: "Apache-2.0",
    config: { variables: config.properties },
    provider: { description: "Credentials and endpoints of the clouds", inputProperties: config.properties },
    types,
    resources,
  };
}

/** As programs write inputs: what has a default may be left out. */
const IN = { io: "input", unrepresentable: "any" } as const;

// biome-ignore lint/suspicious/noExplicitAny: the registry holds types of different inputs
function resourceSchema(type: ResourceType<any>, types: Json): Json {
  const inputs = objectSchema(type.name, z.toJSONSchema(type.schema, IN) as Json, types, type.name);
  const secret = (name: string) => (type.secrets.includes(name) ? { secret: true } : {});
  return {
    description: type.description,
    inputProperties: Object.fromEntries(
      Object.entries(inputs.properties).map(([name, spec]) => [name, { ...spec, ...secret(name) }]),
    ),
    requiredInputs: inputs.required,
    properties: Object.fromEntries(Object.entries(type.outputs).map(([name, spec]) => [name, outputSchema(spec)])),
    required: Object.entries(type.outputs)
      .filter(([, spec]) => !spec.optional)
      .map(([name]) => name),
  };
}

function outputSchema({ type, description, secret }: OutputSpec): Json {
  const any = { $ref: "pulumi.json#/Any" };
  const shapes: Record<OutputSpec["type"], Json> = {
    string: { type: "string" },
    number: { type: "number" },
    boolean: { type: "boolean" },
    "string[]": { type: "array", items: { type: "string" } },
    object: { type: "object", additionalProperties: any },
    "object[]": { type: "array", items: { type: "object", additionalProperties: any } },
  };
  return { ...shapes[type], description, ...(secret ? { secret: true } : {}) };
}

interface ObjectSchema {
  properties: Record<string, Json>;
  required: string[];
}

function objectSchema(name: string, schema: Json, types: Json, owner: string): ObjectSchema {
  const properties = Object.entries((schema["properties"] ?? {}) as Record<string, Json>).map(([key, member]) => [
    key,
    property(`${name}${capital(key)}`, member, types, owner),
  ]);
  return { properties: Object.fromEntries(properties), required: (schema["required"] as string[] | undefined) ?? [] };
}

/** JSON schema to Pulumi's: nested objects get names of their own, choices become unions. */
function property(name: string, schema: Json, types: Json, owner: string): Json {
  const notes = {
    ...(schema["description"] ? { description: schema["description"] } : {}),
    ...(isSimple(schema["default"]) ? { default: schema["default"] } : {}),
  };
  return { ...shape(name, schema, types, owner), ...notes };
}

function shape(name: string, schema: Json, types: Json, owner: string): Json {
  const choices = schema["anyOf"] as Json[] | undefined;
  if (choices) return { oneOf: choices.map((choice) => shape(name, choice, types, owner)) };
  switch (schema["type"]) {
    case "array":
      return { type: "array", items: shape(name, (schema["items"] ?? {}) as Json, types, owner) };
    case "object": {
      if (!schema["properties"]) {
        const values = (schema["additionalProperties"] ?? {}) as Json;
        return { type: "object", additionalProperties: shape(name, values, types, owner) };
      }
      const token = `dbferry:index:${name}`;
      types[token] = { type: "object", ...objectSchema(name, schema, types, owner) };
      return { $ref: `#/types/${token}` };
    }
    case "integer":
    case "number":
    case "boolean":
      return { type: schema["type"] };
    default:
      return { type: "string" };
  }
}

function isSimple(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
