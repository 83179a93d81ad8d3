import { visible } from "../../../model/printing/visible";

/*
 * Escapes untrusted text for Markdown. GitHub and GitLab look for mentions, references to issues and commits, labels,
 * emoji and bare URLs in the rendered text, so backslashes and entities do not stop them; they skip code. Text from a
 * program therefore goes in code spans; the surrounding text is escaped, with a zero-width space wherever a mention or
 * a reference would begin.
 */

/**
 * Text in a code span. A backtick, a backslash or a pipe would end the span, or the table cell around it; HTML entities
 * are safe.
 */
export function code(text: string, longest = 120): string {
  const line = oneLine(text, longest);
  if (line.trim() === "") return "` `";
  return /[`|\\]/.test(line) ? `<code>${entities(line)}</code>` : `\`${line}\``;
}

/** One line of text for a cell, a list or a paragraph: quoted parts become code, the rest is escaped. */
export function prose(text: string, longest = 240): string {
  return oneLine(text, longest)
    .split(/("[^"]*")/)
    .map((part, at) => (at % 2 === 1 ? code(part, longest) : escaped(part)))
    .join("");
}

/** Lines in a code fence that none of them can close. */
export function fenced(language: string, lines: readonly string[], longest = 300): string[] {
  const shown = lines.map((line) => cut(visible(line), longest));
  const runs = shown.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return [`${fence}${language}`, ...shown, fence];
}

function oneLine(text: string, longest: number): string {
  return cut(visible(text.replace(/\s+/g, " ").trim()), longest);
}

/** Truncates without splitting a surrogate pair. */
function cut(line: string, longest: number): string {
  if (line.length <= longest) return line;
  const short = line.slice(0, longest - 1);
  return `${/[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short}…`;
}

/** Markdown still detects URLs in text inside our own HTML. */
const entities = (text: string) =>
  divided(text)
    .replace(/[^\w\s\0]/gu, (char) => `&#${char.codePointAt(0)};`)
    .replaceAll("\0", SPLIT);

/** An invisible separator that breaks up mentions, references and links. */
const SPLIT = "&#8203;";

/** Positions where GitHub or GitLab would start a reference: after these characters, or inside these words. */
const SEEN_AS_MORE: readonly RegExp[] = [
  // @name, #1, !1, ~label, $1, %milestone, &1, ^alert, :emoji:, *iteration, [issue:1]
  /[@#!~$%&^*[](?=[\w"'\p{L}])/gu,
  /:(?=[a-z+][\w+-]*:|\/\/)/gi,
  /www(?=\.)/gi,
  // GH-1, and any similar prefix configured in the repository
  /(?<=[A-Za-z]-)(?=\d)/g,
  // a commit
  /[0-9a-f]{6}(?=[0-9a-f])/gi,
];

const divided = (text: string) => SEEN_AS_MORE.reduce((line, one) => line.replace(one, "$&\0"), text);

function escaped(text: string): string {
  return divided(text)
    .replaceAll("&", "&amp;")
    .replace(/[\\`*_{}[\]<>|#!~^]|^[-+=]|^\d+(?=[.)])/g, (mark) => (/^\d/.test(mark) ? `${mark}\0` : `\\${mark}`))
    .replaceAll("\0", SPLIT);
}
