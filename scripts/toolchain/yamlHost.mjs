// The language host for YAML programs. The official CLI includes one. For an engine built from its Go module it is
// built the same way: version in scripts/engine/yaml/go.mod, digest of every module in its go.sum.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, realpathSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { childEnvironment } from "../../system/environment.mjs";
import { link } from "./node.mjs";
import { bin, cache, hashFiles, onSystemPath, root, say } from "./paths.mjs";

const NAME = "pulumi-language-yaml";
const GO_PACKAGE = `github.com/pulumi/pulumi-yaml/cmd/${NAME}`;

/**
 * Makes the host available beside the engine. Only needed for YAML programs: building it takes minutes, once per
 * machine.
 */
export function ensureYamlHost() {
  const linked = join(bin, NAME);
  const wanted = besideEngine() ?? onSystemPath(NAME) ?? built();
  if (!existsSync(linked) || realpathSync(linked) !== realpathSync(wanted)) link(wanted, linked);
  return linked;
}

/** The official CLI keeps its language hosts in its own folder. */
function besideEngine() {
  const engine = join(bin, "pulumi");
  const path = existsSync(engine) ? join(dirname(realpathSync(engine)), NAME) : undefined;
  return path && existsSync(path) ? path : undefined;
}

function built() {
  const path = join(cache, `yaml-host-${hashFiles("scripts/engine/yaml/go.mod", "scripts/engine/yaml/go.sum")}`, NAME);
  if (existsSync(path)) return path;
  const go = onSystemPath("go");
  if (!go) {
    throw new Error(
      `no ${NAME}: it is neither beside the engine nor on the PATH, and there is no Go to build it; install the Pulumi CLI or Go and run this again`,
    );
  }
  say("building the YAML language host from its Go module (some minutes, once per machine)");
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}`;
  execFileSync(go, ["build", "-trimpath", "-o", partial, GO_PACKAGE], {
    cwd: join(root, "scripts/engine/yaml"),
    env: childEnvironment("go", { GOFLAGS: "-mod=readonly -buildvcs=false", GOWORK: "off" }),
    stdio: ["ignore", 2, 2],
  });
  renameSync(partial, path);
  return path;
}

if (process.argv[1] === import.meta.filename) ensureYamlHost();
