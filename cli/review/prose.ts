import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { isProse, isStackFile } from "../../policies/review";
import { below } from "./files";
import type { Git } from "./git";

/** Code that computes such file names, lists their folders, or archives whole folders. */
const BUILT_NAMES = [
  // `${name}.md`, "*.md", endsWith(".md")
  String.raw`(^|[^A-Za-z0-9_-])\.md`,
  "readdir|opendir|scandir|listdir|iterdir|readDir|WalkDir|filepath\\.Walk|os\\.walk",
  "glob\\(|glob\\.|globSync|fast-glob|globby|require\\.context",
  "Files\\.(list|walk|find)|listFiles|Directory\\.(Get|Enumerate)|Dir(\\[|\\.(glob|entries|children))|go:embed",
  "FileArchive|AssetArchive|DirectoryArchive|cpSync|copySync",
];
/** Code that loads a module by a computed name: a name without an extension could be a licence file. */
const BUILT_MODULES = [
  "(require|import)\\( *[^\"'\\` )]",
  "(require|import)\\( *`[^`]*[$][{]",
  "import_module\\(|__import__\\(",
];
/** YAML programs that archive folders, or read files named in their settings. */
const YAML_READS = ["fn::(fileArchive|assetArchive|remoteArchive|readFile|fileAsset)"];
/** The same for other stacks' files: `Pulumi.${stack}.yaml`. */
const BUILT_STACKS = ["Pulumi\\.[$\"'`%{]", "Pulumi\\.[*]"];
/** File types that can contain program code. */
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
 * Of the changed files that usually affect no stack or only one, those that a program may read: another kind of file
 * names them, a link leads to them, or code lists folders or computes such names. If git cannot tell, they count as
 * read.
 */
export async function readProse(
  git: Git,
  top: string,
  files: readonly string[],
  prose: ReadonlySet<string>,
): Promise<Set<string>> {
  const read = new Set<string>();
  const candidates = files.filter((file) => isProse(file) || isStackFile(file));
  // Links, submodules and executables are not prose, whatever their extension.
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
      // References in installed packages are ignored.
      /(^|\/)node_modules\//.test(file) ||
      linked.some((target) => target === "" || file === target || file.startsWith(`${target}/`)) ||
      (await isNamed(git, file, new Set()))
    )
      read.add(file);
  }
  return read;
}

/** Installed packages do not refer to this project's files. */
const NOT_INSTALLED = [":/", ":(top,exclude,glob)**/node_modules/**"];

/** Whether a non-prose file refers to it, directly or through prose that is itself referred to. */
async function isNamed(git: Git, file: string, seen: Set<string>): Promise<boolean> {
  if (seen.has(file)) return false;
  seen.add(file);
  const name = basename(file);
  // Ignore case, as some file systems do. Include ignored files: build products may read the sources too.
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
  // Exit code 1 means no match; any other error counts as a match.
  return found.exitCode !== 1;
}

/** Targets of the repository's links, relative to its root; "" if unknown. */
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
      // A broken link may have led to something that was removed.
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
