import { readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Problem } from "../../model/problems";

/** Values of option files as the server's own clients read them: the last value of a name applies. Names are written with hyphens. */
export type OptionValues = Map<string, string>;

const MOST_BYTES = 1024 * 1024;
const DEEPEST = 10;

/** Reads the given groups of an option file, including `!include` and `!includedir`. */
export function readOptionFile(
  file: string,
  groups: readonly string[],
  path: string,
  problems: Problem[],
): OptionValues {
  const reader = new Reader(groups, path, problems);
  reader.file(resolve(file), 0);
  const named = groups[1];
  if (named !== undefined && problems.length === 0 && !reader.seen.has(named))
    problems.push({ path, seen: `${file} without a group [${named}]`, needed: "an existing group" });
  return reader.values;
}

/** Values of option-file text, also used for decoded login paths. */
export function readOptionText(text: string, groups: readonly string[], path: string, problems: Problem[]): Reader {
  const reader = new Reader(groups, path, problems);
  reader.text(text, ".", 0);
  return reader;
}

class Reader {
  readonly values: OptionValues = new Map();
  readonly seen = new Set<string>();

  constructor(
    private readonly groups: readonly string[],
    private readonly path: string,
    private readonly problems: Problem[],
  ) {}

  file(file: string, depth: number): void {
    try {
      const stat = statSync(file);
      const problem = notReadable(file, stat);
      if (problem) this.problems.push({ path: this.path, ...problem });
      else this.text(readFileSync(file, "utf8"), file, depth);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "unreadable";
      this.problems.push({ path: this.path, seen: `${file} cannot be read (${code})`, needed: "an option file" });
    }
  }

  text(text: string, file: string, depth: number): void {
    let wanted = false;
    for (const [at, raw] of text.split("\n").entries()) {
      const line = raw.trim();
      if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
      const included = /^!(includedir|include)\s+(.+)$/.exec(line);
      if (included) this.include(included[1] === "includedir", resolve(dirname(file), included[2]!.trim()), depth + 1);
      else if (line.startsWith("[")) {
        const group = /^\[\s*([^\]]*?)\s*\]/.exec(line)?.[1];
        if (group === undefined) this.malformed(file, at + 1, "a group without ]");
        wanted = group !== undefined && this.groups.includes(group);
        if (wanted) this.seen.add(group!);
      } else if (wanted) this.option(line);
    }
  }

  private include(folder: boolean, target: string, depth: number): void {
    if (depth > DEEPEST) {
      this.problems.push({
        path: this.path,
        seen: `${target} is included ${depth} deep`,
        needed: `at most ${DEEPEST}`,
      });
      return;
    }
    if (!folder) {
      this.file(target, depth);
      return;
    }
    try {
      const names = readdirSync(target).filter((name) => name.endsWith(".cnf"));
      for (const name of names.sort()) this.file(join(target, name), depth);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "unreadable";
      this.problems.push({
        path: this.path,
        seen: `${target} cannot be read (${code})`,
        needed: "a folder of .cnf files",
      });
    }
  }

  private option(line: string): void {
    const code = withoutComment(line);
    const equals = code.indexOf("=");
    const name = (equals < 0 ? code : code.slice(0, equals)).trim().toLowerCase().replaceAll("_", "-");
    // Without a value, the option means: prompt for the password.
    if (equals < 0 && name === "password") return;
    const value = equals < 0 ? "" : unquoted(code.slice(equals + 1).trim());
    this.values.set(name.replace(/^loose-/, ""), value);
  }

  private malformed(file: string, line: number, seen: string): void {
    this.problems.push({ path: this.path, seen: `${file}, line ${line}: ${seen}`, needed: "[group]" });
  }
}

function notReadable(file: string, stat: Stats): Omit<Problem, "path"> | undefined {
  if (!stat.isFile()) return { seen: `${file} is not a file`, needed: "an option file" };
  if (stat.size > MOST_BYTES) return { seen: `${file} has ${stat.size} bytes`, needed: `at most ${MOST_BYTES}` };
  if ((stat.mode & 0o002) === 0) return undefined;
  // As in the server's own clients: anybody could have written another server or password into a world-writable file.
  const fix = `chmod 600 ${JSON.stringify(file)}`;
  return { seen: `${file} is world-writable`, needed: "a file that is writable by its owner only", fix };
}

/** A # outside quotes begins a comment, even in the middle of a line. */
function withoutComment(line: string): string {
  let quote: string | undefined;
  let escaped = false;
  for (let at = 0; at < line.length; at += 1) {
    const one = line[at]!;
    if ((one === "'" || one === '"') && !escaped) {
      if (quote === undefined) quote = one;
      else if (quote === one) quote = undefined;
    }
    if (quote === undefined && one === "#") return line.slice(0, at);
    escaped = quote !== undefined && one === "\\" && !escaped;
  }
  return line;
}

const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", s: " ", "\\": "\\", '"': '"', "'": "'" };

/** Removes one pair of quotes around the whole; unknown escapes stay unchanged. */
function unquoted(text: string): string {
  const quoted = text.length > 1 && (text[0] === '"' || text[0] === "'") && text.at(-1) === text[0];
  const bare = quoted ? text.slice(1, -1) : text;
  return bare.replace(/\\([\s\S])/g, (whole, one: string) => ESCAPES[one] ?? whole);
}
