import { stripVTControlCharacters } from "node:util";

/** What is to be pasted stays whole, whatever its length: a command, a statement, a line of a file, an address. */
const PASTED =
  /^\s*(?:fix\s+)?(?:-- |# |dbferry |pulumi |npx |npm |aliyun |tccli |hcloud |aws |gcloud |[A-Z]{2,} .*;(?: -- .*)?$|[\w.-]+=\S*$|https?:\/\/\S+$|[+~±=!-] \S+ \S+$)/;
/** What a line begins with, below which its further lines stand: blanks, a sign, and a word with a gap behind it. */
const HEAD = /^(\s*(?:[-*+|] )?(?:\S+ {2,})?)/;

/** Text of several lines on lines of a width, broken between words, the continuation under the text that it continues. Colours count as nothing. */
export function folded(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => foldLine(line, width))
    .join("\n");
}

function foldLine(line: string, width: number): string {
  const plain = stripVTControlCharacters(line);
  if (plain.length <= width || PASTED.test(plain)) return line;
  const indent = hanging(plain, width);
  const lines: string[] = [];
  let current = "";
  let length = 0;
  // The first words stand where the line's own head puts them.
  for (const [at, word] of line.split(/(?<=\S) (?=\S)/).entries()) {
    const size = stripVTControlCharacters(word).length;
    if (at > 0 && length + 1 + size > width && length > indent) {
      lines.push(current);
      current = " ".repeat(indent) + word;
      length = indent + size;
    } else {
      current += at === 0 ? word : ` ${word}`;
      length += size + (at === 0 ? 0 : 1);
    }
  }
  return [...lines, current].join("\n");
}

function hanging(plain: string, width: number): number {
  const head = HEAD.exec(plain)?.[1]?.length ?? 0;
  const blanks = /^\s*/.exec(plain)![0].length;
  // A list's entry, and a line of prose, continue a little to the right of where they begin.
  const indent = head > blanks ? head : blanks + (blanks > 0 ? 2 : 0);
  return indent > width / 2 ? blanks : indent;
}
