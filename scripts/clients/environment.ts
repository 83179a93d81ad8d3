import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { childEnvironment } from "../../system/environment.mjs";
import { cacheFolder, unpack } from "../servers/debian";

const run = promisify(execFile);
const NEEDED = "install Python 3.10 or newer with its venv module (Debian: python3-venv) and run this again";
const REQUIREMENTS = join(__dirname, "requirements.txt");

/**
 * Creates a virtual environment with the vendors' Python SDKs, pinned by version and digest, once per machine; returns
 * the path of its interpreter. Python comes from the PATH; pip is the machine's, or Debian's, unpacked beside it if
 * the machine has none.
 */
export async function vendorClients(): Promise<string> {
  const python = "python3";
  const version = await pythonVersion(python);
  const digest = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 16);
  const folder = join(cacheFolder(), "..", `vendor-clients-${version}-${digest}`);
  const interpreter = join(folder, "bin/python");
  if (existsSync(interpreter)) return interpreter;
  const partial = `${folder}.${process.pid}`;
  try {
    const env = childEnvironment("python");
    await run(python, ["-m", "venv", "--without-pip", partial], { env });
    const install = ["install", "--no-compile", "--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:"];
    const pip = [...(await findPip(python)), "--python", join(partial, "bin/python")];
    await run(python, [...pip, ...install, "--requirement", REQUIREMENTS], { env });
    settle(partial, folder);
  } catch (error) {
    const { message, stderr } = error as { message: string; stderr?: string };
    throw new Error(`the vendors' Python clients cannot be installed here: ${stderr?.trim() || message}`);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return interpreter;
}

/** Another process may have created the same folder in the meantime. */
function settle(partial: string, folder: string): void {
  try {
    renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(join(folder, "bin/python"))) throw error;
  }
}

/** @throws Error naming what is missing: the vendors' SDKs cannot be installed without Python */
async function pythonVersion(python: string): Promise<string> {
  const tell = "import sys, venv; print('%d.%d' % sys.version_info[:2])";
  const { stdout } = await run(python, ["-c", tell]).catch(({ code, stderr }) => {
    if (code === "ENOENT") throw new Error(`no python3 on the PATH: ${NEEDED}`);
    throw new Error(
      `python3 cannot create virtual environments (${String(stderr).trim().split("\n").at(-1)}): ${NEEDED}`,
    );
  });
  const version = stdout.trim();
  const [major, minor] = version.split(".").map(Number) as [number, number];
  if (major < 3 || (major === 3 && minor < 10)) throw new Error(`python3 is ${version}: ${NEEDED}`);
  return version;
}

async function findPip(python: string): Promise<string[]> {
  const own = await run(python, ["-m", "pip", "--version"]).catch(() => ({ stdout: "" }));
  const [, major = 0, minor = 0] = (/^pip (\d+)\.(\d+)/.exec(own.stdout) ?? []).map(Number);
  // Since 22.3, pip can install into an environment that has no pip of its own.
  if (major > 22 || (major === 22 && minor >= 3)) return ["-m", "pip"];
  const { root } = await unpack({ name: "pip", packages: ["python3-pip-whl"], dependencies: false });
  const wheels = join(root, "usr/share/python-wheels");
  const wheel = readdirSync(wheels).find((name) => name.startsWith("pip-"));
  if (!wheel) throw new Error(`no pip in ${wheels}`);
  // A wheel is a zip file, which Python can import from.
  return [join(wheels, wheel, "pip")];
}
