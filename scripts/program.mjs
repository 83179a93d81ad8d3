// Bundles the program in stacks/: the engine starts a bundle in a fraction of the time that it needs for the sources.
import { mkdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";

const root = resolve(import.meta.dirname, "..");

/**
 * Bundles stacks/program.ts. The first line names the files that went into it, so that an edit is noticed.
 *
 * @throws Error that names file, line and mistake, when a source cannot be read as TypeScript
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
    // One copy per process: the engine's runner has the SDK loaded already.
    external: ["@pulumi/*"],
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const ours = Object.keys(metafile.inputs).filter((path) => !path.includes("node_modules/"));
  return `// ${JSON.stringify(ours)}\n${outputFiles[0].text}`;
}

/**
 * Bundles the program and writes the bundle, at once and whole: another engine may be loading it, and this one may be killed.
 *
 * @param written told why when the bundle cannot be written; by default that is an error
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
    // As old as what was read: an edit since then is newer.
    utimesSync(partial, began, began);
    renameSync(partial, bundle);
  } catch (error) {
    unwritten(error);
  }
  return text;
}

/** What is wrong with the sources, as a person reads it; undefined when the error is another one. */
export function mistakesIn(error) {
  if (!Array.isArray(error?.errors)) return undefined;
  return esbuild.formatMessagesSync(error.errors, { kind: "error", color: false }).join("").trim();
}
