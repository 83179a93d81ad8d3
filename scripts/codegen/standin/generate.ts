import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProviderFacts, ProviderSchema } from "../../../sandbox/providers/schema/types";
import { ALICLOUD_MODULES } from "./alicloudModules";
import { applyFacts } from "./applyFacts";
import { fromPulumiSchema, type PulumiPackage } from "./fromPulumiSchema";
import { fromTypings } from "./fromTypings";

/** Location of the stand-ins' schemas, relative to the project's root. */
export const SCHEMA_FOLDER = "sandbox/providers/schemas";

/**
 * Generates the compact schemas of the stand-in providers, as the contents of the files under {@link SCHEMA_FOLDER}.
 *
 * @param root root of the project
 * @returns contents by file name
 */
export function generateStandinSchemas(root: string): Record<string, string> {
  const facts = (name: string): ProviderFacts =>
    JSON.parse(readFileSync(join(root, "scripts/codegen/standin/facts", `${name}.json`), "utf8"));
  const packaged = (name: string): PulumiPackage =>
    JSON.parse(readFileSync(join(root, "scripts/codegen/schemas", `${name}.json`), "utf8"));
  const schemas = [
    applyFacts(fromPulumiSchema(packaged("huaweicloud")), facts("huaweicloud")),
    applyFacts(fromPulumiSchema(packaged("tencentcloud")), facts("tencentcloud")),
    applyFacts(fromTypings(join(root, "node_modules/@pulumi/alicloud"), ALICLOUD_MODULES), facts("alicloud")),
  ];
  return Object.fromEntries(schemas.map((schema) => [`${schema.name}.schema.json`, render(schema)]));
}

/** One line per resource, type and function: compact, with readable diffs. */
function render(schema: ProviderSchema): string {
  const section = (entries: Record<string, unknown>) => {
    const lines = Object.entries(entries).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
    return lines.length > 0 ? `{\n${lines.join(",\n")}\n}` : "{}";
  };
  const { name, version, config, resources, functions, types } = schema;
  return `{"name":${JSON.stringify(name)},"version":${JSON.stringify(version)},"config":${section(config)},
"resources":${section(resources)},
"functions":${section(functions)},
"types":${section(types)}}
`;
}
