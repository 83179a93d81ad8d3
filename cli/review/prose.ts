import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { isProse, isStackFile } from "../../policies/review";
import { below } from "./files";
import type { Git } from "./git";

/** Code that builds the names of such files, lists the folders they are in, or takes whole folders. */
const BUILT_NAMES = [
  // `${name}.md`, "*.md", endsWith(".md")
  String.raw`(^|[^A-Za-z0-9_-])\.md`,
  "readdir|opendir|scandir|listdir|iterdir|readDir|WalkDir|filepath\\.Walk|os\\.walk",
  "glob\\(|glob\\.|globSync|fast-glob|globby|require\\.context",
  "Files\\.(list|walk|find)|listFiles|Directory\\.(Get|Enumerate)|Dir(\\[|\\.(glob|entries|children))|go:embed",
  "FileArchive|AssetArchive|DirectoryArchive|cpSync|copySync",
];
/** Code that loads a module by a name it has computed: one without an ending can be a licence. */
const BUILT_MODULES = [
  "(require|import)\\( *[^\"'\\` )]",
  "(require|import)\\( *`[^`]*[$][{]",
  "import_module\\(|__import__\\(",
];
/** Programs in YAML that pack folders, or read files by a name of their settings. */
const YAML_READS = ["fn::(fileArchive|assetArchive|remoteArchive|readFile|fileAsset)"];
/** The same for the files of other stacks: `Pulumi.${stack}.yaml`. */
const BUILT_STACKS = ["Pulumi\\.[$\"'`%{]", "Pulumi\\.[*]"];
/** Where programs are written. */
const CODE = [
  "ts",
  "tsx",
  "mts",
  "cts",
  "js",
  "jsx",
  "mjs",
  "cjs",
  "py",
  "go",
  "cs",
  "fs",
  "java",
  "kt",
  "scala",
  "sh",
  "rb",
];

/**
 * Of the changed files that usually affect no stack, or only one, those that some program may read: a file of another kind names them, a link leads to
 * them, or code lists folders or builds such names. Where git cannot tell, they are read.
 */
export async function readProse(
  git: Git,
  top: string,
  files: readonly string[],
  prose: ReadonlySet<string>,
): Promise<Set<string>> {
  const read = new Set<string>();
  const candidates = files.filter((file) => isProse(file) || isStackFile(file));
  // A link, a submodule or something that runs is no prose, whatever its name ends in.
  for (const file of candidates) if (isProse(file) && !prose.has(file)) read.add(file);
  const linked = await linkTargets(git, top);
  const doubts: readonly [(file: string) => boolean, readonly string[], readonly string[]][] = [
    [isProse, BUILT_NAMES, CODE],
    [isProse, YAML_READS, ["yaml", "yml"]],
    [(file) => isProse(file) && !basename(file).includes("."), BUILT_MODULES, CODE],
    [isStackFile, BUILT_STACKS, CODE],
  ];
  const built: ((file: string) => boolean)[] = [];
  for (const [about, patterns, endings] of doubts)
    if (candidates.some(about) && (await isBuilt(git, patterns, endings))) built.push(about);
  for (const file of candidates) {
    if (
      built.some((about) => about(file)) ||
      // What installed packages name is not searched.
      /(^|\/)node_modules\//.test(file) ||
      linked.some((target) => target === "" || file === target || file.startsWith(`${target}/`)) ||
      (await isNamed(git, file, new Set()))
    )
      read.add(file);
  }
  return read;
}

/** Paths that contain installed packages say nothing about this project's programs. */
const NOT_INSTALLED = [":/", ":(top,exclude,glob)**/node_modules/**"];

/** True when a file that is no prose names it, or prose does that is named itself. */
async function isNamed(git: Git, file: string, seen: Set<string>): Promise<boolean> {
  if (seen.has(file)) return false;
  seen.add(file);
  const name = basename(file);
  // In any case: not every file system tells them apart. Ignored files are searched as well: what is built from sources reads them too.
  const found = await git(
    "grep",
    "-l",
    "-z",
    "-i",
    "--full-name",
    "--fixed-strings",
    "--untracked",
    "--no-exclude-standard",
    "-e",
    name,
    "--",
    ...NOT_INSTALLED,
  );
  if (found.exitCode === 1) return false;
  if (found.exitCode !== 0) return true;
  const readers = found.stdout.split("\0").filter((one) => one !== "" && one !== file);
  if (readers.some((one) => !isProse(one))) return true;
  for (const one of readers) if (await isNamed(git, one, seen)) return true;
  return false;
}

async function isBuilt(git: Git, patterns: readonly string[], endings: readonly string[]): Promise<boolean> {
  const where = [...endings.map((ending) => `:(top,glob)**/*.${ending}`), ":(top,exclude,glob)**/node_modules/**"];
  const found = await git(
    "grep",
    "--quiet",
    "-E",
    "--untracked",
    "--no-exclude-standard",
    ...patterns.flatMap((one) => ["-e", one]),
    "--",
    ...where,
  );
  // 1 is "no file does"; whatever else git says, one may.
  return found.exitCode !== 1;
}

/** What links in the repository lead to, from its top; "" where that cannot be told. */
async function linkTargets(git: Git, top: string): Promise<string[]> {
  const [tracked, others] = [
    await git("ls-files", "-s", "-z", "--full-name", "--", ":/"),
    await git("ls-files", "--others", "-z", "--full-name", "--exclude-standard", "--", ":/"),
  ];
  if (tracked.exitCode !== 0 || others.exitCode !== 0) return [""];
  const links = [
    ...tracked.stdout.split("\0").flatMap((line) => /^120000 \S+ \d\t(.*)$/s.exec(line)?.[1] ?? []),
    ...others.stdout.split("\0").filter((path) => path !== "" && isLink(join(top, path))),
  ];
  return links.flatMap((path) => {
    try {
      return below(realpathSync(top), realpathSync(join(top, path))) ?? [];
    } catch {
      // A link to what is not there now can have led to what was removed.
      return brokenTarget(top, path);
    }
  });
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function brokenTarget(top: string, path: string): string[] {
  try {
    const end = below(top, join(top, path, "..", readlinkSync(join(top, path))));
    return end === undefined ? [] : [end];
  } catch {
    return [];
  }
}
