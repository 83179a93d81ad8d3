import { existsSync, realpathSync } from "node:fs";
import { relative, resolve } from "node:path";
import { quoted } from "../../model/printing/visible";
import { changedStacks } from "../../policies/review";
import { UserError } from "../terminal/errors";
import { below } from "./files";
import { type Git, gitIn, topOf } from "./git";
import { readProse } from "./prose";

/** The stacks to review, and those whose file was removed since then. */
export interface StacksSince {
  names: string[];
  gone: string[];
}

/**
 * The stacks of a project that the work since a revision can affect, committed or not: the preview uses the working
 * tree.
 *
 * @param sources what the project runs; if any of it is outside the repository, every stack can be affected
 * @throws UserError if the revision is unknown, or the clone's history is too shallow to tell
 */
export async function stacksSince(
  revision: string,
  folder: string,
  stackFolder: string,
  stacks: readonly string[],
  sources: readonly string[] = [],
): Promise<StacksSince> {
  const git = gitIn(folder);
  const top = await topOf(folder);
  const changes: Change[] = [];
  // After criss-cross merges there are several merge bases, and a file equal to one can differ from another.
  for (const base of await basesOf(git, revision)) changes.push(...(await changedSince(git, base, top, revision)));
  changes.push(...(await untracked(git, top, revision)));
  const unseen = [stackFolder, ...sources].some((path) => liesOutside(top, path));
  if (unseen || (await hidesChanges(git)) || (await isPart(git))) return { names: [...stacks], gone: [] };
  const files = [...new Set(changes.map(({ path }) => path))];
  const prose = new Set(files.filter((file) => changes.every(({ path, isText }) => path !== file || isText)));
  return changedStacks({
    files,
    stacks,
    stackFolder: relative(top, realpathSync(stackFolder)),
    read: await readProse(git, top, files, prose),
  });
}

interface Change {
  path: string;
  /** A regular file before and after: not a link, a submodule or an executable. */
  isText: boolean;
}

async function basesOf(git: Git, revision: string): Promise<string[]> {
  const known = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
  if (known.exitCode !== 0)
    throw new UserError(
      `--since ${revision} is not a revision of this clone; needed: a revision it has (fetch it first)\n  | ${quoted(known.stderr)}`,
    );
  const bases = await git("merge-base", "--all", known.stdout.trim(), "HEAD");
  if (bases.exitCode === 0) return bases.stdout.split("\n").filter(Boolean);
  const shallow = (await git("rev-parse", "--is-shallow-repository")).stdout.trim() === "true";
  throw new UserError(
    `--since ${revision}: ${shallow ? "this clone is shallow, and its history does not reach back to" : "it has no history in common with"} ` +
      `what ${revision} and HEAD both have; needed: the full history (git fetch --unshallow; fetch-depth: 0), or no --since`,
  );
}

const LISTED = (what: string) => what.split("\0").filter(Boolean);

async function changedSince(git: Git, base: string, top: string, revision: string): Promise<Change[]> {
  // Both names of a moved file: programs that imported it are affected by the old one. Paths are relative to the root,
  // whatever the clone's settings.
  const options = [
    "--raw",
    "--no-renames",
    "--no-relative",
    "--ignore-submodules=none",
    "--no-ext-diff",
    "--no-textconv",
    "-z",
  ];
  const found = await git("diff", ...options, base, "--", top);
  if (found.exitCode !== 0) throw unclear(revision, found.stderr);
  const parts = LISTED(found.stdout);
  return parts.flatMap((part, at): Change[] => {
    const modes = /^:(\d{6}) (\d{6}) /.exec(part);
    const path = parts[at + 1];
    if (!modes || path === undefined) return [];
    return [{ path, isText: [modes[1], modes[2]].every((mode) => mode === "100644" || mode === "000000") }];
  });
}

async function untracked(git: Git, top: string, revision: string): Promise<Change[]> {
  const found = await git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", top);
  if (found.exitCode !== 0) throw unclear(revision, found.stderr);
  return LISTED(found.stdout).map((path) => ({ path, isText: !path.endsWith("/") }));
}

/** Whether git was told to ignore changes to some files: it is unknown whether they changed. */
async function hidesChanges(git: Git): Promise<boolean> {
  const flagged = await git("ls-files", "-v", "-z", "--", ":/");
  return flagged.exitCode !== 0 || LISTED(flagged.stdout).some((line) => /^[a-zS] /.test(line));
}

/** Whether a path is outside the repository, after resolving links. */
function liesOutside(top: string, path: string): boolean {
  return below(realpathSync(top), existsSync(path) ? realpathSync(path) : resolve(path)) === undefined;
}

/** Whether this is a submodule: it may import files of the enclosing repository. */
async function isPart(git: Git): Promise<boolean> {
  const around = await git("rev-parse", "--show-superproject-working-tree");
  return around.exitCode !== 0 || around.stdout.trim() !== "";
}

const unclear = (revision: string, stderr: string) =>
  new UserError(
    `git cannot determine what changed since ${revision}; needed: a revision of this clone, with its full history (fetch-depth: 0)\n  | ${quoted(stderr)}`,
  );
