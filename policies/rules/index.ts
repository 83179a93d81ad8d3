import type { Facts } from "../core/facets";
import { type Judged, judge } from "../core/judge";
import type { Level } from "../core/rule";
import { defaultSettings } from "../core/settings";
import { RULES } from "./catalogue";

export type { AccessRule, Facts, Lifetime } from "../core/facets";
export type { Judged } from "../core/judge";
export { type AnyRule, type Finding, LEVELS, type Level, type Rule, type RuleContext, verdictOf } from "../core/rule";
export { type Known, Unknown } from "../core/values";
export { RULES } from "./catalogue";

/** Options for checking facts outside the pack. */
export interface CheckOptions {
  now: Date;
  level?: Level;
}

/** Runs every rule over facts, with the same functions as the pack. Unknown values give undetermined findings. */
export function check(facts: Facts, options: CheckOptions): Judged[] {
  return judge(facts, { now: options.now, level: options.level ?? "baseline", settings: defaultSettings() }, RULES);
}
