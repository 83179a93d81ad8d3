import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** For the owner alone. */
const PRIVATE = 0o600;

/**
 * Writes a file that only its owner can read, in one step: readers see the old file or the new one, never a part. The file
 * replaces what has its name; a symbolic link is refused, not followed.
 * @throws Error when the name belongs to a link, or to something that is not a file
 */
export function writePrivateFile(path: string, text: string): void {
  refuseAllButFiles(path);
  const fresh = `${path}.${randomBytes(6).toString("hex")}.new`;
  try {
    createPrivateFile(fresh, text);
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

/** Makes a file that only its owner can read. @throws Error (`EEXIST`) when anything, even a dangling link, has the name */
export function createPrivateFile(path: string, text: string): void {
  // O_EXCL: follows no link. The mode holds from the first byte on.
  const file = openSync(path, "wx", PRIVATE);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What is wrong with a name that a private file is to get; undefined when it is free or a plain file. */
export function notReplaceable(path: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined || stat.isFile()) return undefined;
  if (stat.isSymbolicLink()) return `${path} is a symbolic link`;
  return stat.isDirectory() ? `${path} is a folder` : `${path} is not a regular file`;
}

function refuseAllButFiles(path: string): void {
  const seen = notReplaceable(path);
  if (seen) throw new Error(`${seen}; needed: a regular file or a new name. Nothing was written`);
}
