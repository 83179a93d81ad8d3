import { basename, dirname } from "node:path/posix";

/** Files that people read and programs usually do not. */
const PROSE = /\.md$|(^|\/)(LICENSE|NOTICE|AUTHORS|CODEOWNERS)$/;
const STACK_FILE = /^Pulumi\.([^/]+)\.yaml$/;

/** What decides which stacks a change can affect. */
export interface ChangedFiles {
  /** Paths from the top of the repository, with what is not committed yet. */
  files: readonly string[];
  stacks: readonly string[];
  /** Folder of the stack files, from the top of the repository; "" for the top itself. */
  stackFolder: string;
  /** Prose and stack files that a program may read, beside the stack that a file is of. */
  read: ReadonlySet<string>;
}

export const isProse = (file: string): boolean => PROSE.test(file);
export const isStackFile = (file: string): boolean => STACK_FILE.test(basename(file));

/**
 * The stacks that a change can affect: those whose own file changed; all of them when anything else changed that a program may import or
 * read. Only prose that nothing reads is taken to affect none; a folder's name says nothing about what is in it. `gone` are stacks whose file the
 * change removes.
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
