// Generates the SDKs with Pulumi's own code generators: the Huawei and Tencent providers' from their schemas, and
// dbferry's from the schema that its provider serves.
//
//   node scripts/codegen.mjs [FOLDER]     FOLDER is the clone by default; `sdks` and `provider/sdk` are written in it
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { childEnvironment } from "../system/environment.mjs";
import { ensureGenerator } from "./toolchain/generator.mjs";
import { root } from "./toolchain/paths.mjs";
import { bundleScript } from "./typescript.mjs";

const SCHEMAS = join(root, "scripts/codegen/schemas");

export async function generate(folder) {
  for (const file of readdirSync(SCHEMAS)) {
    const out = join(folder, "sdks", file.replace(/\.json$/, ""));
    empty(out);
    run("nodejs", join(SCHEMAS, file), out);
  }
  const out = join(folder, "provider/sdk");
  const schema = await servedSchema();
  empty(out);
  writeFileSync(join(out, "schema.json"), schema);
  run("provider", join(out, "schema.json"), out);
}

/**
 * Generated code replaces the previous output, so that a resource removed from the schema is removed from the SDK.
 * Compiled files stay.
 */
function empty(out) {
  mkdirSync(out, { recursive: true });
  for (const entry of readdirSync(out))
    if (!["bin", "node_modules"].includes(entry)) rmSync(join(out, entry), { recursive: true });
}

function run(kind, schema, out) {
  const generator = ensureGenerator();
  // The generator reads a Pulumi.yaml from any parent folder, so it runs where there is none.
  const workshop = mkdtempSync(join(tmpdir(), "dbferry-codegen-"));
  try {
    execFileSync(generator, [kind, schema, out], {
      cwd: workshop,
      env: childEnvironment("tool"),
      stdio: ["ignore", "ignore", 2],
    });
  } finally {
    rmSync(workshop, { recursive: true });
  }
}

async function servedSchema() {
  const script = await bundleScript("scripts/codegen/provider-schema.ts");
  return execFileSync(process.execPath, [script], { env: childEnvironment("tool"), cwd: root });
}

if (process.argv[1] === import.meta.filename) await generate(resolve(process.argv[2] ?? root));
