import type { Verdict } from "../model/verdict";

/** A check that is accepted although it failed or is undetermined. */
export interface Exemption {
  /** Id of the check, `C24`. */
  id: string;
  reason: string;
  owner: string;
  /** ISO 8601 date or instant, UTC, from which it no longer applies. */
  expires: string;
}

/** A verdict after exemptions; `exempted` is the one that accepted it. */
export interface JudgedVerdict extends Verdict {
  exempted?: Exemption;
  /** What the reason of an exemption must name to accept it; absent: nothing. */
  acceptNaming?: string;
}

export interface Judged {
  verdicts: JudgedVerdict[];
  /** Exemptions past their expiry: they have no effect. */
  expired: Exemption[];
  /** Exemptions whose check passes or does not exist: remove them. */
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
