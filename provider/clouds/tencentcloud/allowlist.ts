import { normalized } from "../../../model/addresses/block";
import { tencentcloud as facts } from "../../../model/clouds/tencentcloud";
import { visible } from "../../../model/printing/visible";
import type { AllowlistApi } from "../../core/clouds";
import { UserProblem } from "../../core/failure";
import { afterDeletion } from "../lists";
import type { TencentClient } from "./client";
import { TencentError } from "./error";
import { readInstance } from "./instances";
import { addPolicies, isFor, type Policies, peerOf, policiesOf, removePolicies } from "./securityGroups";

/**
 * The list of addresses of a TencentDB instance is its security group. A named list in it is the policies with that name as their
 * description, for the instance's port alone.
 */
export function allowlistApi(client: TencentClient): AllowlistApi {
  return {
    title: "TencentDB for MySQL",
    nobody: facts.allowlists.nobody,
    renamable: true,
    meaning,
    async groups(instanceId) {
      const [port, policies] = [await portOf(client, instanceId), await policiesOf(client, instanceId)];
      const named = new Map<string, string[]>();
      for (const policy of policies.flatMap(({ ingress }) => ingress)) {
        const name = policy.PolicyDescription ?? "";
        // Anything else than the way in that was opened is another entry, which somebody has made of it.
        const entry = isFor(policy, port) ? peerOf(policy) : wordsOf(policy);
        named.set(name, [...(named.get(name) ?? []), entry]);
      }
      return [...named].map(([name, entries]) => ({ name, entries, attribute: "" }));
    },
    async change(instanceId, group, how, entries) {
      const [port, policies] = [await portOf(client, instanceId), await policiesOf(client, instanceId)];
      if (how === "add") {
        const [first] = policies;
        if (!first)
          throw new UserProblem(
            `${instanceId} of TencentDB for MySQL has no security group; needed: one; bind one in the console`,
          );
        refuseTwins(first, group, port, entries);
        return addPolicies(client, first, { description: group, port, cidrs: entries });
      }
      const wanted = new Set(entries.map(normalized));
      for (const one of policies) {
        const ours = one.ingress.filter(
          (policy) =>
            policy.PolicyDescription === group && isFor(policy, port) && wanted.has(normalized(peerOf(policy))),
        );
        if (ours.length > 0) await removePolicies(client, one, ours);
      }
    },
    // The group is changed, not the instance: it accepts that also while the instance is isolated or busy.
    state: async () => ({ ready: true, vendorState: "not involved" }),
  };
}

/** The instance's own port, which its security groups are for. @throws UserProblem when the cloud shows none */
export async function portOf(client: TencentClient, instanceId: string): Promise<number> {
  const instance = await readInstance(client, instanceId);
  if (instance?.Vport) return instance.Vport;
  const doing = `TencentDB for MySQL, reading the port of ${instanceId}`;
  throw new UserProblem(
    instance
      ? `${doing}: the response contains none; look at the instance in the console`
      : `${doing}: there is no such instance in ${client.region}; check which account TENCENTCLOUD_SECRET_ID belongs to. ${afterDeletion("policies")}`,
  );
}

/** The cloud refuses the same policy twice, whatever its description. */
function refuseTwins({ group, ingress }: Policies, name: string, port: number, entries: readonly string[]): void {
  const wanted = new Set(entries.map(normalized));
  const twins = ingress.filter(
    (one) => one.PolicyDescription !== name && isFor(one, port) && wanted.has(normalized(peerOf(one))),
  );
  if (twins.length === 0) return;
  const seen = twins.map((one) => `${peerOf(one)} (described as '${visible(one.PolicyDescription ?? "")}')`);
  throw new UserProblem(
    `the security group ${group} already lets in ${seen.join(", ")} on port ${port}, and the cloud refuses the same policy twice; nothing was added. ` +
      "If it is for the operator's machine, leave that address out of operator.addresses; if it is this migration's and somebody has changed its " +
      `description, change it back to ${name}`,
  );
}

function wordsOf(policy: Policies["ingress"][number]): string {
  return [policy.Action, policy.Protocol, peerOf(policy), policy.Port].filter(Boolean).join(" ");
}

/** "busy": somebody changed the group between our read and our write. */
export function meaning(error: unknown): ReturnType<AllowlistApi["meaning"]> {
  if (!(error instanceof TencentError)) return undefined;
  if (isGone(error)) return "gone";
  return error.code === "UnsupportedOperation.VersionMismatch" ? "busy" : undefined;
}

/** The instance, or the group. */
export function isGone(error: unknown): boolean {
  return (
    error instanceof TencentError &&
    /^(InvalidParameter\.InstanceNotFound|CdbError\.InstanceNotFound|ResourceNotFound(\.(Cdb)?Instance\w+)?|InvalidSecurityGroupID\.NotFound)$/.test(
      error.code,
    )
  );
}
