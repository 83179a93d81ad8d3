/**
 * Lines of text in a picture. An SVG does not wrap text, and the font is the reader's: widths are those of a wide
 * font (DejaVu Sans), so that no line is longer than its box in a narrower one.
 */

const NARROW = /[ijlI.,:;'|!()[\]\\/ ]/;
const WIDE = /[mwMW@%&]/;
const SIGN = /[+<=>~^#]/;

/** Width of a text in units of the size of its font. */
export function widthOf(text: string, bold = false): number {
  const sum = [...text].reduce((width, char) => width + widthOfChar(char), 0);
  return bold ? sum * 1.12 : sum;
}

function widthOfChar(char: string): number {
  const code = char.codePointAt(0)!;
  if (code > 0xffff) return 1.5;
  if (code > 0x7e) return 1.1;
  if (NARROW.test(char)) return 0.41;
  if (WIDE.test(char)) return 1;
  if (SIGN.test(char)) return 0.84;
  return /[A-Z]/.test(char) ? 0.79 : 0.64;
}

/** Wraps between words; a word that is too long is broken. @param width in units of the size of the font */
export function wrappedLines(text: string, width: number, bold = false): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((one) => brokenWord(one, width, bold))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer, bold) <= width) line = longer;
    else {
      if (line !== "") lines.push(line);
      line = word;
    }
  }
  return line === "" ? lines : [...lines, line];
}

function brokenWord(word: string, width: number, bold: boolean): string[] {
  const parts: string[] = [];
  let part = "";
  for (const char of word) {
    if (part !== "" && widthOf(part + char, bold) > width) {
      parts.push(part);
      part = "";
    }
    part += char;
  }
  return [...parts, part];
}
