import type { Verdict } from "../../model/verdict";
import type { Exemption, JudgedVerdict } from "../exemptions";

/** What a vendor's engine may leave nothing to see of: the target is no replica, has no GTIDs of the source, and the task may have ended. */
const REPLACEABLE = new Set(["G00", "G03", "G04"]);
/** Writes have stopped, and every row was compared by value and is the same: then the target has every transaction, and nothing lags. */
const PROOF = ["G02", "G06"];
/**
 * Gates that may be accepted although what they ask is refused: a change of structure may be the purpose of the migration, another engine or
 * collation. Lost rows and late writes never are.
 */
const ACCEPTABLE = new Set(["G08"]);

/** A gate is proven, not proven or refused. Only a proven one is open, or one that an exemption accepts. */
export function isOpen(verdict: JudgedVerdict, all: readonly Verdict[]): boolean {
  return verdict.status === "pass" || verdict.exempted !== undefined || provenByOthers(verdict, all);
}

/** It cannot see, and writes that have stopped and equal rows prove what it asks. */
export function provenByOthers(verdict: Verdict, all: readonly Verdict[]): boolean {
  if (verdict.status !== "undetermined" || !REPLACEABLE.has(verdict.id)) return false;
  return PROOF.every((id) => all.some((other) => other.id === id && other.status === "pass"));
}

/** Verdicts with the exemption that accepts each, and the exemptions that accept nothing. */
export function exempt(
  verdicts: readonly JudgedVerdict[],
  exemptions: readonly Exemption[],
  now: Date,
): { verdicts: JudgedVerdict[]; expired: Exemption[]; unused: Exemption[] } {
  const expired = exemptions.filter((one) => !(Date.parse(one.expires) > now.getTime()));
  const used = new Set<Exemption>();
  const judged = verdicts.map((verdict): JudgedVerdict => {
    const accepting = exemptions.find((one) => one.id === verdict.id && !expired.includes(one));
    const open = verdict.status === "pass" || verdict.exempted !== undefined || provenByOthers(verdict, verdicts);
    const refused = verdict.status === "fail" && !ACCEPTABLE.has(verdict.id);
    if (!accepting || open || refused) return verdict;
    used.add(accepting);
    return { ...verdict, exempted: accepting };
  });
  return { verdicts: judged, expired, unused: exemptions.filter((one) => !expired.includes(one) && !used.has(one)) };
}
