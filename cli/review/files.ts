import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from "node:fs";
import { dirname, isAbsolute, join, normalize, relative, sep } from "node:path";

/** One file of a checkout, as data. A link is represented by its target path and never followed. */
export interface Entry {
  path: string;
  kind: "file" | "link" | "other";
  /** Digest of the content and the executable bit; for a link, of its target path. */
  content: string;
}

/** Size limit: a longer file is represented by its size only and never copied. */
const LONGEST = 64 * 1024 * 1024;

/** Every file below a folder, except git's own. */
export function entriesOf(root: string, skip: (path: string) => boolean = () => false): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const visit = (folder: string) => {
    for (const name of readdirSync(join(root, folder))) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (path === ".git" || skip(path)) continue;
      const stat = lstatSync(join(root, path));
      if (stat.isDirectory()) visit(path);
      else if (stat.isSymbolicLink())
        entries.set(path, { path, kind: "link", content: readlinkSync(join(root, path)) });
      else if (stat.isFile()) entries.set(path, { path, kind: "file", content: contentOf(join(root, path), stat) });
      else entries.set(path, { path, kind: "other", content: "" });
    }
  };
  visit("");
  return entries;
}

function contentOf(file: string, stat: { size: number; mode: number }): string {
  const runs = (stat.mode & 0o111) !== 0 ? "x" : "-";
  if (stat.size > LONGEST) return `${runs} ${stat.size} bytes`;
  return `${runs} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`;
}

/** True for a link that leads out of the checkout, directly or through other links. */
export function leaves(root: string, entry: Entry): boolean {
  if (entry.kind !== "link") return false;
  if (isAbsolute(entry.content) || /^[a-z]:|\\/i.test(entry.content)) return true;
  const end = normalize(join(dirname(entry.path), entry.content));
  if (end === ".." || end.startsWith(`..${sep}`) || end.split(sep).includes(".git")) return true;
  try {
    return below(realpathSync(root), realpathSync(join(root, entry.path))) === undefined;
  } catch {
    // Its target does not exist.
    return false;
  }
}

/** Built or installed files of a base checkout, which a change must not supply. */
export const isInstalled = (path: string) => path.split("/").includes("node_modules");

/**
 * Copies a checkout to where a program may read it, readable by any user. Links that lead out, installed packages,
 * devices and sockets are not copied.
 */
export function copyAsData(root: string, to: string, entries: ReadonlyMap<string, Entry>): void {
  chmodSync(to, 0o755);
  for (const entry of entries.values()) {
    if (isInstalled(entry.path) || leaves(root, entry) || entry.kind === "other") continue;
    const target = join(to, entry.path);
    folderOf(to, dirname(entry.path));
    if (entry.kind === "link") symlinkSync(entry.content, target);
    else if (!entry.content.endsWith(" bytes")) {
      copyFileSync(join(root, entry.path), target);
      chmodSync(target, entry.content.startsWith("x") ? 0o755 : 0o644);
    }
  }
}

function folderOf(to: string, path: string): void {
  if (path === "." || existsSync(join(to, path))) return;
  folderOf(to, dirname(path));
  mkdirSync(join(to, path));
  chmodSync(join(to, path), 0o755);
}

/** A path relative to a folder, in the form of the entries; undefined when it is outside. */
export function below(root: string, path: string): string | undefined {
  const found = relative(root, path);
  return found === ".." || found.startsWith(`..${sep}`) || isAbsolute(found) ? undefined : found.split(sep).join("/");
}
