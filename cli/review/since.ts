import { realpathSync } from "node:fs";
import { basename, relative } from "node:path";
import { execa } from "execa";
import { quoted } from "../../model/printing/visible";
import { changedStacks, isProse } from "../../policies/review";
import { childEnvironment } from "../../system/environment.mjs";
import { UserError } from "../terminal/errors";

/**
 * Of the stacks of a project, those that the work since a revision can affect, committed or not: what is previewed is what is in the folder.
 *
 * @throws UserError when the revision is not known here
 */
export async function stacksSince(
  revision: string,
  folder: string,
  stackFolder: string,
  stacks: readonly string[],
): Promise<string[]> {
  const git = async (...args: string[]) =>
    await execa("git", args, { cwd: folder, env: childEnvironment("tool"), extendEnv: false, reject: false });
  const listed = ({ stdout }: { stdout: string }) => stdout.split("\0").filter(Boolean);
  const base = await git("merge-base", revision, "HEAD", "--");
  if (base.exitCode !== 0)
    throw new UserError(
      `--since ${revision} is no revision of this clone; needed: one (fetch it first)\n  | ${quoted(base.stderr)}`,
    );
  const top = await git("rev-parse", "--show-toplevel");
  // Both names of a file that moved: the program that imported it is affected by the old one.
  const changed = await git("diff", "--name-only", "--no-renames", "-z", base.stdout.trim(), "--", top.stdout.trim());
  const untracked = await git(
    "ls-files",
    "--others",
    "--exclude-standard",
    "--full-name",
    "-z",
    "--",
    top.stdout.trim(),
  );
  for (const { exitCode, stderr } of [top, changed, untracked])
    if (exitCode !== 0) throw new UserError(`git cannot tell what changed since ${revision}\n  | ${quoted(stderr)}`);
  const files = [...listed(changed), ...listed(untracked)];
  const read = new Set<string>();
  for (const file of files.filter(isProse)) {
    const named = ["grep", "--quiet", "--fixed-strings", "--untracked", "-e", basename(file), "--", ":/", ":/!*.md"];
    // 1 is "no file names it"; whatever else git says, it may be read.
    if ((await git(...named)).exitCode !== 1) read.add(file);
  }
  return changedStacks({ files, stacks, stackFolder: relative(top.stdout.trim(), realpathSync(stackFolder)), read });
}
