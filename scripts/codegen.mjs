// Writes the SDKs of the Huawei and Tencent providers from their schemas with Pulumi's own code generator.
//
//   node scripts/codegen.mjs [FOLDER]     FOLDER is sdks by default
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { childEnvironment } from "../system/environment.mjs";
import { root } from "./toolchain/paths.mjs";

const SCHEMAS = join(root, "scripts/codegen/schemas");
// Under Go 1.26 this version of the generator writes wrong relative imports.
const GO = "go1.25.6";

/** Generates every SDK into `folder`; returns their names. */
export function generate(folder) {
  // The generator reads a Pulumi.yaml above its working folder: it runs where there is none.
  const workshop = mkdtempSync(join(tmpdir(), "dbferry-codegen-"));
  const generator = join(workshop, "codegen");
  execFileSync("go", ["build", "-o", generator, "."], {
    cwd: join(root, "scripts/codegen"),
    env: childEnvironment("go", { GOTOOLCHAIN: GO, GOFLAGS: "-mod=readonly -buildvcs=false", GOWORK: "off" }),
    stdio: ["ignore", 2, 2],
  });
  const names = readdirSync(SCHEMAS).map((file) => file.replace(/\.json$/, ""));
  for (const name of names) {
    const out = join(folder, name);
    mkdirSync(out, { recursive: true });
    // What is generated replaces what was: a resource that left the schema leaves the SDK. Compiled files stay.
    for (const entry of readdirSync(out))
      if (!["bin", "node_modules"].includes(entry)) rmSync(join(out, entry), { recursive: true });
    execFileSync(generator, [join(SCHEMAS, `${name}.json`), out], {
      cwd: workshop,
      env: childEnvironment("tool"),
      stdio: ["ignore", "ignore", 2],
    });
  }
  rmSync(workshop, { recursive: true });
  return names;
}

if (process.argv[1] === import.meta.filename) generate(resolve(process.argv[2] ?? join(root, "sdks")));
