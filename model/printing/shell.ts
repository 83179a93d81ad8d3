/**
 * Commands for people to paste into a shell. Single quotes mean the same in every POSIX-like shell (dash, bash,
 * busybox, ksh, zsh, interactive or not), so no other quoting is used.
 */

/** Needs no quotes in any shell, in any argument position. */
const BARE = /^[A-Za-z0-9_./:-][A-Za-z0-9_.,/:+=@%-]*$/;

/** One argument of a command. @throws Error for characters that no argument can contain or no terminal should receive */
export function shellWord(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters to refuse
  if (/[\x00-\x1f\x7f-\x9f]/.test(text)) throw new Error("a command to paste cannot contain control characters");
  return BARE.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

/** A command with its arguments, as one line to paste. Placeholders such as `<instance>` are quoted too: unquoted, they would redirect. */
export function shellCommand(...words: readonly string[]): string {
  return words.map(shellWord).join(" ");
}

/** A comment line. Interactive zsh runs comments as commands, so it contains nothing that a shell interprets. */
export function shellRemark(text: string): string {
  return `# ${text.replace(/;/g, ",").replace(/[^A-Za-z0-9_ .,:/+-]/g, "")}`;
}

/**
 * True for a plain word, like most variables' values: names, numbers, lists, offsets. Only such a value from a server
 * is ever printed inside a command or statement; any other is only described, so that nobody pastes what a server made
 * up.
 */
export function isPlainWord(text: string): boolean {
  return /^[A-Za-z0-9_.,:+/-]*$/.test(text);
}
