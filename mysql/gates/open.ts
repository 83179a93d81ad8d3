import type { Verdict } from "../../model/verdict";

/** What a vendor's engine may leave nothing to see of: the target is no replica, and has no GTIDs of the source. */
const REPLACEABLE = new Set(["G03", "G04"]);
/** Writes have stopped and every row is the same: then the target has every transaction, and nothing lags. */
const PROOF = ["G02", "G06"];

/** May the cutover go through this gate? One that cannot see is shut, unless the others prove what it asks. */
export function isOpen(verdict: Verdict, all: readonly Verdict[]): boolean {
  return ["pass", "warning", "notApplicable"].includes(verdict.status) || provenByOthers(verdict, all);
}

/** It cannot see, and writes that have stopped and equal rows prove what it asks. */
export function provenByOthers(verdict: Verdict, all: readonly Verdict[]): boolean {
  if (verdict.status !== "undetermined" || !REPLACEABLE.has(verdict.id)) return false;
  return PROOF.every((id) => all.some((other) => other.id === id && other.status === "pass"));
}
