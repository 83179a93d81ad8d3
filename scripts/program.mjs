// Bundles the program in stacks/: the engine starts a bundle in a fraction of the time that it needs for the sources.
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";

const root = resolve(import.meta.dirname, "..");

/** Bundles stacks/program.ts, and writes down which files went into it, so that an edit is noticed. */
export function buildProgram() {
  const { metafile } = esbuild.buildSync({
    absWorkingDir: root,
    entryPoints: ["stacks/program.ts"],
    outfile: "stacks/dist/program.js",
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    // One copy per process: the engine's runner has the SDK loaded already.
    external: ["@pulumi/*"],
    metafile: true,
    logLevel: "warning",
  });
  const ours = Object.keys(metafile.inputs).filter((path) => !path.includes("node_modules/"));
  writeFileSync(join(root, "stacks/dist/inputs.json"), JSON.stringify(ours));
}
