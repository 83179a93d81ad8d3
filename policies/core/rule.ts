import { EXPIRES_TAG, ID_TAG } from "../../model/expiry";
import type { Facets } from "./facets";

/** Ids of levels that a pack can run at, from the least to the most demanding. */
export const LEVELS = ["baseline", "strict", "production"] as const;
export type Level = (typeof LEVELS)[number];

/** What a rule does with a violation at a level. */
export type Enforcement = "mandatory" | "advisory" | "disabled";
export type Severity = "low" | "medium" | "high" | "critical";

/** One thing that a rule found. No finding at all is the verdict ok. */
export interface Finding {
  verdict: "violation" | "undetermined";
  /** Path of the property as the user wrote it. */
  property: string;
  /** The value seen, as a user would read it. Never a secret. */
  seen: string;
  /** The value needed. */
  needed: string;
  /** What to write instead. */
  fix: string;
  /** Lines of the program before and after the fix, for a diff in a review. */
  change?: { before: string; after: string };
  /** Overrides what the level says for the whole rule; a rule may be stricter on one finding than on another. */
  enforcement?: Partial<Record<Level, Enforcement>>;
}

/** What a rule may know besides its input. All of it is data: rules read no clock and no environment. */
export interface RuleContext {
  /** Now; expiry is measured against it. */
  now: Date;
  level: Level;
  settings: Settings;
  /** Phase of the migration that the stack is in; absent when the stack has none. */
  phase?: string;
}

/** Settings of the pack that rules read; every one has a default. */
export interface Settings {
  /** Ports of databases that a rule may open. */
  ports: number[];
  /** How many days an opening may stay at most. */
  maxDays: number;
  /** Ranges that a vendor publishes and that are therefore not too wide, with where and when it was read. */
  vendorRanges: { block: string; source: string; date: string }[];
  /** Regions where data of mainland China may go, besides those of the mainland. */
  approvedRegions: string[];
  /** Most that a task may cost until it ends, in the currency of `prices`; absent is no limit. */
  budget?: number;
  /** Price of a task's size per hour, by the vendor's name of the size. */
  prices: Record<string, number>;
  /** What the teardown is known to remove besides the plan's resources, e.g. `__tencentdb__`. */
  teardown: string[];
}

/** A rule: metadata and one pure function over one facet of a resource. */
export interface Rule<F extends keyof Facets = keyof Facets> {
  /** Stable id, e.g. `NET-01`. */
  id: string;
  title: string;
  severity: Severity;
  /** What goes wrong without the rule. */
  why: string;
  /** What to do about a violation, in general. */
  remedy: string;
  /** Anchor of the rule in the documentation. */
  link: string;
  tags: string[];
  levels: Record<Level, Enforcement>;
  /** Two programs, one that the rule refuses and one that it lets pass. */
  examples: { fails: string; passes: string };
  /** The facet of a resource that the rule judges. */
  facet: F;
  judge(input: Facets[F], context: RuleContext): Finding[];
}

/** A rule over any facet. */
export type AnyRule = { [F in keyof Facets]: Rule<F> }[keyof Facets];

/** Declares a rule with the type of its facet; the link follows from the id. */
export function defineRule<F extends keyof Facets>(rule: Omit<Rule<F>, "link">): Rule<F> {
  return { ...rule, link: `docs/policies.md#${rule.id.toLowerCase()}` };
}

/** The verdict that findings add up to: one violation outweighs everything, one undetermined outweighs ok. */
export function verdictOf(findings: readonly Finding[]): "ok" | "violation" | "undetermined" {
  if (findings.some((finding) => finding.verdict === "violation")) return "violation";
  return findings.length > 0 ? "undetermined" : "ok";
}

/** Labels that everything temporary carries: who owns it, which migration it belongs to, when it ends. */
export const LABELS = ["owner", ID_TAG, EXPIRES_TAG] as const;
