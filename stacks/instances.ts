import * as pulumi from "@pulumi/pulumi";
import { type Phase, planOf } from "../model/phase";
import { type Problem, ProblemsError } from "../model/problems";
import type { Migration } from "../model/spec";
import { asked } from "./asked";

/**
 * Both instances must be there and be as the migration says, before anything is made for them.
 *
 * @throws pulumi.RunError with every problem
 */
export async function checkInstances(
  { source, target }: Migration,
  phase: Phase,
  provider: pulumi.ProviderResource,
): Promise<void> {
  // A preview makes nothing and needs no access to the clouds; to remove everything must always be possible.
  if (pulumi.runtime.isDryRun() || !planOf(phase).openings) return;
  const { instanceId, vpcId, subnetId, securityGroupId, privateIp, port } = target;
  const { problems } = await asked<{ problems: Problem[] }>(
    "look at the two instances",
    pulumi.runtime.invoke(
      "dbferry:index:checkInstances",
      {
        source: { region: source.region, instanceId: source.instanceId },
        target: { instanceId, vpcId, subnetId, securityGroupId, privateIp, port },
      },
      { provider, async: true },
    ),
  );
  if (problems.length > 0) throw new pulumi.RunError(new ProblemsError("the migration", problems).message);
}
