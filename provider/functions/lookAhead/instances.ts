import { HOT_PAIRS, isHotPair } from "../../../model/engines/tencentDts/hotMigration";
import type { Problem } from "../../../model/problems";
import type { Side } from "../../../model/side";
import { ENGINE_VERSIONS } from "../../../model/versions";
import type { Clouds, InstanceSeen } from "../../core/clouds";
import { UserProblem } from "../../core/failure";
import type { Findings } from "./findings";
import type { LookAheadInputs } from "./inputs";

/** What the clouds report about each side's server; absent: nothing. */
export type Seen = Partial<Record<Side, InstanceSeen>>;

export async function lookAtInstances(clouds: Clouds, request: LookAheadInputs, findings: Findings): Promise<Seen> {
  const seen: Seen = {};
  const looks = request.instances.map(async ({ side, ...query }) => {
    const what = `${side}.instanceId ${query.instanceId}`;
    try {
      const cloud = clouds.cloud(query);
      if (!cloud.instance) {
        throw new UserProblem(
          `${side}.instanceId: ${query.instanceId}, in ${query.cloud}, which dbferry cannot query; needed: an instance in a cloud that it can query`,
        );
      }
      const found = await cloud.instance(side, { ...query, migration: request.migration, starting: request.starting });
      seen[side] = found;
      // An existing one must be removed, whatever has become of the instance.
      if (!request.removing) findings.add(...found.problems);
    } catch (error) {
      findings.failed(query.cloud, what, error, true, query.account === undefined ? undefined : `${side}.account`);
    }
  });
  await Promise.all(looks);
  // What counts is the later check of the servers themselves, so an exemption from that check applies here too.
  if (!request.removing && !request.exemptions.includes("C13")) findings.add(...versionProblems(request, seen));
  return seen;
}

function versionProblems({ engine, profile }: LookAheadInputs, { source, target }: Seen): Problem[] {
  const [from, to] = [source?.version, target?.version];
  if (profile) {
    if (from === undefined || to === undefined || isHotPair(from, to)) return [];
    const seen = `MySQL ${to}, and the source has ${from}`;
    const fix = "choose a target of such a pair, or leave out tencentDts.profile";
    return [{ path: "target.instanceId", seen, needed: `one of ${HOT_PAIRS} (${profile})`, fix }];
  }
  const { from: reads, to: writes } = ENGINE_VERSIONS[engine];
  const unsupported = (side: Side, version: string | undefined, list: readonly string[]): Problem[] => {
    if (version === undefined || list.includes(version)) return [];
    const needed = `one that ${engine} ${side === "source" ? "reads from" : "writes to"}: ${list.join(", ")}`;
    return [{ path: `${side}.instanceId`, seen: `MySQL ${version}`, needed, fix: "choose another instance or engine" }];
  };
  const problems = [...unsupported("source", from, reads), ...unsupported("target", to, writes)];
  if (problems.length > 0 || from === undefined || to === undefined || Number(to) >= Number(from)) return problems;
  return [
    {
      path: "target.instanceId",
      seen: `MySQL ${to}, older than the source's ${from}`,
      needed: `MySQL ${from} or newer`,
      fix: "choose a target that is not older than the source",
    },
  ];
}
