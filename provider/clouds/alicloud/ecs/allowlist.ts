import { normalized } from "../../../../model/addresses/block";
import { alicloud as facts } from "../../../../model/clouds/alicloud";
import { visible } from "../../../../model/printing/visible";
import type { AllowlistApi, GuardedPort } from "../../../core/clouds";
import { UserProblem } from "../../../core/failure";
import { isOurList, listsOf } from "../../lists";
import { type EcsClient, TITLE } from "./client";
import { addRules, isFor, isGone, peerOf, portOf, readRules, removeRules, type WireRule } from "./rules";

/** The list of addresses that a security group lets in to a port. A named list in it is the rules with that name as their description. */
export function securityGroupAllowlist(client: EcsClient, { id: group, port }: GuardedPort): AllowlistApi {
  return {
    title: TITLE,
    nobody: facts.allowlists.nobody,
    renamable: true,
    meaning: (error) => (isGone(error) ? "gone" : undefined),
    async groups() {
      const rules = await readRules(client, group);
      return listsOf(
        rules.map((rule) => ({
          ...{ id: rule.SecurityGroupRuleId, name: rule.Description ?? "" },
          // Anything else than the way in that was opened is another entry, which somebody has made of it.
          entry: isFor(rule, port) ? peerOf(rule) : wordsOf(rule),
        })),
      );
    },
    async change(_, name, how, entries) {
      const rules = await readRules(client, group);
      const same = withPeers(rules, port, entries);
      if (how === "add") {
        refuseTwins(
          group,
          port,
          same.filter(({ Description }) => Description !== name),
          name,
        );
        return addRules(client, group, { description: name, port, cidrs: entries });
      }
      await removeRules(
        client,
        group,
        same.filter(({ Description }) => Description === name),
      );
    },
    // The group is changed, not the machine.
    state: async () => ({ ready: true, vendorState: "not involved" }),
  };
}

function withPeers(rules: readonly WireRule[], port: number, entries: readonly string[]): WireRule[] {
  const wanted = new Set(entries.map(normalized));
  return rules.filter((rule) => isFor(rule, port) && wanted.has(normalized(peerOf(rule))));
}

/** The cloud adds no rule that there is already, whatever its description: it would not be ours to remove. */
function refuseTwins(group: string, port: number, twins: readonly WireRule[], name: string): void {
  if (twins.length === 0) return;
  const seen = twins.map((one) => `${peerOf(one)} (described as '${visible(one.Description ?? "")}')`);
  const isThere = `the security group ${group} already lets in ${seen.join(", ")} on port ${port}, and the cloud does not add the same rule twice; nothing was added. `;
  if (twins.some(({ Description }) => isOurList(Description ?? "")))
    throw new UserProblem(
      `${isThere}That is the name of another list of dbferry's, and removing the rule would cut off whatever uses it: finish the other migration first, ` +
        "or give this machine a security group that it shares with no other one",
    );
  throw new UserProblem(
    `${isThere}If it is this migration's and somebody has changed its description, change it back to ${name}; ` +
      "if nobody needs it, remove it in the console and run the update again, which adds it for the time of the migration",
  );
}

function wordsOf(rule: WireRule): string {
  return [rule.Policy, rule.IpProtocol, peerOf(rule), portOf(rule)].filter(Boolean).join(" ");
}
