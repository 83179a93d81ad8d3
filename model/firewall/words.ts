/** One word of a command line; `quoted` words are never options. */
export interface Word {
  text: string;
  quoted: boolean;
}

/** Splits a printed rule into words; quotes and backslashes as iptables-save and firewall-cmd write them. */
export function wordsOf(line: string): Word[] {
  const words: Word[] = [];
  for (const [whole] of line.matchAll(/(?:[^\s"]*"(?:\\.|[^"\\])*")+[^\s"]*|[^\s"]+|"/g)) {
    const quoted = whole.includes('"');
    words.push({
      text: quoted ? whole.replace(/"((?:\\.|[^"\\])*)"/g, (_, inner) => inner.replace(/\\(.)/g, "$1")) : whole,
      quoted,
    });
  }
  return words;
}
