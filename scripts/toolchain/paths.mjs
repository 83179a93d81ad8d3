// Locations of the toolchain's files. Node built-ins only: this runs before anything is installed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";

export const root = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../..");

/** Shared by all of a user's clones: survives a fresh clone, and can be deleted at any time. */
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "dbferry");

/** Specific to this clone: links to the chosen tools, stamps of completed steps. */
export const local = join(root, ".toolchain");
export const bin = join(local, "bin");
export const engineHelpers = join(root, "scripts/engine/bin");

export function say(text) {
  process.stderr.write(`toolchain: ${text}\n`);
}

export function hashFiles(...files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex").slice(0, 16);
}

export function readStamp(name) {
  const file = join(local, `${name}.stamp`);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

export function writeStamp(name, value) {
  mkdirSync(local, { recursive: true });
  writeFileSync(join(local, `${name}.stamp`), value);
}

/** The PATH without any node_modules/.bin folders, which npm adds: they contain launchers, not programs. */
export function systemPath() {
  const seen = (process.env.PATH ?? "").split(delimiter);
  return seen.filter((folder) => folder && !folder.endsWith(join("node_modules", ".bin")) && resolve(folder) !== bin);
}

export function onSystemPath(name) {
  return systemPath()
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}
