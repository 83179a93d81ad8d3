import { EXPIRES_TAG, ID_TAG } from "../../model/expiry";
import type { Facets } from "./facets";
import type { Edit } from "./fix/edit";

/** Levels of the pack, from least to most strict. */
export const LEVELS = ["baseline", "strict", "production"] as const;
export type Level = (typeof LEVELS)[number];

/** How a rule is enforced at a level. */
export type Enforcement = "mandatory" | "advisory" | "disabled";
export type Severity = "low" | "medium" | "high" | "critical";

/** One finding of a rule. No findings mean the verdict ok. */
export interface Finding {
  verdict: "violation" | "undetermined";
  /** Path of the property, as the user wrote it. */
  property: string;
  /** The current value, in the user's notation. Never a secret. */
  seen: string;
  /** The value needed. */
  needed: string;
  /** The suggested change. */
  fix: string;
  /**
   * The fix as edits to the inputs: once applied, the rule is satisfied. A violation without them gives the reason in
   * `told`.
   */
  edits?: readonly Edit[];
  /** Why the fix can only be described. */
  told?: string;
  /** Overrides the rule's title, where the finding is about something more specific. */
  title?: string;
  /** Overrides the rule's level: one rule may treat some findings more strictly than others. */
  enforcement?: Partial<Record<Level, Enforcement>>;
}

/** A rule's context besides its input. All of it is data: rules read neither the clock nor the environment. */
export interface RuleContext {
  /** The current time, against which expiry is measured. */
  now: Date;
  level: Level;
  settings: Settings;
  /** Ranges that a vendor publishes and that are none for this resource, and why. */
  otherRanges?: readonly (VendorRange & { why: string })[];
  /** Phase of the stack's migration; absent when there is none. */
  phase?: string;
}

/** A range that a vendor publishes. */
export interface VendorRange {
  block: string;
  source: string;
  date: string;
  /** Whose it is: for no other service, and elsewhere than in its own cloud only for its migrations. Absent: the settings name the range, and it holds everywhere. */
  service?: { engine: string; title: string; cloud: string; regions?: readonly string[]; accountsOnly?: true };
}

/** Settings of the pack that rules read; all have defaults. */
export interface Settings {
  /** Database ports that a rule may open. */
  ports: number[];
  /** Maximum time, in days, that temporary access may stay open. */
  maxDays: number;
  /** Minimum retention of an instance's audit log and backups, in days, and of its binary logs, in hours. */
  auditDays: number;
  backupDays: number;
  binlogHours: number;
  /**
   * Ranges that a vendor publishes and that therefore do not count as too wide, with their source and the date it was
   * read.
   */
  vendorRanges: VendorRange[];
  /** Regions outside mainland China to which data may be transferred. */
  approvedRegions: string[];
  /** Maximum total cost of a task, in the currency of `prices`; absent means no limit. */
  budget?: number;
  /** Hourly price of each task size, by the vendor's name for the size. */
  prices: Record<string, number>;
  /** What the teardown removes besides the plan's resources, such as `__tencentdb__`. */
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
  /** What to do about a violation in general. */
  remedy: string;
  /** Anchor of the rule in the documentation. */
  link: string;
  tags: string[];
  levels: Record<Level, Enforcement>;
  /** Two programs: one that the rule refuses and one that passes. */
  examples: { fails: string; passes: string };
  /** The facet of a resource that the rule judges. */
  facet: F;
  judge(input: Facets[F], context: RuleContext): Finding[];
}

/** A rule over any facet. */
export type AnyRule = { [F in keyof Facets]: Rule<F> }[keyof Facets];

/** Declares a rule with the type of its facet, and derives the link from its id. */
export function defineRule<F extends keyof Facets>(rule: Omit<Rule<F>, "link">): Rule<F> {
  return { ...rule, link: `docs/policies.md#${rule.id.toLowerCase()}` };
}

/** The overall verdict of findings: a violation outweighs undetermined, which outweighs ok. */
export function verdictOf(findings: readonly Finding[]): "ok" | "violation" | "undetermined" {
  if (findings.some((finding) => finding.verdict === "violation")) return "violation";
  return findings.length > 0 ? "undetermined" : "ok";
}

/** Labels required on everything temporary: its owner, its migration and its expiry. */
export const LABELS = ["owner", ID_TAG, EXPIRES_TAG] as const;
