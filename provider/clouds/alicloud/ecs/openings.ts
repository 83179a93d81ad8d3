import { normalized } from "../../../../model/addresses/block";
import type { Opening } from "../../../../model/openings";
import type { KnownHere, OpeningsRead } from "../../../core/clouds";
import { messageOf } from "../../../core/failure";
import type { EcsClient } from "./client";
import { listGroups, mayAdmit, peerOf, portOf, removeRules, rulesIfThere, type WireRule } from "./rules";

/** Names as created by `model/names`: a rule has a description, and no tags. */
const PREFIX = "dbferry_";

/** What the state names in a security group has the group's id in place of an instance's. */
export const isInGroup = (id: string): boolean => id.startsWith("sg-");

/**
 * Every rule in the region's security groups that admits somebody and has one of our names as its description, or that
 * the state says is ours. The list omits the groups that the account is not allowed to see, so the known ones are read by their ids.
 */
export async function ecsOpenings(client: EcsClient, known?: KnownHere): Promise<OpeningsRead> {
  const seen: OpeningsRead = { found: [], unread: [] };
  let listed: string[] = [];
  try {
    listed = await listGroups(client);
  } catch (error) {
    seen.unread.push(`the security groups of ${client.region} could not be listed: ${messageOf(error)}`);
  }
  for (const group of new Set([...listed, ...entriesIn(known).map(({ group: one }) => one)])) {
    try {
      seen.found.push(...openingsIn(client, group, (await rulesIfThere(client, group)) ?? [], known));
    } catch (error) {
      seen.unread.push(`the security group ${group} could not be read: ${messageOf(error)}`);
    }
  }
  return seen;
}

function openingsIn({ region }: EcsClient, group: string, rules: readonly WireRule[], known?: KnownHere): Opening[] {
  const admitting = rules.filter(mayAdmit);
  const adopted = entriesIn(known).filter((one) => one.group === group && !isOurs(one.name));
  const names = new Set(admitting.map(({ Description }) => Description ?? ""));
  return [...names].flatMap((name) => {
    const entries = adopted.filter((one) => one.name === name).flatMap((one) => one.entries.map(normalized));
    const ours = admitting.filter(
      (rule) => rule.Description === name && (isOurs(name) || entries.includes(normalized(peerOf(rule)))),
    );
    if (ours.length === 0) return [];
    const migration = isOurs(name)
      ? name
          .slice(PREFIX.length)
          .replace(/_[0-9a-f]{6}$/, "")
          .replaceAll("_", "-")
      : known!.migration;
    return [
      {
        ...{
          cloud: "alicloud" as const,
          region,
          kind: "allowlistGroup" as const,
          id: `${group}/${name}`,
          name,
          migration,
        },
        addresses: ours.map(peerOf),
        port: [...new Set(ours.map(portOf))].join(","),
        where: `security group ${group}, rules ${name}`,
        group,
      },
    ];
  });
}

const isOurs = (name: string) => name.startsWith(PREFIX);

/** What the state names in security groups. */
function entriesIn(known: KnownHere | undefined): { group: string; name: string; entries: readonly string[] }[] {
  return (known?.named ?? []).flatMap(({ kind, id, entries = [] }) => {
    const [group = "", name = ""] = id.split("/");
    return kind === "allowlistGroup" && isInGroup(group) ? [{ group, name, entries }] : [];
  });
}

/** Removes the rules that the audit has shown; what somebody has added since stays. */
export async function closeRules(client: EcsClient, { name, group, addresses }: Opening): Promise<void> {
  if (!name || !group) return;
  const shown = new Set(addresses.map(normalized));
  const rules = (await rulesIfThere(client, group)) ?? [];
  const ours = rules.filter(
    (rule) => mayAdmit(rule) && rule.Description === name && shown.has(normalized(peerOf(rule))),
  );
  await removeRules(client, group, ours);
}
