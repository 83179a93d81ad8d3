// Node 22.12 or newer: the system's where it is new enough, else the `node` package of the npm registry.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { bin, cache, onSystemPath, say } from "./paths.mjs";

const OLDEST = [22, 12];
const WANTED = "24.21.0";

export function isNewEnough(version) {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Path of the node to use; also linked as .toolchain/bin/node. */
export function ensureNode() {
  const node = isNewEnough(process.version) ? process.execPath : packagedNode();
  link(node, join(bin, "node"));
  return node;
}

function packagedNode() {
  const folder = join(cache, `node-${WANTED}`);
  const node = join(folder, "node_modules/node/bin/node");
  if (existsSync(node)) return node;
  say(`Node ${process.version} is older than ${OLDEST.join(".")}; installing node ${WANTED} from the npm registry`);
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const npm = onSystemPath("npm") ?? "npm";
  try {
    execFileSync(
      npm,
      ["install", "--prefix", partial, "--no-save", "--no-audit", "--no-fund", "--loglevel=error", `node@${WANTED}`],
      {
        stdio: ["ignore", 2, 2],
      },
    );
    // Another clone may have finished first; either copy is the same.
    if (!existsSync(node)) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(partial, folder);
    }
  } catch (error) {
    throw new Error(
      `Node ${process.version} is too old (needed: ${OLDEST.join(".")} or newer) and node ${WANTED} could not be installed from the npm registry (${error.message.split("\n")[0]}); install a current Node and run this again`,
    );
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return node;
}

export function link(target, path) {
  mkdirSync(bin, { recursive: true });
  rmSync(path, { force: true });
  symlinkSync(target, path);
}
