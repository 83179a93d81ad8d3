import type { Verdict } from "../../../../model/verdict";
import type { Case } from "../recorded/cases";
import { prove } from "../recorded/prove";
import { ways } from "./printed";
import type { Situation } from "./situation";
import { whyTold } from "./told";

/** The verdict of the case's check on its recorded servers. */
export async function recordedVerdict(one: Case): Promise<Verdict> {
  const { report } = await prove(one);
  return report.verdicts.find(({ id }) => id === one.check)!;
}

/**
 * Remedy lines that are neither run in a situation nor listed in `told`. Statements count as run if their check has a
 * situation.
 */
export function uncovered(verdict: Verdict, situations: readonly Situation[], run: ReadonlySet<string>): string[] {
  const mine = situations.filter(({ check }) => check === verdict.id);
  const followed = mine.flatMap(({ follows }) => follows ?? []);
  const { ways: found, told } = ways(verdict, followed);
  const missing = told.filter((line) => whyTold(verdict.id, line) === undefined);
  if (mine.length > 0 || run.has(verdict.id)) return missing;
  return [...missing, ...found.flatMap(({ steps }) => steps.map((step) => JSON.stringify(step)))];
}
