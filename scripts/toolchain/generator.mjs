// Pulumi's code generators, built from their Go module: version in scripts/codegen/go.mod, digest of every module in
// its go.sum.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { childEnvironment } from "../../system/environment.mjs";
import { cache, hashFiles, onSystemPath, root, say } from "./paths.mjs";

const SOURCE = "scripts/codegen";
// With Go 1.26, this version of the generator emits wrong relative imports.
const GO = "go1.25.6";

/** Builds the generator once per machine; returns its path. */
export function ensureGenerator() {
  const sources = readdirSync(join(root, SOURCE)).filter(
    (name) => name.endsWith(".go") || /^go\.(mod|sum)$/.test(name),
  );
  const path = join(cache, `generator-${hashFiles(...sources.sort().map((name) => `${SOURCE}/${name}`))}`, "generator");
  if (existsSync(path)) return path;
  const go = onSystemPath("go");
  if (!go) throw new Error("no Go to build the SDK generator with; install Go and run this again");
  say("building the SDK generator from its Go module (about a minute, once per machine)");
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}`;
  execFileSync(go, ["build", "-o", partial, "."], {
    cwd: join(root, SOURCE),
    env: childEnvironment("go", { GOTOOLCHAIN: GO, GOFLAGS: "-mod=readonly -buildvcs=false", GOWORK: "off" }),
    stdio: ["ignore", 2, 2],
  });
  renameSync(partial, path);
  return path;
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${ensureGenerator()}\n`);
