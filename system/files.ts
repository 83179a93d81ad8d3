import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Owner access only. */
const PRIVATE = 0o600;

/**
 * Writes a file readable by its owner only, atomically: readers see the old file or the new one, never a part.
 * Replaces an existing file; a symbolic link is refused, not followed.
 * @throws Error if the path is a link or not a regular file
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

/** Creates a file readable by its owner only. @throws Error (`EEXIST`) if the path exists, even as a dangling link */
export function createPrivateFile(path: string, text: string): void {
  // O_EXCL does not follow links. The mode applies from the first byte.
  const file = openSync(path, "wx", PRIVATE);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Why a path cannot be used for a private file; undefined if it is free or a regular file. */
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
