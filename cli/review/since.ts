import { existsSync, realpathSync } from "node:fs";
import { relative, resolve } from "node:path";
import { quoted } from "../../model/printing/visible";
import { changedStacks } from "../../policies/review";
import { UserError } from "../terminal/errors";
import { below } from "./files";
import { type Git, gitIn, topOf } from "./git";
import { readProse } from "./prose";

/** The stacks that a review looks at, and those whose file the work since then removes. */
export interface StacksSince {
  names: string[];
  gone: string[];
}

/**
 * Of the stacks of a project, those that the work since a revision can affect, committed or not: what is previewed is what is in the folder.
 *
 * @param sources what the project runs; where part of that lies outside the repository, every stack can be affected
 * @throws UserError when the revision is not known here, or the clone has too little history to tell
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
  // After a merge back and forth there are several, and what equals one of them can differ from another.
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
  /** An ordinary file, before and after: neither a link, nor a submodule, nor something that runs. */
  isText: boolean;
}

async function basesOf(git: Git, revision: string): Promise<string[]> {
  const known = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
  if (known.exitCode !== 0)
    throw new UserError(
      `--since ${revision} is no revision of this clone; needed: one (fetch it first)\n  | ${quoted(known.stderr)}`,
    );
  const bases = await git("merge-base", "--all", known.stdout.trim(), "HEAD");
  if (bases.exitCode === 0) return bases.stdout.split("\n").filter(Boolean);
  const shallow = (await git("rev-parse", "--is-shallow-repository")).stdout.trim() === "true";
  throw new UserError(
    `--since ${revision}: ${shallow ? "this clone is shallow, and its history does not reach back to" : "it has no history in common with"} ` +
      `what ${revision} and HEAD both have; needed: the whole history (git fetch --unshallow; fetch-depth: 0), or no --since`,
  );
}

const LISTED = (what: string) => what.split("\0").filter(Boolean);

async function changedSince(git: Git, base: string, top: string, revision: string): Promise<Change[]> {
  // Both names of a file that moved: the program that imported it is affected by the old one. Names are from the top, whatever the clone says.
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

/** True when git was told to look away from changes of some files: nobody knows whether they changed. */
async function hidesChanges(git: Git): Promise<boolean> {
  const flagged = await git("ls-files", "-v", "-z", "--", ":/");
  return flagged.exitCode !== 0 || LISTED(flagged.stdout).some((line) => /^[a-zS] /.test(line));
}

/** True for what the repository does not have, wherever links lead. */
function liesOutside(top: string, path: string): boolean {
  return below(realpathSync(top), existsSync(path) ? realpathSync(path) : resolve(path)) === undefined;
}

/** True for a submodule: what it imports can be the repository's around it. */
async function isPart(git: Git): Promise<boolean> {
  const around = await git("rev-parse", "--show-superproject-working-tree");
  return around.exitCode !== 0 || around.stdout.trim() !== "";
}

const unclear = (revision: string, stderr: string) =>
  new UserError(
    `git cannot tell what changed since ${revision}; needed: a revision of this clone, and all of its history (fetch-depth: 0)\n  | ${quoted(stderr)}`,
  );
