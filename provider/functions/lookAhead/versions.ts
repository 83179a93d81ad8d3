import { versionSupport } from "../../../model/engines/support";
import { HOT_PAIRS, isHotPair } from "../../../model/engines/tencentDts/hotMigration";
import type { Side } from "../../../model/side";
import type { Findings } from "./findings";
import type { LookAheadInputs } from "./inputs";

/** Release series of both servers, such as 8.0; absent: not known. */
export type Versions = Partial<Record<Side, string | undefined>>;

/**
 * What counts is the later check of the servers themselves, so an exemption from that check applies here too, and a later update has its
 * verdict: a task that runs is never stopped by this.
 */
export function judgeVersions(request: LookAheadInputs, versions: Versions, findings: Findings): void {
  const { engine, profile, removing, starting, exemptions, instances } = request;
  if (removing || !starting || exemptions.includes("C13")) return;
  const { source: from, target: to } = versions;
  const pathOf = (side: Side) => (instances.some((one) => one.side === side) ? `${side}.instanceId` : `${side}.host`);
  const paths = { source: pathOf("source"), target: pathOf("target") };
  if (profile) {
    const needed = `one of ${HOT_PAIRS} (${profile})`;
    if (from === undefined || to === undefined) {
      const what = `whether the versions of both servers are a pair of ${profile}`;
      findings.unseen(what, `they could not be read; needed: ${needed}; check C13 reads them`);
      return;
    }
    if (isHotPair(from, to)) return;
    const seen = `MySQL ${to}, and the source has ${from}`;
    const fix = "choose a target of such a pair, or leave out tencentDts.profile";
    findings.add({ path: paths.target, seen, needed, fix });
    return;
  }
  const { problems, unknown } = versionSupport(engine, versions, paths);
  findings.add(...problems);
  for (const { what, why } of unknown) findings.unseen(what, why);
}
