import { normalized } from "../../../../model/addresses/block";
import type { Opening } from "../../../../model/openings";
import type { KnownHere, OpeningsRead } from "../../../core/clouds";
import { messageOf } from "../../../core/failure";
import {
  adoptedLists,
  describeStrayed,
  describeTwins,
  groupsNamed,
  instancesWithLists,
  isOurList,
  migrationOf,
  type RecordedList,
  recordedLists,
  strayedOf,
  type Twin,
  twinsOf,
} from "../../lists";
import type { EcsClient } from "./client";
import { isFor, listGroups, mayAdmit, mayFit, peerOf, portOf, removeRules, rulesIfThere, type WireRule } from "./rules";

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
  const adopted = adoptedLists(known).filter(({ instance }) => isInGroup(instance));
  for (const group of new Set([...listed, ...groupsNamed(known), ...instancesWithLists(known).filter(isInGroup)])) {
    try {
      const rules = await rulesIfThere(client, group);
      if (rules) {
        seen.found.push(...openingsIn(client, group, rules));
        for (const one of adopted.filter(({ instance }) => instance === group))
          addUnder(client, one, rules, known!.migration, seen);
        addTwins(group, rules, known, seen);
      } else if (!listed.includes(group)) seen.unread.push(notThere(client, group));
    } catch (error) {
      seen.unread.push(`the security group ${group} could not be read: ${messageOf(error)}`);
    }
  }
  return seen;
}

/** Another account's credentials would not see it either. */
function notThere({ region }: EcsClient, group: string): string {
  return (
    `the security group ${group} does not exist in ${region} for these credentials; if it was deleted, its rules are gone with it; ` +
    "if not, these are the credentials of another account"
  );
}

/** Those with one of our names. */
function openingsIn(client: EcsClient, group: string, all: readonly WireRule[]): Opening[] {
  const names = new Set(all.filter(mayAdmit).map(({ Description }) => Description ?? ""));
  return [...names].filter(isOurList).map((name) => {
    const rules = all.filter((one) => mayAdmit(one) && one.Description === name);
    return openingOf(client, { group, name, rules, migration: migrationOf(name) });
  });
}

/**
 * Such a name says nothing: others use it too, for the same addresses and other ports. What may be a rule of ours that
 * somebody has widened is neither ours nor ruled out.
 */
function addUnder(
  client: EcsClient,
  { instance: group, name, entries, port }: RecordedList,
  all: readonly WireRule[],
  migration: string,
  seen: OpeningsRead,
): void {
  const added = new Set(entries.map(normalized));
  const named = all.filter((one) => mayAdmit(one) && one.Description === name);
  const isOurs = (one: WireRule) => port !== undefined && isFor(one, port) && added.has(normalized(peerOf(one)));
  const rules = named.filter(isOurs);
  if (rules.length > 0) seen.found.push(openingOf(client, { group, name, rules, migration }));
  const wider = named.filter((one) => !isOurs(one) && entries.some((entry) => mayFit(one, entry, port)));
  if (wider.length > 0)
    seen.unread.push(
      `the security group ${group} has rules '${name}' for ${wider.map(peerOf).join(", ")} that let in what dbferry has let in, and more: ` +
        "nothing shows whose they are; look at them in the console",
    );
}

/** Those that may be ours under a description that somebody has given them. */
function addTwins(group: string, all: readonly WireRule[], known: KnownHere | undefined, seen: OpeningsRead): void {
  for (const list of recordedLists(known).filter(({ instance }) => instance === group)) {
    const { port } = list;
    const fits = (one: WireRule) => port !== undefined && isFor(one, port);
    const there = all.filter(fits).map(twinOf);
    const twins = twinsOf(list, known, there);
    const strayed = strayedOf(
      list,
      all.filter(mayAdmit).map((one) => ({ ...twinOf(one), fits: fits(one), words: wordsOf(one) })),
    );
    if (strayed.length > 0) seen.unread.push(describeStrayed(group, list, strayed));
    if (twins.length > 0) seen.unread.push(describeTwins("rule", group, list, twins));
  }
}

const wordsOf = (rule: WireRule) => `${rule.IpProtocol ?? "any"} ${peerOf(rule)} ${portOf(rule)}`;

function twinOf(rule: WireRule): Twin {
  return { id: rule.SecurityGroupRuleId, peer: peerOf(rule), description: rule.Description ?? "" };
}

interface Found {
  group: string;
  name: string;
  rules: readonly WireRule[];
  migration: string;
}

function openingOf({ region }: EcsClient, { group, name, rules, migration }: Found): Opening {
  return {
    ...{ cloud: "alicloud", region, kind: "allowlistGroup", id: `${group}/${name}`, name, migration },
    addresses: rules.map(peerOf),
    port: [...new Set(rules.map(portOf))].join(","),
    where: `security group ${group}, rules ${name}`,
    group,
  };
}

/** Removes the rules that the audit has shown; what somebody has added since stays. */
export async function closeRules(client: EcsClient, { name, group, port, addresses }: Opening): Promise<void> {
  if (!name || !group) return;
  const shown = new Set(addresses.map(normalized));
  const rules = (await rulesIfThere(client, group)) ?? [];
  const ours = rules.filter(
    (rule) =>
      mayAdmit(rule) &&
      rule.Description === name &&
      shown.has(normalized(peerOf(rule))) &&
      (isOurList(name) || portOf(rule) === port),
  );
  await removeRules(client, group, ours);
}
