// Runs before `npm pack` and `npm publish`. Refuses a clone that is not built, or whose sources changed since: the
// packed files come from the build, and the package would silently be incomplete.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isBuilt } from "./toolchain/build.mjs";
import { root } from "./toolchain/paths.mjs";

const { files, main, types } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const missing = [...files.filter((file) => !file.includes("*")), main, types].filter(
  (file) => !existsSync(join(root, file)),
);
if (missing.length > 0 || !isBuilt()) {
  const why = missing.length > 0 ? `missing: ${missing.join(", ")}` : "sources have changed since the last build";
  process.stderr.write(`dbferry was not packed: ${why}; run \`npm run pack\`, which builds it first\n`);
  process.exit(1);
}
