// The fast gate before a commit: types, lint and format, dependency direction. All three always run, and every failure
// is shown.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { childEnvironment } from "../system/environment.mjs";
import { root } from "./toolchain/paths.mjs";

const tool = (name) => join(root, "node_modules/.bin", name);

/** What a run remembers for the next, by content: only what has changed is read again. */
const cache = (name) => join(root, ".toolchain/check", name);

const CHECKS = [
  ["types", tool("tsc"), ["--noEmit", "-p", ".", "--incremental", "--tsBuildInfoFile", cache("types.tsbuildinfo")]],
  ["lint and format", tool("biome"), ["check", "--error-on-warnings", "."]],
  [
    "dependency direction",
    tool("depcruise"),
    [
      "--config",
      ".dependency-cruiser.cjs",
      "--cache",
      cache("direction"),
      "--cache-strategy",
      "content",
      "model",
      "system",
      "mysql",
      "plugin",
      "provider",
      "policies",
      "components",
      "package",
      "stacks",
      "cli",
      "sandbox",
    ],
  ],
];

/** Runs every check; returns the names of the failed ones. */
export function check() {
  return CHECKS.filter(([name, command, args]) => {
    const done = spawnSync(command, args, {
      cwd: root,
      env: childEnvironment("build"),
      stdio: ["ignore", "pipe", "pipe"],
      encoding: "utf8",
    });
    const good = done.status === 0;
    process.stdout.write(`${good ? "ok  " : "FAIL"} ${name}\n`);
    if (!good) process.stdout.write(`${done.stdout}${done.stderr}\n`);
    return !good;
  }).map(([name]) => name);
}

if (process.argv[1] === import.meta.filename) process.exit(check().length === 0 ? 0 : 1);
