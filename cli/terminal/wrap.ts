/** Width of the terminal; without one, the customary default. */
export function columns(stream: { columns?: number } = process.stdout): number {
  return Math.max(40, stream.columns ?? 80);
}

/** A blank at which a line may end: not within `13 d 23 h`. */
const BETWEEN_WORDS = / (?!(?:d|h|min|s)\b)(?!(?<=\d (?:d|h|min) )\d+ (?:h|min|s)\b)/;

/** Wraps text between words at a width; words that are too long are broken. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(BETWEEN_WORDS)) {
    let rest = word;
    if (line !== "" && line.length + 1 + rest.length <= width) {
      line += ` ${rest}`;
      continue;
    }
    if (line !== "") lines.push(line);
    while (rest.length > width) {
      lines.push(rest.slice(0, width));
      rest = rest.slice(width);
    }
    line = rest;
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

/** Name/text pairs in two columns within a width. */
export function pairs(rows: readonly (readonly [name: string, text: string])[], width: number): string[] {
  const indent = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.flatMap(([name, text]) =>
    text
      .split("\n")
      .flatMap((part) => wrapped(part, Math.max(20, width - indent)))
      .map((line, at) => `${(at === 0 ? name : "").padEnd(indent)}${line}`.trimEnd()),
  );
}
