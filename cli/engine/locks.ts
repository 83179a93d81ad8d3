import { readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** A lock of the engine's file backend, held during an update. */
export interface Lock {
  file: string;
  pid: number;
  host: string;
  user: string;
  since: string;
}

const lockFile = z.object({ pid: z.number().int(), username: z.string(), hostname: z.string(), timestamp: z.string() });

/** Locks of a stack on a `file://` backend. Empty for other backends, which keep their locks elsewhere. */
export function locksOf(backendUrl: string, project: string, stack: string): Lock[] {
  if (!backendUrl.startsWith("file://")) return [];
  const folder = join(folderOf(backendUrl), ".pulumi/locks/organization", project, stack);
  return filesIn(folder).flatMap((file) => {
    const parsed = lockFile.safeParse(readJson(file));
    if (!parsed.success) return [];
    const { pid, username, hostname: host, timestamp } = parsed.data;
    return [{ file, pid, host, user: username, since: timestamp }];
  });
}

/** Only processes on this machine can be known to be dead; locks of other machines are left alone. */
export function isDead(lock: Lock): boolean {
  return lock.host === hostname() && !isAlive(lock.pid);
}

export function clear(lock: Lock): void {
  rmSync(lock.file, { force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    // EPERM: it is alive and belongs to another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The process has ended but has not been reaped: it will never write again. Detectable on Linux only. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The process name, in parentheses, may contain any character.
    return ["Z", "X"].includes(stat.slice(stat.lastIndexOf(")") + 2)[0]!);
  } catch {
    return false;
  }
}

function folderOf(backendUrl: string): string {
  return backendUrl === "file://~"
    ? process.env.HOME!
    : backendUrl.startsWith("file:///")
      ? fileURLToPath(backendUrl)
      : backendUrl.slice("file://".length);
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
