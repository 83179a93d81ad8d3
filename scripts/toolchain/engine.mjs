// The Pulumi engine, in this order: a `pulumi` on the PATH, the official CLI pinned by version and digest, a build of
// the engine's Go module, with the digest of every module in go.sum. The build has no helper programs, so dbferry's
// are put beside it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { childEnvironment } from "../../system/environment.mjs";
import { CLI_VERSION, downloadCli, downloadedCli } from "./cli.mjs";
import { link } from "./node.mjs";
import { bin, cache, engineHelpers, hashFiles, onSystemPath, readStamp, root, say, writeStamp } from "./paths.mjs";

const GO_MODULE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
// A build only has a version if one is passed in; the Automation API refuses an engine without one.
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

export async function ensureEngine() {
  const linked = join(bin, "pulumi");
  const wanted = hashFiles("scripts/toolchain/engine.mjs", "scripts/toolchain/cli.mjs", "scripts/engine/go.mod");
  if (existsSync(linked) && readStamp("engine") === wanted) return;
  const engine =
    onPath() ?? verified(downloadedCli()) ?? builtBefore() ?? verified(await downloadCli()) ?? buildFromGo();
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

function verified(path) {
  return path && { path, from: `the official CLI ${CLI_VERSION}, verified by its digest`, needsHelpers: false };
}

function builtPath() {
  return join(cache, `engine-${hashFiles("scripts/engine/go.mod", "scripts/engine/go.sum")}`, "pulumi");
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
      "no Pulumi engine: `pulumi` is not on the PATH, the official CLI cannot be downloaded, and there is no Go to build it; install the Pulumi CLI or Go and run this again",
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
      env: childEnvironment("go", { GOFLAGS: "-mod=readonly -buildvcs=false", GOWORK: "off" }),
      stdio: ["ignore", 2, 2],
    },
  );
  renameSync(partial, path);
  return builtBefore();
}

/** Launchers in node_modules/.bin that make `npx pulumi` and `npx dbferry` use the Node and the engine chosen here. */
export function ensureLaunchers() {
  const launchers = {
    pulumi: `exec "${join(bin, "pulumi")}" "$@"`,
    dbferry: `exec "${join(bin, "node")}" "${join(root, "cli/bin/dbferry.js")}" "$@"`,
  };
  for (const [name, command] of Object.entries(launchers)) {
    const path = join(root, "node_modules/.bin", name);
    const text = `#!/bin/sh\nPATH="${bin}:$PATH"\nexport PATH\n${command}\n`;
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    // npm puts its own link there: replace it rather than write through it.
    const partial = `${path}.${process.pid}`;
    writeFileSync(partial, text, { mode: 0o755 });
    renameSync(partial, path);
  }
}
