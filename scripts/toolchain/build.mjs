// Bundles each process into one JavaScript file, which starts several times faster than the sources.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { childEnvironment } from "../../system/environment.mjs";
import { root } from "./paths.mjs";

const SOURCES = [
  "package-lock.json",
  "tsconfig.library.json",
  "scripts/build.mjs",
  "scripts/library.mjs",
  "scripts/program.mjs",
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
  "bench",
  "sdks",
];

/** Whether the bundles are newer than every source. */
export const isBuilt = () => newest(SOURCES) <= built();

export function ensureBuild(env) {
  if (isBuilt()) return;
  execFileSync("node", [join(root, "scripts/build.mjs")], {
    cwd: root,
    env: childEnvironment("build", { PATH: env.PATH }),
    stdio: ["ignore", 2, 2],
  });
}

function built() {
  const stamp = join(root, ".toolchain/build.stamp");
  return existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
}

function newest(paths) {
  return Math.max(0, ...paths.map((path) => newestIn(join(root, path))));
}

function newestIn(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).filter((name) => name !== "dist" && name !== "node_modules");
  return Math.max(stat.mtimeMs, ...inside.map((name) => newestIn(join(path, name))));
}
