/**
 * Splits a script like the mysql client: statements end at the delimiter (";" until a DELIMITER line changes it),
 * except inside strings, quoted names and comments. Version comments stay part of their statement; statements that
 * consist only of comments are dropped.
 */
export function* statements(script: string): Generator<string> {
  let delimiter = ";";
  let start = 0;
  let at = 0;
  let content = false;
  while (at < script.length) {
    const lineStart = at === 0 || script[at - 1] === "\n";
    const command =
      lineStart && !content ? script.slice(at, at + 200).match(/^[ \t]*delimiter[ \t]+(\S+)[^\n]*/i) : null;
    if (command) {
      delimiter = command[1]!;
      at += command[0].length;
      start = at;
      continue;
    }
    if (script.startsWith(delimiter, at)) {
      if (content) yield script.slice(start, at).trim();
      at += delimiter.length;
      start = at;
      content = false;
      continue;
    }
    const next = skip(script, at);
    if (next.content) content = true;
    at = next.at;
  }
  if (content) yield script.slice(start).trim();
}

/** Skips one string, quoted name, comment or character. */
function skip(script: string, at: number): { at: number; content: boolean } {
  const char = script[at]!;
  if (char === "'" || char === '"' || char === "`") return { at: closing(script, at, char), content: true };
  if (char === "#" || (script.startsWith("--", at) && /\s|^$/.test(script[at + 2] ?? "")))
    return { at: lineEnd(script, at), content: false };
  if (script.startsWith("/*", at)) {
    const end = script.indexOf("*/", at + 2);
    return { at: end < 0 ? script.length : end + 2, content: /[!+M]/.test(script[at + 2] ?? "") };
  }
  return { at: at + 1, content: !/\s/.test(char) };
}

function closing(script: string, at: number, quote: string): number {
  for (let i = at + 1; i < script.length; i++) {
    if (script[i] === "\\" && quote !== "`") i++;
    else if (script[i] === quote) {
      if (script[i + 1] !== quote) return i + 1;
      i++;
    }
  }
  return script.length;
}

function lineEnd(script: string, at: number): number {
  const end = script.indexOf("\n", at);
  return end < 0 ? script.length : end;
}
