// Runs one of the project's TypeScript scripts: bundled into .toolchain, every package left outside.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as esbuild from "esbuild";
import { childEnvironment } from "../system/environment.mjs";
import { local, root } from "./toolchain/paths.mjs";

/** A source that looks for files beside itself still finds them: in a bundle, `__dirname` would be the bundle's folder. */
const ownFolder = {
  name: "own-folder",
  setup(build) {
    build.onLoad({ filter: /\.ts$/, namespace: "file" }, async ({ path }) => {
      const contents = await readFile(path, "utf8");
      if (path.includes("node_modules") || !contents.includes("__dirname")) return undefined;
      // On the first line, so that every other one keeps its number.
      return { contents: `const __dirname = ${JSON.stringify(dirname(path))};${contents}`, loader: "ts" };
    });
  },
};

/** Bundles a script; returns the file. */
export async function bundleScript(entry, outfile = join(local, "scripts", basename(entry).replace(/\.ts$/, ".js"))) {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    packages: "external",
    sourcemap: "inline",
    plugins: [ownFolder],
    logLevel: "warning",
  });
  return outfile;
}

/** Bundles and runs a script; gives its exit code. */
export async function runTypeScript(entry, args = []) {
  const file = await bundleScript(entry);
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ["--enable-source-maps", file, ...args], {
      cwd: root,
      env: childEnvironment("tests"),
      stdio: "inherit",
    });
    child.on("error", failed);
    child.on("exit", (code) => done(code ?? 1));
  });
}
