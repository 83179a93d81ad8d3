// Writes lib/: what the npm package gives a program, as JavaScript with types, and the generated SDKs inside it.
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, posix, relative, sep } from "node:path";
import { childEnvironment } from "../system/environment.mjs";
import { root } from "./toolchain/paths.mjs";

const lib = join(root, "lib");

/** The generated SDKs: no registry has them, so that they are part of the package under its own name. */
const SDKS = ["huaweicloud", "tencentcloud"];
const IMPORT = /(?<=(?:require|import)\(|from |import )(["'])@pulumi\/(huaweicloud|tencentcloud)\1/g;

export function buildLibrary() {
  rmSync(lib, { recursive: true, force: true });
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.library.json"], {
    cwd: root,
    env: childEnvironment("build"),
    stdio: ["ignore", 2, 2],
  });
  for (const file of filesBelow(lib)) pointInside(file);
  for (const sdk of SDKS) copySdk(sdk);
}

/** Imports of a generated SDK become imports of the copy beside the importing file. */
function pointInside(file) {
  const text = readFileSync(file, "utf8");
  const up = relative(dirname(file), lib).split(sep).join("/");
  const inside = text.replace(IMPORT, (_, quote, sdk) => `${quote}${posix.join(up, "sdks", sdk, "index")}${quote}`);
  if (inside !== text) writeFileSync(file, inside);
}

/** Its JavaScript and types, and the manifest that says to Pulumi which of the vendors' plugins it needs. */
function copySdk(name) {
  const from = join(root, "sdks", name);
  const to = join(lib, "sdks", name);
  cpSync(join(from, "bin"), to, { recursive: true, filter: (path) => extname(path) !== ".map" });
  const { name: own, version, pulumi } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  for (const file of filesBelow(to)) withoutMap(file);
  writeFileSync(
    join(to, "package.json"),
    `${JSON.stringify({ name: own, version, main: "index.js", pulumi }, null, 2)}\n`,
  );
}

function withoutMap(file) {
  writeFileSync(file, readFileSync(file, "utf8").replace(/^\/\/# sourceMappingURL=.*\n?/m, ""));
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

if (process.argv[1] === import.meta.filename) buildLibrary();
