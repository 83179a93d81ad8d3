/**
 * The outcome of one check. `undetermined` means the check could not see (no privilege, no answer): it is never a pass.
 * `notApplicable` means the server has no such thing (a variable that its version does not know).
 */
export type VerdictStatus = "pass" | "warning" | "fail" | "notApplicable" | "undetermined";

/** One object that a verdict is about. */
export interface Finding {
  /** `table shop.orders`. */
  object: string;
  found: string;
  remedy?: string;
}

export interface Verdict {
  /** Stable id of the check, e.g. `C15`. */
  id: string;
  title: string;
  status: VerdictStatus;
  /** The value seen, as a user would read it. */
  found: string;
  /** The value needed. */
  needed: string;
  /** SQL or a parameter change that fixes it, ready to run; absent on a pass. */
  remedy?: string;
  /** Which server the check read. */
  side?: "source" | "target" | "both";
  /** Where the rule comes from. */
  source: string;
  /** Heading under which it is displayed. */
  group?: string;
  /** Details per object, where `found` has no room for them. */
  findings?: readonly Finding[];
}
