// Builds lib/: what the npm package provides to programs, as JavaScript with types, including the generated SDKs.
import { spawn } from "node:child_process";
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, posix, relative, sep } from "node:path";
import { childEnvironment } from "../system/environment.mjs";
import { root } from "./toolchain/paths.mjs";

/** Built beside lib and moved into place as a whole, so that a kill never leaves half of it. */
const lib = join(root, `lib.${process.pid}`);

/** The generated SDKs: they are in no registry, so they are part of the package under its own name. */
const SDKS = ["huaweicloud", "tencentcloud"];
const IMPORT = /(?<=(?:require|import)\(|from |import )(["'])@pulumi\/(huaweicloud|tencentcloud)\1/g;

export async function buildLibrary() {
  try {
    await compile();
    for (const file of filesBelow(lib)) pointInside(file);
    for (const sdk of SDKS) copySdk(sdk);
    rmSync(join(root, "lib"), { recursive: true, force: true });
    renameSync(lib, join(root, "lib"));
  } finally {
    rmSync(lib, { recursive: true, force: true });
  }
}

function compile() {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const child = spawn(process.execPath, [tsc, "-p", "tsconfig.library.json", "--outDir", lib], {
    cwd: root,
    env: childEnvironment("build"),
    stdio: ["ignore", 2, 2],
  });
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("exit", (code) =>
      code === 0 ? done() : failed(new Error("lib/ was not built: its sources have errors")),
    );
  });
}

/** Rewrites imports of a generated SDK to the copy inside lib, relative to the importing file. */
function pointInside(file) {
  const text = readFileSync(file, "utf8");
  const up = relative(dirname(file), lib).split(sep).join("/");
  const inside = text.replace(IMPORT, (_, quote, sdk) => `${quote}${posix.join(up, "sdks", sdk, "index")}${quote}`);
  if (inside !== text) writeFileSync(file, inside);
}

/** Copies its JavaScript and types, and the manifest that tells Pulumi which vendor plugins it needs. */
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
