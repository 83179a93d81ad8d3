import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, type Stats } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ProblemsError } from "../model/problems";
import { createPrivateFile } from "./files";

/** Marker file that records a folder's use. */
export const MARKER = ".dbferry-folder.json";
const VERSION = 1;

/** What dbferry uses a folder for; a folder marked for one use is not accepted for another. */
export type FolderKind = "sandbox" | "sandbox project" | "demo" | "sandbox servers" | "mysql server";

/**
 * Claims a folder for dbferry: a new or empty one, which gets marked, or one marked by an earlier use. Everything in a
 * marked folder may be removed and recreated, so any other folder is refused and left unchanged.
 * @param option how the user specified it, for the message
 * @throws ProblemsError with what was seen and the way out
 */
export function claimFolder(folder: string, kind: FolderKind, option = "folder"): void {
  const path = resolve(folder);
  const refuse = (seen: string, fix: string) => {
    const needed = `a new or empty folder of your own, or one marked by an earlier ${kind}`;
    return new ProblemsError(`${path} cannot be used`, [{ path: option, seen, needed, fix }]);
  };
  const open = openAncestor(path);
  if (open)
    throw refuse(`${open} is world-writable, so anybody could put another folder in its place`, "name another folder");
  makeFolder(path);
  const fault = notOurs(path, lstatSync(path), "folder");
  if (fault) throw refuse(fault.seen, fault.fix);
  const entries = readdirSync(path);
  if (entries.length === 0) {
    createPrivateFile(join(path, MARKER), markerOf(kind));
    return;
  }
  if (!entries.includes(MARKER)) {
    const some = entries.slice(0, 3).join(", ");
    throw refuse(`it holds ${some}${entries.length > 3 ? ", …" : ""} and has no dbferry marker`, "name another folder");
  }
  const forged = markerFault(join(path, MARKER), kind);
  if (forged) throw refuse(forged, "name another folder");
}

/**
 * A folder inside a claimed one, created if missing. @throws ProblemsError if the path is a link, a file or owned by
 * another user
 */
export function subfolder(parent: string, name: string): string {
  const path = join(parent, name);
  makeFolder(path);
  const fault = notOurs(path, lstatSync(path), "folder");
  if (fault)
    throw new ProblemsError(`${path} cannot be used`, [
      { path: name, seen: fault.seen, needed: "a folder of your own that only you can write to", fix: fault.fix },
    ]);
  return path;
}

/** An empty folder inside a claimed one; existing contents are removed without following links. */
export function emptySubfolder(parent: string, name: string): string {
  rmSync(join(parent, name), { recursive: true, force: true });
  return subfolder(parent, name);
}

/** Creates the folder for its owner only, with missing parents; does nothing if the path exists. */
function makeFolder(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function markerOf(kind: FolderKind): string {
  return `${JSON.stringify({ dbferry: kind, version: VERSION })}\n`;
}

function markerFault(path: string, kind: FolderKind): string | undefined {
  const fault = notOurs(path, lstatSync(path), "file");
  if (fault) return fault.seen;
  try {
    const { dbferry, version } = JSON.parse(readFileSync(path, "utf8"));
    if (dbferry !== kind) return `${path} marks it for a different use: ${JSON.stringify(dbferry)}`;
    return version === VERSION ? undefined : `${path} has version ${JSON.stringify(version)}, not ${VERSION}`;
  } catch {
    return `${path} was not written by dbferry`;
  }
}

/** Why others could have created it or could change it. */
function notOurs(path: string, stat: Stats, needed: "folder" | "file"): { seen: string; fix: string } | undefined {
  const other = "name another folder";
  if (stat.isSymbolicLink()) return { seen: `${path} is a symbolic link`, fix: "name the folder that it points to" };
  if (!(needed === "folder" ? stat.isDirectory() : stat.isFile()))
    return { seen: `${path} is not a ${needed}`, fix: other };
  const user = process.getuid?.();
  if (user !== undefined && stat.uid !== user)
    return { seen: `${path} belongs to user ${stat.uid}; you are user ${user}`, fix: other };
  if ((stat.mode & 0o022) !== 0)
    return {
      seen: `${path} has mode ${(stat.mode & 0o777).toString(8).padStart(4, "0")}: others can write to it`,
      fix: `if nobody else has written to it, remove that permission: chmod go-w ${path}`,
    };
  return undefined;
}

/** The nearest ancestor in which every user can create and rename entries. */
function openAncestor(path: string): string | undefined {
  for (let above = dirname(path); ; above = dirname(above)) {
    const mode = lstatSync(above, { throwIfNoEntry: false })?.mode ?? 0;
    const STICKY = 0o1000;
    if ((mode & 0o170000) === 0o040000 && (mode & 0o002) !== 0 && (mode & STICKY) === 0) return above;
    if (above === dirname(above)) return undefined;
  }
}
