import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { childEnvironment } from "../../system/environment.mjs";
import { cacheFolder, unpack } from "../servers/debian";

const run = promisify(execFile);
const REQUIREMENTS = join(__dirname, "requirements.txt");

/**
 * A virtual environment with the vendors' Python SDKs, by version and digest, made once per machine; the path of its interpreter. Python comes
 * from the PATH; pip is the machine's, or Debian's, unpacked beside it, where the machine has none.
 */
export async function vendorClients(): Promise<string> {
  const python = "python3";
  const { stdout } = await run(python, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]).catch(() => {
    throw new Error("no python3 on the PATH: install Python 3.10 or newer and run this again");
  });
  const digest = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 16);
  const folder = join(cacheFolder(), "..", `vendor-clients-${stdout.trim()}-${digest}`);
  const interpreter = join(folder, "bin/python");
  if (existsSync(interpreter)) return interpreter;
  const partial = `${folder}.${process.pid}`;
  try {
    const env = childEnvironment("python");
    await run(python, ["-m", "venv", "--without-pip", partial], { env });
    const install = ["install", "--no-compile", "--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:"];
    const pip = [...(await findPip(python)), "--python", join(partial, "bin/python")];
    await run(python, [...pip, ...install, "--requirement", REQUIREMENTS], { env });
    if (!existsSync(interpreter)) renameSync(partial, folder);
  } catch (error) {
    const { message, stderr } = error as { message: string; stderr?: string };
    throw new Error(`the vendors' Python clients cannot be had here: ${stderr?.trim() || message}`);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return interpreter;
}

async function findPip(python: string): Promise<string[]> {
  const own = await run(python, ["-m", "pip", "--version"]).then(
    () => true,
    () => false,
  );
  if (own) return ["-m", "pip"];
  const { root } = await unpack({ name: "pip", packages: ["python3-pip-whl"], dependencies: false });
  const wheels = join(root, "usr/share/python-wheels");
  const wheel = readdirSync(wheels).find((name) => name.startsWith("pip-"));
  if (!wheel) throw new Error(`no pip in ${wheels}`);
  // A wheel is a zip file that Python imports from.
  return [join(wheels, wheel, "pip")];
}
