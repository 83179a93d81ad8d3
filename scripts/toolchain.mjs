// Sets up a fresh clone: Node, npm dependencies, SDKs, the engine, the bundles. Does nothing if all are present.
//
//   node scripts/toolchain.mjs
import { delimiter } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuild } from "./toolchain/build.mjs";
import { ensureDependencies, ensureSdks } from "./toolchain/dependencies.mjs";
import { ensureEngine, ensureLaunchers } from "./toolchain/engine.mjs";
import { ensureNode } from "./toolchain/node.mjs";
import { bin } from "./toolchain/paths.mjs";

/** Ensures everything is present and returns the tools' environment. */
export async function ensureToolchain() {
  ensureNode();
  const env = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) };
  ensureDependencies(env);
  ensureSdks(env);
  await ensureEngine();
  ensureLaunchers();
  ensureBuild(env);
  return env;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureToolchain().catch((error) => {
    process.stderr.write(`toolchain: ${error.message}\n`);
    process.exit(1);
  });
}
