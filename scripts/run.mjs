// Runs one of the project's tasks with the toolchain in place: node scripts/run.mjs TASK [arguments]
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { root } from "./toolchain/paths.mjs";
import { ensureToolchain } from "./toolchain.mjs";

const tool = (name) => join(root, "node_modules/.bin", name);

/** Each task is a list of commands; the first failure ends it. */
const TASKS = {
  build: [["node", "scripts/build.mjs"]],
  check: [["node", "scripts/check.mjs"]],
  test: [["node", "scripts/test.mjs"]],
  demo: [["node", "cli/bin/dbferry.js", "demo"]],
  bench: [["node", "bench/dist/main.js"]],
  // This clone's .npmrc disables all install scripts, and with them the check before packing.
  pack: [["npm", "pack", "--ignore-scripts=false"]],
  codegen: [["node", "scripts/codegen.mjs"]],
  docs: [["node", "scripts/docs.mjs"]],
  sbom: [["node", "scripts/sbom.mjs"]],
  "prove:checks": [["node", "scripts/prove.mjs", "checks"]],
  "prove:policies": [["node", "scripts/prove.mjs", "policies"]],
  mistakes: [["node", "scripts/prove.mjs", "mistakes"]],
  faults: [["node", "scripts/prove.mjs", "faults"]],
  matrix: [["node", "scripts/prove.mjs", "matrix"]],
  attacks: [["node", "scripts/prove.mjs", "attacks"]],
  contract: [["node", "scripts/prove.mjs", "contract"]],
  "package:try": [["node", "scripts/prove.mjs", "package"]],
  unit: [[tool("vitest"), "run", "--project", "unit"]],
};

const [task, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(TASKS, task)) {
  process.stderr.write(`run: unknown task ${JSON.stringify(task)}; known: ${Object.keys(TASKS).join(", ")}\n`);
  process.exit(2);
}

try {
  const env = await ensureToolchain();
  for (const [command, ...args] of TASKS[task]) {
    const code = await run(command, [...args, ...rest], env);
    if (code !== 0) process.exit(code);
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

function run(command, args, env) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: root, env, stdio: "inherit" });
    const forward = (signal) => child.kill(signal);
    process.on("SIGINT", forward).on("SIGTERM", forward);
    child.on("error", failed);
    child.on("exit", (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 1)));
  });
}
