// Runs one of the project's TypeScript scripts: bundles it into .toolchain with all packages external.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as esbuild from "esbuild";
import { childEnvironment } from "../system/environment.mjs";
import { local, root } from "./toolchain/paths.mjs";

/** Keeps `__dirname` pointing to the source's folder, so that sources still find files beside them. */
const ownFolder = {
  name: "own-folder",
  setup(build) {
    build.onLoad({ filter: /\.ts$/, namespace: "file" }, async ({ path }) => {
      const contents = await readFile(path, "utf8");
      if (path.includes("node_modules") || !contents.includes("__dirname")) return undefined;
      // Prepended to the first line to preserve line numbers.
      return { contents: `const __dirname = ${JSON.stringify(dirname(path))};${contents}`, loader: "ts" };
    });
  },
};

/** Bundles a script; returns the output file. */
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

/** Bundles and runs a script; returns its exit code. */
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
