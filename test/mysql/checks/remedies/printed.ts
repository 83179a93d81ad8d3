import type { Verdict } from "../../../../model/verdict";
import type { Following } from "./situation";

export type SideName = "source" | "target";

/** One step of a remedy: a printed statement, lines of an option file, or an action that follows a line of prose. */
export type Step =
  | { side: SideName; sql: string }
  | { side: SideName; options: Record<string, string> }
  | { prose: string; does: Following["does"] };

/** One alternative of a remedy: all its steps together. */
export interface Way {
  steps: Step[];
}

export const SQL =
  /^(ALTER|SET|GRANT|REVOKE|CREATE|DROP|KILL|PURGE|FLUSH|TRUNCATE|ANALYZE|RENAME|STOP|RESET|XA|SHOW|CHECK|CALL)\s/;
const OPTION = /^([a-z][a-z0-9-]+)=(\S*)$/;
/** `-- or`, followed by a statement. */
const OR_STATEMENT = /^-- or (?=[A-Z]{2,} )/;
/** A heading that starts another alternative: `-- or, on the source:`. */
const OR_HEADING = /^-- or\b.*:$/;
const HEADING = /^-- .*:$/;

/**
 * The alternatives that a verdict prints, and the lines that cannot be run. Alternatives are separated by `or`. Prose
 * becomes a step if a situation follows it; a line that stands alone, or starts with `or`, is then an alternative of
 * its own.
 */
export function ways(verdict: Verdict, followed: readonly Following[] = []): { ways: Way[]; told: string[] } {
  const found: Way[] = [{ steps: [] }];
  const told: string[] = [];
  const usual: SideName = verdict.side === "target" ? "target" : "source";
  let headed: SideName | undefined;
  for (const raw of linesOf(verdict)) {
    if (OR_HEADING.test(raw)) {
      found.push({ steps: [] });
      headed = sideOf(raw);
      continue;
    }
    const other = OR_STATEMENT.exec(raw)?.[0];
    const line = other ? raw.slice(other.length) : raw;
    const option = OPTION.exec(line);
    if (other) found.push({ steps: [] });
    const side = sideOf(line) ?? headed ?? usual;
    const { steps } = found.at(-1)!;
    if (option) addOption(steps, side, option[1]!, option[2]!);
    else if (SQL.test(line)) {
      const [sql, note = ""] = line.split(/; -- /) as [string, string?];
      steps.push({ side, sql: sql.replace(/;$/, "") });
      const file = /and ([a-z][a-z0-9-]*)=(\S*) in my\.cnf/.exec(note);
      if (file) addOption(steps, side, file[1]!, file[2]!);
      for (const one of followed.filter((following) => following.line.test(note)))
        steps.push({ prose: note, does: one.does });
      if (/; or:$/.test(note)) found.push({ steps: [] });
    } else {
      const heads = HEADING.test(line);
      if (heads) headed = sideOf(line);
      if (!follow(found, followed, line) && !heads) told.push(line);
    }
  }
  return { ways: found.filter(({ steps }) => steps.length > 0), told };
}

export function linesOf(verdict: Verdict): string[] {
  const texts = verdict.findings?.length ? verdict.findings.map((one) => one.remedy ?? "") : [verdict.remedy ?? ""];
  return [...new Set(texts.flatMap((text) => text.split("\n")))].filter((line) => line.trim() !== "");
}

function follow(found: Way[], followed: readonly Following[], line: string): boolean {
  const mine = followed.filter((one) => one.line.test(line));
  for (const { does, joins } of mine) {
    const step: Step = { prose: line, does };
    if (joins) found.at(-1)!.steps.push(step);
    else found.push({ steps: [step] });
  }
  return mine.length > 0;
}

/** Consecutive lines for the same option file take one restart. */
function addOption(steps: Step[], side: SideName, name: string, value: string): void {
  const last = steps.at(-1);
  if (last && "options" in last && last.side === side) last.options[name] = value;
  else steps.push({ side, options: { [name]: value } });
}

function sideOf(line: string): SideName | undefined {
  if (/\bon the target\b|my\.cnf of the target/.test(line)) return "target";
  return /\bon the source\b/.test(line) ? "source" : undefined;
}
