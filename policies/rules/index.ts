import { type Problem, ProblemsError } from "../../model/problems";
import type { Facts } from "../core/facets";
import { type Judged, judge } from "../core/judge";
import type { Level } from "../core/rule";
import { defaultSettings } from "../core/settings";
import { type Known, Unknown } from "../core/values";

export type { Facts, Lifetime, Opening } from "../core/facets";
export type { Judged } from "../core/judge";
export { type Context, type Finding, LEVELS, type Level, type Rule, verdictOf } from "../core/rule";
export { type Known, Unknown } from "../core/values";
export { type AnyRule, RULES } from "./catalogue";

/**
 * An input of a program as rules take it: what is plain is known, an output or a promise is an {@link Unknown} at `path`, in
 * lists element by element.
 */
export function knownInput(path: string, value: unknown): Known<string> | Known<Known<string>[]> | undefined {
  if (value === undefined || value === null) return undefined;
  if (isLater(value)) return new Unknown(path);
  if (Array.isArray(value))
    return value.map((item, index) => (isLater(item) ? new Unknown(`${path}[${index}]`) : String(item)));
  return String(value);
}

/** Outputs of Pulumi and promises; rules know no Pulumi, so they are told by what they look like. */
function isLater(value: unknown): boolean {
  const candidate = value as { __pulumiOutput?: unknown; then?: unknown };
  return (
    typeof value === "object" &&
    value !== null &&
    (candidate.__pulumiOutput === true || typeof candidate.then === "function")
  );
}

/** How strictly facts are checked outside the pack. */
export interface CheckOptions {
  now: Date;
  level?: Level;
}

/** Runs every rule over facts, the same functions as the pack runs. Unknown values give undetermined findings. */
export function check(facts: Facts, options: CheckOptions): Judged[] {
  return judge(facts, { now: options.now, level: options.level ?? "baseline", settings: defaultSettings() });
}

/**
 * Refuses at once what the pack would refuse: throws a {@link ProblemsError} that lists every mandatory violation of the
 * facts, with rule, property, value seen, value needed and fix. Undetermined findings pass; the pack judges them on the
 * real value.
 *
 * @param what the thing being made, as the user named it
 */
export function refuse(what: string, facts: Facts, options: CheckOptions): void {
  const problems = check(facts, options)
    .filter((finding) => finding.verdict === "violation" && finding.enforced === "mandatory")
    .map(problemOf);
  if (problems.length > 0) throw new ProblemsError(what, problems);
}

function problemOf(finding: Judged): Problem {
  return {
    path: finding.property,
    seen: `${finding.rule.id}: ${finding.seen}`,
    needed: finding.needed,
    fix: finding.fix,
  };
}
