// Entry point for the engine. In a clone, program.ts as bundled by the toolchain, rebuilt if a source is newer; in an
// installed package, which has no sources, the compiled program.
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
    // There is no bundle, or a source was deleted.
    return false;
  }
}

function rebuilt() {
  let written = true;
  const text = built(() => {
    written = false;
  });
  if (written) return require(bundle);
  // The clone is read-only: run the program from memory.
  const inMemory = Object.assign(new Module(bundle, module), { filename: bundle, paths: module.paths });
  inMemory._compile(text, bundle);
  return inMemory.exports;
}

/** Reports an error in the sources without a stack trace. */
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

// Caches Node's compiled code for faster starts, but never where others may write, because it is executed.
Module.enableCompileCache?.(join(root, ".toolchain/compiled"));
if (!existsSync(join(__dirname, "program.ts"))) module.exports = require("../lib/stacks/program.js");
else module.exports = isCurrent() ? require(bundle) : rebuilt();
