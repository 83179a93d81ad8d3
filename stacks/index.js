// What the engine runs: in a clone program.ts, bundled by the toolchain, and bundled again when a source is newer; in an installed
// package, which has no sources, the program as it was compiled.
"use strict";

const { existsSync, readFileSync, statSync } = require("node:fs");
const Module = require("node:module");
const { join, resolve } = require("node:path");

const root = resolve(__dirname, "..");
const bundle = join(__dirname, "dist/program.js");

function isCurrent() {
  try {
    const built = statSync(bundle).mtimeMs;
    const [, inputs] = /^\/\/ (.*)\n/.exec(readFileSync(bundle, "utf8"));
    return JSON.parse(inputs).every((path) => statSync(join(root, path)).mtimeMs <= built);
  } catch {
    // No bundle, or a source that is gone.
    return false;
  }
}

function rebuilt() {
  let written = true;
  const text = built(() => {
    written = false;
  });
  if (written) return require(bundle);
  // A clone that cannot be written to: the program still runs, from memory.
  const inMemory = Object.assign(new Module(bundle, module), { filename: bundle, paths: module.paths });
  inMemory._compile(text, bundle);
  return inMemory.exports;
}

/** A mistake in the sources is told without a stack. */
function built(unwritten) {
  const { buildProgram, mistakesIn } = require("../scripts/program.mjs");
  try {
    return buildProgram(unwritten);
  } catch (error) {
    const mistakes = mistakesIn(error);
    if (!mistakes) throw error;
    const { RunError } = require("@pulumi/pulumi");
    throw new RunError(`the program in stacks/ cannot be built; correct its sources and run this again\n${mistakes}`);
  }
}

// Node keeps the compiled bundle, so that the next start is faster; not where others may write, because it is code.
Module.enableCompileCache?.(join(root, ".toolchain/compiled"));
if (!existsSync(join(__dirname, "program.ts"))) module.exports = require("../lib/stacks/program.js");
else module.exports = isCurrent() ? require(bundle) : rebuilt();
