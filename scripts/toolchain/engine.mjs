// The Pulumi engine, in this order: a `pulumi` on the PATH, the CLI that the npm package `pulumi` has cached, its download,
// a build from the engine's Go module. The build comes without helpers, so ours are put beside it.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { link } from "./node.mjs";
import { bin, cache, engineHelpers, hashFiles, onSystemPath, readStamp, root, say, writeStamp } from "./paths.mjs";

const GO_MODULE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
// A build knows its version only when it is told; the Automation API refuses an engine without one.
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

export async function ensureEngine() {
  const linked = join(bin, "pulumi");
  const wanted = hashFiles("scripts/toolchain/engine.mjs", "scripts/engine/go.mod");
  if (existsSync(linked) && readStamp("engine") === wanted) return;
  const engine = onPath() ?? cachedByNpm() ?? builtBefore() ?? (await downloadedByNpm()) ?? buildFromGo();
  link(engine.path, linked);
  if (engine.needsHelpers)
    for (const helper of readdirSync(engineHelpers)) link(join(engineHelpers, helper), join(bin, helper));
  say(`engine: ${engine.path} (${engine.from})`);
  writeStamp("engine", wanted);
}

function onPath() {
  const path = onSystemPath("pulumi");
  return path && { path, from: "pulumi on the PATH", needsHelpers: false };
}

function npmPackage() {
  const require = createRequire(join(root, "package.json"));
  const manifest = require.resolve("pulumi/package.json");
  return { version: process.env.PULUMI_VERSION || require(manifest).version, run: join(manifest, "../run.js") };
}

function cachedPath() {
  const home = process.env.PULUMI_HOME || join(homedir(), ".pulumi");
  return join(home, "versions", npmPackage().version, "bin/pulumi");
}

function cachedByNpm(from = "cached by the npm package pulumi") {
  const path = cachedPath();
  return existsSync(path) ? { path, from, needsHelpers: false } : undefined;
}

async function downloadedByNpm() {
  // Asked first, briefly: behind a closed network the installer would wait for its own time-outs.
  try {
    await fetch("https://get.pulumi.com/", { method: "HEAD", signal: AbortSignal.timeout(8000) });
  } catch {
    say("the official CLI cannot be downloaded here; building the engine from its Go module instead");
    return undefined;
  }
  const done = spawnSync(process.execPath, [npmPackage().run, "version"], {
    stdio: ["ignore", 2, 2],
    timeout: 300_000,
  });
  return done.status === 0 ? cachedByNpm("downloaded by the npm package pulumi") : undefined;
}

function builtPath() {
  return join(
    cache,
    `engine-${hashFiles("scripts/engine/go.mod", "scripts/engine/go.sum", "scripts/toolchain/engine.mjs")}`,
    "pulumi",
  );
}

function builtBefore() {
  const path = builtPath();
  return existsSync(path) ? { path, from: "built from its Go module", needsHelpers: true } : undefined;
}

function moduleVersion() {
  const version = readFileSync(join(root, "scripts/engine/go.mod"), "utf8").match(/pulumi\/pkg\/v3 (v\S+)/)?.[1];
  if (!version) throw new Error("scripts/engine/go.mod names no version of the engine's module");
  return version;
}

function buildFromGo() {
  const go = onSystemPath("go");
  if (!go) {
    throw new Error(
      "no Pulumi engine: there is no `pulumi` on the PATH, the official CLI cannot be downloaded and there is no Go to build it; install the Pulumi CLI or Go and run this again",
    );
  }
  say("building the engine from its Go module (about two minutes, once per machine)");
  const path = builtPath();
  mkdirSync(join(path, ".."), { recursive: true });
  const partial = `${path}.${process.pid}`;
  execFileSync(
    go,
    ["build", "-trimpath", "-ldflags", `-X ${VERSION_VARIABLE}=${moduleVersion()}`, "-o", partial, GO_MODULE],
    {
      cwd: join(root, "scripts/engine"),
      env: { ...process.env, GOFLAGS: "-mod=readonly -buildvcs=false", GOWORK: "off" },
      stdio: ["ignore", 2, 2],
    },
  );
  renameSync(partial, path);
  return builtBefore();
}

/** Launchers in node_modules/.bin, so that `npx pulumi` and `npx dbferry` run with the Node and the engine chosen here. */
export function ensureLaunchers() {
  const launchers = {
    pulumi: `exec "${join(bin, "pulumi")}" "$@"`,
    dbferry: `exec "${join(bin, "node")}" "${join(root, "cli/dist/main.js")}" "$@"`,
  };
  for (const [name, command] of Object.entries(launchers)) {
    const path = join(root, "node_modules/.bin", name);
    const text = `#!/bin/sh\nPATH="${bin}:$PATH"\nexport PATH\n${command}\n`;
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    // npm links its own launcher there: replaced, not written through.
    const partial = `${path}.${process.pid}`;
    writeFileSync(partial, text, { mode: 0o755 });
    renameSync(partial, path);
  }
}
