import { normalized } from "../../../model/addresses/block";
import { huaweicloud as facts } from "../../../model/clouds/huaweicloud";
import { visible } from "../../../model/printing/visible";
import type { AllowlistApi } from "../../core/clouds";
import { UserProblem } from "../../core/failure";
import { isOurList, listsOf } from "../lists";
import type { HuaweiClient } from "./client";
import { ifThere } from "./error";
import { placeOf } from "./instances";
import { addRule, deleteRule, describeRule, isFor, listRules, peerOf, type WireRule } from "./securityGroups";

/**
 * The list of addresses of an RDS instance is its security group. A named list in it is the rules with that name as their
 * description, for the instance's port alone.
 */
export function allowlistApi(client: HuaweiClient): AllowlistApi {
  return {
    title: "Huawei RDS for MySQL",
    nobody: facts.allowlists.nobody,
    renamable: true,
    // An instance that is not there proves nothing of the group that it had, so nothing is ever taken for gone.
    meaning: () => undefined,
    async groups(instanceId, known = []) {
      const at = await placeOf(client, instanceId);
      // The list of all rules omits the groups that the account is not allowed to see.
      const own = await listRules(client, at.group);
      const elsewhere = (await listRules(client)).filter(({ security_group_id }) => security_group_id !== at.group);
      return listsOf(
        [...own, ...elsewhere].flatMap((rule) => {
          const entry = rule.direction === "egress" ? undefined : entryOf(rule, at, known);
          return entry === undefined ? [] : [{ id: rule.id, name: rule.description ?? "", entry }];
        }),
      );
    },
    async change(instanceId, name, how, entries) {
      const { group, port } = await placeOf(client, instanceId);
      const rules = await listRules(client, group);
      if (how === "add") {
        refuseTwins(rules, { group, name, port, entries });
        for (const cidr of entries) await addRule(client, { group, cidr, port, description: name });
        return;
      }
      const wanted = new Set(entries.map(normalized));
      for (const rule of rules)
        if (rule.description === name && isFor(rule, port) && wanted.has(normalized(peerOf(rule))))
          await removeRule(client, rule);
    },
    // The group is changed, not the instance: it accepts that in every state of the instance.
    state: async () => ({ ready: true, vendorState: "not involved" }),
  };
}

interface Place {
  group: string;
  port: number;
}

/**
 * A rule as an entry of the list with its description. Anything else than the way in that was opened is another entry, which
 * somebody has made of it; so is a rule of a group that the instance has lost. In other groups, any name but ours is not this instance's, unless
 * the rule is known by its id.
 */
function entryOf(rule: WireRule, { group, port }: Place, known: readonly string[]): string | undefined {
  const { id, security_group_id, description = "" } = rule;
  if (security_group_id === group) return isFor(rule, port) ? peerOf(rule) : describeRule(rule);
  const isOurs = isOurList(description) || known.includes(id);
  return isOurs ? `${describeRule(rule)} in the security group ${security_group_id}` : undefined;
}

/** The cloud refuses the same rule twice, whatever its description. */
function refuseTwins(
  rules: readonly WireRule[],
  { group, name, port, entries }: Place & { name: string; entries: readonly string[] },
): void {
  const wanted = new Set(entries.map(normalized));
  const same = rules.filter((one) => isFor({ ...one, enabled: true }, port) && wanted.has(normalized(peerOf(one))));
  const disabled = same.filter((one) => one.enabled === false);
  if (disabled.length > 0)
    throw new UserProblem(
      `the security group ${group} has a disabled rule for ${disabled.map(peerOf).join(", ")} on port ${port}, and the cloud refuses the same rule twice; nothing was added. ` +
        "Enable that rule in the console, or remove it there, and run the update again",
    );
  const twins = same.filter((one) => (one.description ?? "") !== name);
  if (twins.length === 0) return;
  const seen = twins.map((one) => `${peerOf(one)} (described as '${visible(one.description ?? "")}')`);
  if (twins.some(({ description }) => isOurList(description ?? "")))
    throw new UserProblem(
      `the security group ${group} already lets in ${seen.join(", ")} on port ${port}, and the cloud refuses the same rule twice; nothing was added. ` +
        "That is the name of another list of dbferry's, and removing the rule would cut off whatever uses it: give this instance a security group that it shares " +
        "with no other one, or finish the other migration first",
    );
  throw new UserProblem(
    `the security group ${group} already lets in ${seen.join(", ")} on port ${port}, and the cloud refuses the same rule twice; nothing was added. ` +
      "If it is for the operator's machine, leave that address out of operator.addresses; if it is this migration's and somebody has changed its " +
      `description, remove that rule in the console and run the update again, which adds it as ${name}`,
  );
}

/** Somebody may have removed it since it was listed. */
export async function removeRule(client: HuaweiClient, { id }: WireRule): Promise<void> {
  await ifThere(deleteRule(client, id));
}
