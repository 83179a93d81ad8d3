/**
 * Commands that people paste into a shell. Single quotes mean the same to every POSIX shell and its relatives (dash, bash,
 * busybox, ksh, zsh, interactive or not), so they are the only quoting there is here.
 */

/** Needs no quotes in any shell, wherever it stands behind the command's name. */
const BARE = /^[A-Za-z0-9_./:-][A-Za-z0-9_.,/:+=@%-]*$/;

/** One argument of a command. @throws Error for what no argument can hold or no terminal should get */
export function shellWord(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\x00-\x1f\x7f-\x9f]/.test(text)) throw new Error("a control character has no place in a command to paste");
  return BARE.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

/** A command with its arguments, as one line to paste. A placeholder such as `<instance>` is quoted too: bare, it would redirect. */
export function shellCommand(...words: readonly string[]): string {
  return words.map(shellWord).join(" ");
}

/** A remark on a line of its own. An interactive zsh takes it for a command: it holds nothing that a shell acts on. */
export function shellRemark(text: string): string {
  return `# ${text.replace(/;/g, ",").replace(/[^A-Za-z0-9_ .,:/+-]/g, "")}`;
}

/**
 * Is it a plain word, as values of variables are: names, numbers, lists, offsets? Only such a value of a server is ever
 * printed in a command or statement. Any other is told in words: nobody should paste what a server made up.
 */
export function isPlainWord(text: string): boolean {
  return /^[A-Za-z0-9_.,:+/-]*$/.test(text);
}
