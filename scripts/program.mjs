// Bundles the program in stacks/: the engine starts a bundle much faster than the sources.
import { mkdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";

const root = resolve(import.meta.dirname, "..");

/**
 * Bundles stacks/program.ts. The first line of the bundle lists its sources, so that edits are detected.
 *
 * @throws Error naming file, line and mistake if a source is not valid TypeScript
 */
export function bundleProgram() {
  const { metafile, outputFiles } = esbuild.buildSync({
    absWorkingDir: root,
    entryPoints: ["stacks/program.ts"],
    outfile: "stacks/dist/program.js",
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    // One copy per process: the engine's runner has already loaded the SDK.
    external: ["@pulumi/*"],
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const ours = Object.keys(metafile.inputs).filter((path) => !path.includes("node_modules/"));
  return `// ${JSON.stringify(ours)}\n${outputFiles[0].text}`;
}

/**
 * Bundles the program and writes the bundle atomically: another engine may be loading it, and this process may be
 * killed.
 *
 * @param written called with the reason if the bundle cannot be written; by default that is an error
 * @returns the bundle
 */
export function buildProgram(
  unwritten = (error) => {
    throw error;
  },
) {
  const began = new Date();
  const text = bundleProgram();
  const bundle = join(root, "stacks/dist/program.js");
  const partial = `${bundle}.${process.pid}`;
  try {
    mkdirSync(join(root, "stacks/dist"), { recursive: true });
    writeFileSync(partial, text);
    // Dated as of reading the sources, so that later edits are newer.
    utimesSync(partial, began, began);
    renameSync(partial, bundle);
  } catch (error) {
    unwritten(error);
  }
  return text;
}

/** What is wrong with the sources, in readable form; undefined for any other error. */
export function mistakesIn(error) {
  if (!Array.isArray(error?.errors)) return undefined;
  return esbuild.formatMessagesSync(error.errors, { kind: "error", color: false }).join("").trim();
}
