// What the engine runs: program.ts, bundled by the toolchain, and bundled again when a source is newer.
"use strict";

const { readFileSync, statSync } = require("node:fs");
const { join, resolve } = require("node:path");

const root = resolve(__dirname, "..");
const bundle = join(__dirname, "dist/program.js");

function isCurrent() {
  try {
    const built = statSync(bundle).mtimeMs;
    const inputs = JSON.parse(readFileSync(join(__dirname, "dist/inputs.json"), "utf8"));
    return inputs.every((path) => statSync(join(root, path)).mtimeMs <= built);
  } catch {
    // No bundle, or a source that is gone.
    return false;
  }
}

if (!isCurrent()) require("../scripts/program.mjs").buildProgram();
// Node keeps the compiled bundle: the next start is faster.
require("node:module").enableCompileCache?.();
module.exports = require(bundle);
