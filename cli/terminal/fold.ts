import { stripVTControlCharacters } from "node:util";

/**
 * Text meant to be pasted is never broken, whatever its length: a command, a statement, a line of a file, an address.
 */
const PASTED =
  /^\s*(?:fix\s+)?(?:-- |# |dbferry |pulumi |npx |npm |iptables |ip6tables |ipset |nft |firewall-cmd |aliyun |tccli |hcloud |aws |gcloud |[A-Z]{2,} .*;(?: -- .*)?$|[\w.-]+=\S*$|https?:\/\/\S+$|[+~±=!-] \S+ \S+$)/;
/** Prefix that continuation lines are aligned after: blanks, a sign, and a word followed by a gap. */
const HEAD = /^(\s*(?:[-*+|] )?(?:\S+ {2,})?)/;

/** Wraps text between words at a width, with continuation lines indented to match. Colour codes have no width. */
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
  // The first words follow the line's own prefix.
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
  // Continuation lines of a list entry or of indented prose get a slight extra indent.
  const indent = head > blanks ? head : blanks + (blanks > 0 ? 2 : 0);
  return indent > width / 2 ? blanks : indent;
}
