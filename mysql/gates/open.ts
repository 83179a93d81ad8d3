import type { Verdict } from "../../model/verdict";
import type { Exemption, JudgedVerdict } from "../exemptions";

/**
 * Gates that may lack evidence with a vendor's engine: the target is not a replica and lacks the source's GTIDs, and
 * the task may have ended.
 */
const REPLACEABLE = new Set(["G00", "G03", "G04"]);
/**
 * Proof in their place: once writes have stopped and all rows are equal by value, the target has every transaction and
 * there is no lag.
 */
const PROOF = ["G02", "G06"];
/**
 * Gates that an exemption can accept when they fail: a change of structure, engine or collation may be the purpose of
 * the migration. Lost rows and late writes can never be accepted.
 */
const ACCEPTABLE = new Set(["G08"]);

/** A gate is proven, not proven or refused. Only a proven gate is open, or one accepted by an exemption. */
export function isOpen(verdict: JudgedVerdict, all: readonly Verdict[]): boolean {
  return verdict.status === "pass" || verdict.exempted !== undefined || provenByOthers(verdict, all);
}

/** Whether an undetermined gate is proven by stopped writes and equal rows together. */
export function provenByOthers(verdict: Verdict, all: readonly Verdict[]): boolean {
  if (verdict.status !== "undetermined" || !REPLACEABLE.has(verdict.id)) return false;
  return PROOF.every((id) => all.some((other) => other.id === id && other.status === "pass"));
}

/** The verdicts, each with the exemption that accepts it, and the exemptions that have no effect. */
export function exempt(
  verdicts: readonly JudgedVerdict[],
  exemptions: readonly Exemption[],
  now: Date,
): { verdicts: JudgedVerdict[]; expired: Exemption[]; unused: Exemption[] } {
  const expired = exemptions.filter((one) => !(Date.parse(one.expires) > now.getTime()));
  const used = new Set<Exemption>();
  const judged = verdicts.map((verdict): JudgedVerdict => {
    const accepting = exemptions.find(
      (one) => one.id === verdict.id && !expired.includes(one) && isNamed(verdict.acceptNaming, one.reason),
    );
    const open = verdict.status === "pass" || verdict.exempted !== undefined || provenByOthers(verdict, verdicts);
    const refused = verdict.status === "fail" && !ACCEPTABLE.has(verdict.id);
    if (!accepting || open || refused) return verdict;
    used.add(accepting);
    return { ...verdict, exempted: accepting };
  });
  return { verdicts: judged, expired, unused: exemptions.filter((one) => !expired.includes(one) && !used.has(one)) };
}

/** Whether a text names an address, and not only a longer one that begins or ends like it. */
function isNamed(address: string | undefined, text: string): boolean {
  const words = text.split(/[^\p{L}\p{N}.:]+/u).map((word) => word.replace(/^[.:]+|[.:]+$/g, ""));
  return address === undefined || words.includes(address);
}
