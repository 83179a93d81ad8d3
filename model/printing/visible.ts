/**
 * Text from outside (names, versions, banners, errors of servers and vendors) as a person may see it: every character that
 * a terminal acts on, that hides, or that turns the direction of writing is written as `\n`, `\x1b`, `\u202e`. What is left
 * stays on its line and looks like what it is. For people's output only: machine formats carry the text as it is.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, escaped);
}

/** A text of several lines that are our own, such as a remedy: its line feeds stay. A stranger's values go through `visible` before. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/**
 * A text of others that may have several lines, such as the error of a program: no line of it but the first, which stands
 * behind words of ours, can be taken for a line of ours.
 */
export function quoted(text: string): string {
  return text.trimEnd().split(/\r?\n/).map(visible).join("\n  | ");
}

/** Would `visible` change it? */
export function isVisible(text: string): boolean {
  return text.search(UNSEEN) === -1;
}

/**
 * The last door to a terminal: lets line feeds, tabs and colours (SGR) pass, which our own layout is made of, and makes
 * everything else visible. It cannot tell a stranger's line feed from ours: values go through `visible` before.
 */
export function terminal(text: string): string {
  return text
    .split(OURS)
    .map((part, at) => (at % 2 === 1 ? part : visible(part)))
    .join("");
}

/** One line that our own colours are in already: nothing else passes, no line feed either. */
export function colouredLine(text: string): string {
  return terminal(text).replace(/[\r\n\t]/g, visible);
}

/** An end of a line, a tab, or a colour: captured, so that `split` keeps it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
const OURS = /(\r?\n|\t|\x1b\[[0-9;]*m)/;

/**
 * Controls (C0, DEL, C1), format characters (bidi, zero width, tags), separators of lines and paragraphs, halves of
 * surrogate pairs, characters without an assignment or of private use, and what is rendered as nothing or as a blank.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]/gu;

/** A character as JSON may write it: itself where it can be seen. */
export function visibleCode(char: string): string {
  if (isVisible(char)) return char;
  return Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
    "",
  );
}

const SHORT: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(char: string): string {
  const short = SHORT[char];
  if (short) return short;
  const code = char.codePointAt(0)!;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\u{${code.toString(16)}}`;
}
