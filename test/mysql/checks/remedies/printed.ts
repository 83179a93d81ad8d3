import type { Verdict } from "../../../../model/verdict";

/** One step of a remedy as it was printed. */
export type Step =
  | { side: "source" | "target"; sql: string }
  | { side: "source" | "target"; option: string; value: string };

/** One way out: all its steps together. */
export interface Way {
  steps: Step[];
}

const SQL = /^(ALTER|SET|GRANT|CREATE|DROP|KILL|PURGE|FLUSH|TRUNCATE|ANALYZE)\s/;

/**
 * The ways out that a verdict prints: statements and lines of an option file. Ways are parted by `or`. What is neither (prose,
 * a console's command) is told, and counted as such.
 */
export function ways(verdict: Verdict): { ways: Way[]; told: string[] } {
  const found: Way[] = [{ steps: [] }];
  const told: string[] = [];
  const texts = verdict.findings?.length ? verdict.findings.map((one) => one.remedy ?? "") : [verdict.remedy ?? ""];
  let side: "source" | "target" = "source";
  for (const raw of new Set(texts.flatMap((text) => text.split("\n")))) {
    if (raw.trim() === "") continue;
    const other = /^-- or (?=[A-Z]{3,} )/.exec(raw)?.[0];
    const line = other ? raw.slice(other.length) : raw;
    side = sideOf(line) ?? (verdict.side === "target" ? "target" : "source");
    if (other) found.push({ steps: [] });
    const steps = found.at(-1)!.steps;
    const option = /^([a-z][a-z-]+)=(\S*)$/.exec(line) ?? undefined;
    if (option) steps.push({ side, option: option[1]!, value: option[2]! });
    else if (SQL.test(line)) {
      const [sql, note = ""] = line.split(/; -- /) as [string, string?];
      steps.push({ side, sql: sql.replace(/;$/, "") });
      const file = /and ([a-z-]+)=(\S*) in my\.cnf/.exec(note);
      if (file) steps.push({ side, option: file[1]!, value: file[2]! });
      if (/; or:$/.test(note)) found.push({ steps: [] });
    } else if (!/^-- my\.cnf/.test(line)) told.push(line);
  }
  return { ways: found.filter(({ steps }) => steps.length > 0), told };
}

function sideOf(line: string): "source" | "target" | undefined {
  if (/\bon the target\b|my\.cnf of the target/.test(line)) return "target";
  return /\bon the source\b/.test(line) ? "source" : undefined;
}
