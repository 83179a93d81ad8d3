// Runs one of the project's TypeScript scripts: bundled into .toolchain, every package left outside.
import { spawn } from "node:child_process";
import { basename, join } from "node:path";
import * as esbuild from "esbuild";
import { childEnvironment } from "../system/environment.mjs";
import { local, root } from "./toolchain/paths.mjs";

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
