/**
 * Text from outside (names, versions, banners, errors of servers and vendors) for people: every character that a
 * terminal interprets, that is invisible or that changes the writing direction is written as `
 * `, `\x1b`, `\u202e`. The result is a single line that shows what it contains. For human-readable output only: machine
 * formats carry the text unchanged.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, escaped);
}

/**
 * Our own multi-line text, such as a remedy: its line feeds are kept. Values from outside go through `visible` first.
 */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/**
 * Text from outside that may have several lines, such as a program's error. All lines but the first, which follows text
 * of ours, are marked, so that none can be mistaken for dbferry's output.
 */
export function quoted(text: string): string {
  return text.trimEnd().split(/\r?\n/).map(visible).join("\n  | ");
}

/** True when `visible` would leave the text unchanged. */
export function isVisible(text: string): boolean {
  return text.search(UNSEEN) === -1;
}

/**
 * The last step before a terminal: keeps the line feeds, tabs and colours (SGR) of our own layout and makes everything
 * else visible. It cannot distinguish foreign line feeds from ours, so values go through `visible` first.
 */
export function terminal(text: string): string {
  return text
    .split(OURS)
    .map((part, at) => (at % 2 === 1 ? part : visible(part)))
    .join("");
}

/** One line that already contains our colours; everything else, including line feeds, is made visible. */
export function colouredLine(text: string): string {
  return terminal(text).replace(/[\r\n\t]/g, visible);
}

/** A line ending, a tab or a colour code; captured, so that `split` keeps it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
const OURS = /(\r?\n|\t|\x1b\[[0-9;]*m)/;

/**
 * Controls (C0, DEL, C1), format characters (bidi, zero width, tags), line and paragraph separators, lone surrogates,
 * unassigned and private-use characters, and whatever renders as nothing or as a blank.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]/gu;

/** The escaped form of a character in JSON; a visible character is returned unchanged. */
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
