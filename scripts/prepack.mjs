// Before `npm pack` and `npm publish`: refuses a clone that is not built, or not since its sources changed. What is packed is what the
// build makes; without it a package would be incomplete and nobody told.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isBuilt } from "./toolchain/build.mjs";
import { root } from "./toolchain/paths.mjs";

const { files, main, types } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const missing = [...files.filter((file) => !file.includes("*")), main, types].filter(
  (file) => !existsSync(join(root, file)),
);
if (missing.length > 0 || !isBuilt()) {
  const why = missing.length > 0 ? `not there: ${missing.join(", ")}` : "sources have changed since the last build";
  process.stderr.write(`dbferry is not packed: ${why}; run \`npm run pack\`, which builds it first\n`);
  process.exit(1);
}
