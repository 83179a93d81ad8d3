import { z } from "zod";
import type { OutputSpec, ResourceType } from "../core/resource";
import { FUNCTIONS } from "../functions";
import type { FunctionType } from "../functions/function";
import { CONFIG_SECRETS, configSchema } from "../registry/config";
import { RESOURCES } from "../resources";
import { VERSION } from "../version";
import { capital, type Json, type Naming, objectSchema, shape } from "./shapes";

/** A component offered by the package, implemented in a layer above the provider. */
export interface ComponentType {
  kind: string;
  description: string;
  inputs: z.ZodObject;
  plain: readonly string[];
  secrets?: readonly string[];
  outputs: Readonly<Record<string, OutputSpec>>;
}

/** The package schema that `pulumi package get-schema` shows and that SDKs of every language are generated from. */
export function packageSchema(components: readonly ComponentType[] = []): Json {
  const types: Json = {};
  const resources = [...RESOURCES].map(([token, type]) => [token, resourceSchema(type, types)]);
  const offered = components.map((type) => [`dbferry:index:${type.kind}`, componentSchema(type, types)]);
  const functions = Object.entries(FUNCTIONS).map(([token, type]) => [token, functionSchema(token, type, types)]);
  const naming = { types, name: "Config", secrets: CONFIG_SECRETS };
  const config = objectSchema(z.toJSONSchema(configSchema, IN) as Json, naming).properties;
  return {
    name: "dbferry",
    displayName: "dbferry",
    version: VERSION,
    description:
      "MySQL migrations between clouds: components, tasks, their runs, allowlist entries, accounts, checks and cutovers",
    keywords: ["mysql", "migration", "kind/component", "category/database"],
    license: "Apache-2.0",
    config: { variables: config },
    provider: {
      description:
        "Credentials and endpoints of the clouds. Whatever is omitted comes from the environment, and is not written to the state.",
      inputProperties: config,
    },
    types,
    resources: Object.fromEntries([...resources, ...offered]),
    functions: Object.fromEntries(functions),
    language: LANGUAGES,
  };
}

/** The versions with which the package is tested. */
const LANGUAGES = {
  nodejs: { dependencies: { "@pulumi/pulumi": "^3.200.0" }, respectSchemaVersion: true },
  python: { requires: { pulumi: ">=3.200.0,<4.0.0" }, respectSchemaVersion: true, pyproject: { enabled: true } },
};

/** The form in which programs write inputs: what has a default may be left out. */
const IN = { io: "input", unrepresentable: "any" } as const;
const OUT = { io: "output", unrepresentable: "any" } as const;

// biome-ignore lint/suspicious/noExplicitAny: the registry holds types of different inputs
function resourceSchema(type: ResourceType<any>, types: Json): Json {
  const naming = { types, name: type.name, secrets: type.secrets };
  const inputs = objectSchema(z.toJSONSchema(type.schema, IN) as Json, naming);
  return {
    description: type.description,
    inputProperties: inputs.properties,
    requiredInputs: inputs.required,
    ...outputsSchema(type.outputs, naming),
  };
}

function componentSchema(
  { kind, description, inputs, plain, secrets = [], outputs }: ComponentType,
  types: Json,
): Json {
  const naming = { types, name: kind, secrets };
  const { properties, required } = objectSchema(z.toJSONSchema(inputs, IN) as Json, naming);
  const members = Object.entries(properties).map(([key, member]) => [
    key,
    plain.includes(key) ? { ...member, plain: true } : member,
  ]);
  return {
    isComponent: true,
    description,
    inputProperties: Object.fromEntries(members),
    requiredInputs: required,
    ...outputsSchema(outputs, naming),
  };
}

function functionSchema(
  token: string,
  { description, inputs, outputs, secrets = [] }: FunctionType,
  types: Json,
): Json {
  const name = capital(token.split(":").at(-1)!);
  return {
    description,
    inputs: objectSchema(z.toJSONSchema(inputs, IN) as Json, { types, name, secrets }),
    outputs: objectSchema(z.toJSONSchema(outputs, OUT) as Json, { types, name: `${name}Result`, secrets: [] }),
  };
}

function outputsSchema(outputs: Readonly<Record<string, OutputSpec>>, naming: Pick<Naming, "types" | "name">): Json {
  const entries = Object.entries(outputs);
  const members = entries.map(([key, spec]) => [
    key,
    outputSchema(spec, { ...naming, name: `${naming.name}${capital(key)}`, secrets: [] }),
  ]);
  return {
    properties: Object.fromEntries(members),
    required: entries.filter(([, spec]) => !spec.optional).map(([name]) => name),
  };
}

function outputSchema({ type, description, secret }: OutputSpec, naming: Naming): Json {
  return { ...outputShape(type, naming), description, ...(secret ? { secret: true } : {}) };
}

function outputShape(type: OutputSpec["type"], naming: Naming): Json {
  if (type === "string[]") return { type: "array", items: { type: "string" } };
  if (typeof type === "string") return { type };
  return shape(z.toJSONSchema(type, OUT) as Json, naming);
}
