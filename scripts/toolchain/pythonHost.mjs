// The language host for Python programs. The official CLI includes one. For an engine built from its Go module,
// dbferry's own (scripts/engine/python) is put beside it, with the script of Pulumi's host from the same module's SDK.
// Packages that programs import are fetched once per machine, pinned by version and digest
// (scripts/engine/python/requirements.txt), so that projects can be created without a network.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { childEnvironment } from "../../system/environment.mjs";
import { link } from "./node.mjs";
import { bin, cache, hashFiles, onSystemPath, root, say } from "./paths.mjs";

const NAME = "pulumi-language-python";
const EXEC = `${NAME}-exec`;
const REQUIREMENTS = "scripts/engine/python/requirements.txt";

/** Makes Python programs runnable; returns the folder of the packages that they install from. */
export function ensurePythonHost() {
  const python = onSystemPath("python3");
  if (!python) throw new Error("no python3 on the PATH: install Python 3.10 or newer, with venv, and run this again");
  if (spawnSync(python, ["-c", "import ensurepip, venv"]).status !== 0)
    throw new Error(
      `${python} cannot create virtual environments: install its venv package (python3-venv) and run this again`,
    );
  const wanted = besideEngine() ?? onSystemPath(NAME) ?? ours();
  const linked = join(bin, NAME);
  if (!existsSync(linked) || realpathSync(linked) !== realpathSync(wanted)) link(wanted, linked);
  return wheels(python);
}

/** The official CLI keeps its language hosts in its own folder. */
function besideEngine() {
  const engine = join(bin, "pulumi");
  const path = existsSync(engine) ? join(dirname(realpathSync(engine)), NAME) : undefined;
  return path && existsSync(path) ? path : undefined;
}

function ours() {
  link(script(), join(bin, EXEC));
  return join(root, "scripts/engine/python", NAME);
}

/** The script with which Pulumi's host runs programs, from the SDK's Go module that the engine was built with. */
function script() {
  const path = join(cache, `python-exec-${hashFiles("scripts/engine/go.mod", "scripts/engine/go.sum")}`, EXEC);
  if (existsSync(path)) return path;
  const go = onSystemPath("go");
  if (!go) throw new Error(`no ${NAME}: it is neither beside the engine nor on the PATH; install the Pulumi CLI or Go`);
  const options = {
    cwd: join(root, "scripts/engine"),
    env: childEnvironment("go", { GOFLAGS: "-mod=readonly", GOWORK: "off" }),
    encoding: "utf8",
    stdio: ["ignore", "pipe", 2],
  };
  const listed = ["list", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"];
  const module = execFileSync(go, listed, options).trim();
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(join(module, "python/cmd", EXEC), path);
  return path;
}

/** Wheels of the SDK and its dependencies. */
function wheels(python) {
  const folder = join(cache, `python-wheels-${hashFiles(REQUIREMENTS)}`);
  if (existsSync(folder)) return folder;
  say("fetching the Python packages of the SDK (once per machine)");
  const partial = `${folder}.${process.pid}`;
  const fetching = ["download", "--quiet", "--require-hashes", "--only-binary", ":all:", "--dest", partial];
  try {
    execFileSync(python, ["-m", "pip", ...fetching, "--requirement", join(root, REQUIREMENTS)], {
      env: childEnvironment("python"),
      stdio: ["ignore", 2, 2],
    });
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${ensurePythonHost()}\n`);
