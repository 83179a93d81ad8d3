import { execFile } from "node:child_process";
import { lstat, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { childEnvironment } from "../../system/environment.mjs";

const run = promisify(execFile);

/** The pid file in a server's folder. */
export const PID_FILE = "mysqld.pid";
/** The file in a temporary sandbox folder that holds its owner's pid. */
export const OWNER_FILE = "owner.pid";
export const TEMPORARY_PREFIX = "dbferry-sandbox-";

/**
 * Kills the server that a dead parent left in `dir`, if its pid is still a mysqld (or mariadbd) with a data directory inside
 * `dir`; a pid that the system has reused is left alone. Returns the killed pid.
 */
export async function killLeftover(dir: string): Promise<number | undefined> {
  const pid = await readPid(join(dir, PID_FILE));
  if (pid === undefined || !(await isOurServer(pid, dir))) return undefined;
  await killed(pid, () => isOurServer(pid, dir));
  return pid;
}

/**
 * Claims `dir` for a sandbox process. A process that a dead parent left there is killed first: on exit it would remove
 * the folders of the servers that are about to start.
 * @throws Error when a sandbox with a living parent uses it
 */
export async function takeOver(dir: string): Promise<void> {
  const file = join(dir, OWNER_FILE);
  const owner = await readPid(file);
  if (owner !== undefined && owner !== process.pid) {
    const parent = await parentOfSandbox(owner, dir);
    if (parent !== undefined && isAlive(parent))
      throw new Error(
        `--dir: a sandbox (process ${owner}) already runs in ${dir}; needed: a folder that no other sandbox uses; stop that sandbox, or give another folder`,
      );
    if (parent !== undefined) await killed(owner, async () => (await parentOfSandbox(owner, dir)) !== undefined);
  }
  await rm(file, { force: true });
  await writeFile(file, String(process.pid), { mode: 0o600, flag: "wx" });
}

/** The parent whose lifetime a sandbox process in `dir` is tied to; undefined when the process is not a sandbox. */
async function parentOfSandbox(pid: number, dir: string): Promise<number | undefined> {
  const command = ` ${await commandOf(pid)} `;
  if (!command.includes(` --dir ${dir} `)) return undefined;
  const parent = Number(/ --parent (\d+) /.exec(command)?.[1]);
  return parent > 1 ? parent : undefined;
}

/** Kills a process and waits until it is gone, at most 10 s. */
async function killed(pid: number, stillThere: () => Promise<boolean>): Promise<void> {
  process.kill(pid, "SIGKILL");
  for (let waited = 0; waited < 10_000 && (await stillThere()); waited += 20)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Removes temporary sandbox folders whose owner is dead, and their servers. */
export async function sweepTemporary(base: string = tmpdir()): Promise<void> {
  const names = (await readdir(base).catch(() => [])).filter((name) => name.startsWith(TEMPORARY_PREFIX));
  for (const name of names) {
    const dir = join(base, name);
    // In a temporary folder shared by all users, anyone can create a folder with that name.
    const stat = await lstat(dir).catch(() => undefined);
    if (!stat?.isDirectory() || stat.uid !== (process.getuid?.() ?? stat.uid)) continue;
    const owner = await readPid(join(dir, OWNER_FILE));
    if (owner === undefined || isAlive(owner)) continue;
    for (const child of await readdir(dir).catch(() => [])) await killLeftover(join(dir, child));
    await rm(dir, { recursive: true, force: true });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function readPid(file: string): Promise<number | undefined> {
  const pid = Number(await readFile(file, "utf8").catch(() => ""));
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

async function isOurServer(pid: number, dir: string): Promise<boolean> {
  const command = await commandOf(pid);
  return /mysqld|mariadbd/.test(command) && command.includes(`--datadir=${join(dir, "data")}`);
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === "linux")
    return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ");
  return run("ps", ["-o", "command=", "-p", String(pid)], { env: childEnvironment("tool") }).then(
    ({ stdout }) => stdout,
    () => "",
  );
}
