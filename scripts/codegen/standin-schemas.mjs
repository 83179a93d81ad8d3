// Generates the compact schemas of the sandbox's stand-in providers (sandbox/providers/schemas) from the package
// schemas in scripts/codegen/schemas, the typings of @pulumi/alicloud and the facts in scripts/codegen/standin/facts.
// Run it after changing any of these; a test detects outdated files.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";

const root = resolve(import.meta.dirname, "../..");
const cache = join(root, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "standin-"));
try {
  const outfile = join(folder, "generate.cjs");
  buildSync({
    entryPoints: [join(root, "scripts/codegen/standin/generate.ts")],
    bundle: true,
    platform: "node",
    external: ["typescript"],
    outfile,
    logLevel: "warning",
  });
  const { generateStandinSchemas, SCHEMA_FOLDER } = createRequire(import.meta.url)(outfile);
  mkdirSync(join(root, SCHEMA_FOLDER), { recursive: true });
  for (const [name, text] of Object.entries(generateStandinSchemas(root))) {
    writeFileSync(join(root, SCHEMA_FOLDER, name), text);
    console.log(`${join(SCHEMA_FOLDER, name)}: ${text.length} characters`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
