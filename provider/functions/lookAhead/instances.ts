import type { Side } from "../../../model/side";
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
  return seen;
}
