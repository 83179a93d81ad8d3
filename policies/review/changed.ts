import { basename, dirname } from "node:path/posix";

/** Files that people read and programs usually do not. */
const PROSE = /\.md$|(^|\/)(LICENSE|NOTICE|AUTHORS|CODEOWNERS)$/;
const STACK_FILE = /^Pulumi\.([^/]+)\.yaml$/;

/** The input for deciding which stacks a change can affect. */
export interface ChangedFiles {
  /** Paths relative to the repository root, including uncommitted changes. */
  files: readonly string[];
  stacks: readonly string[];
  /** Folder of the stack files, relative to the repository root; "" for the root itself. */
  stackFolder: string;
  /** Prose and stack files that the program may read, besides each stack's own file. */
  read: ReadonlySet<string>;
}

export const isProse = (file: string): boolean => PROSE.test(file);
export const isStackFile = (file: string): boolean => STACK_FILE.test(basename(file));

/**
 * The stacks that a change can affect: those whose own file changed, or all of them when anything else changed that a
 * program may import or read. Only prose that nothing reads is assumed to affect none; folder names are not taken as
 * evidence of their contents. `gone` lists the stacks whose file the change removes.
 */
export function changedStacks({ files, stacks, stackFolder, read }: ChangedFiles): { names: string[]; gone: string[] } {
  const stackOf = (file: string) => {
    const folder = dirname(file) === "." ? "" : dirname(file);
    return folder === stackFolder ? STACK_FILE.exec(basename(file))?.[1] : undefined;
  };
  const relevant = files.filter((file) => !isProse(file) || read.has(file));
  const named = relevant.map(stackOf);
  const gone = named.flatMap((name) => (name === undefined || stacks.includes(name) ? [] : [name]));
  const all = relevant.some((file) => stackOf(file) === undefined || read.has(file));
  return { names: all ? [...stacks] : stacks.filter((stack) => named.includes(stack)), gone };
}
