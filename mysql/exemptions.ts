import type { Verdict } from "../model/verdict";

/** A check that is accepted although it fails or cannot see. */
export interface Exemption {
  /** Id of the check, `C24`. */
  id: string;
  reason: string;
  owner: string;
  /** ISO 8601 date or instant, UTC; from then on it no longer counts. */
  expires: string;
}

/** A verdict after exemptions; `exempted` names the one that accepted it. */
export interface JudgedVerdict extends Verdict {
  exempted?: Exemption;
}

export interface Judged {
  verdicts: JudgedVerdict[];
  /** Exemptions past their date: they accept nothing. */
  expired: Exemption[];
  /** Exemptions whose check does not fail, warn or stay blind, or does not exist: take them out. */
  unused: Exemption[];
}

/** Applies exemptions to verdicts. Pure. */
export function judge(verdicts: readonly Verdict[], exemptions: readonly Exemption[], now: Date): Judged {
  const expired = exemptions.filter((one) => !(Date.parse(one.expires) > now.getTime()));
  const live = exemptions.filter((one) => !expired.includes(one));
  const used = new Set<Exemption>();
  const judged = verdicts.map((verdict): JudgedVerdict => {
    const accepting = live.find((one) => one.id === verdict.id);
    if (!accepting || !["fail", "warning", "undetermined"].includes(verdict.status)) return verdict;
    used.add(accepting);
    return { ...verdict, exempted: accepting };
  });
  return { verdicts: judged, expired, unused: live.filter((one) => !used.has(one)) };
}
