import { allowlistGroup } from "../../../model/names";
import { isOurList } from "../../clouds/lists";
import type { Clouds } from "../../core/clouds";
import { presentIn } from "../../resources/allowlistRules";
import type { Findings } from "./findings";
import type { LookAheadInputs } from "./inputs";

/**
 * Whether another migration lets the same callers in to the same port of a machine's security group. The cloud does not add a rule
 * twice: the second one would be refused when its rules are added, after its task was made.
 */
export async function lookAtSharedGroups(clouds: Clouds, request: LookAheadInputs, findings: Findings): Promise<void> {
  const task = request.quotas.find(({ kind }) => kind === "task");
  // Once there is a task, the rules are there.
  if (!request.starting || request.removing || !task || task.made) return;
  const looks = request.instances.map(async ({ side, ...query }) => {
    const { region, instanceId, securityGroupId: id, port } = query as typeof query & Record<string, unknown>;
    if (query["machine"] !== true || typeof id !== "string" || typeof port !== "number") return;
    try {
      const { securityGroup } = clouds.cloud(query);
      const { callersInside } = clouds.driver(request.engine, task);
      if (!securityGroup || !callersInside) return;
      const [groups, callers] = await Promise.all([
        securityGroup({ id, port }).groups(instanceId),
        callersInside(region),
      ]);
      const own = allowlistGroup(request.migration, id, clouds.stateId ? { id: clouds.stateId } : {});
      for (const { name, entries } of groups) {
        const same = presentIn(entries, callers);
        const isMine = name === own || request.adopted.some((one) => one.id === name);
        if (same.length === 0 || isMine || !isOurList(name)) continue;
        findings.add({
          path: `${side}.securityGroupId`,
          seen: `${id}, which already lets in ${same.join(", ")} on port ${port} for another list of dbferry's ('${name}')`,
          needed:
            "a security group in which no other migration lets in the same addresses on that port: the cloud does not add a rule twice",
          fix: "finish the other migration first, or give this machine a security group that it shares with no other one",
        });
      }
    } catch (error) {
      findings.failed(query.cloud, `the rules of the security group ${id}`, error, true);
    }
  });
  await Promise.all(looks);
}
