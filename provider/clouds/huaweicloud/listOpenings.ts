import { normalized } from "../../../model/addresses/block";
import type { Opening } from "../../../model/openings";
import type { KnownHere, OpeningsRead } from "../../core/clouds";
import { messageOf } from "../../core/failure";
import {
  type AnyRule,
  adoptedLists,
  describeStrayed,
  describeTwins,
  groupsNamed,
  instancesOf,
  isOurList,
  migrationOf,
  ownersOf,
  type RecordedList,
  recordedLists,
  strayedOf,
  type Twin,
  twinsOf,
} from "../lists";
import { removeRule } from "./allowlist";
import type { HuaweiClient } from "./client";
import { mayFit } from "./guard";
import { placeOf } from "./instances";
import { describeRule, ingressOf, isFor, listRules, mayAdmit, peerOf, type WireRule } from "./securityGroups";

/** The security group of an instance, and the port behind it. */
interface GroupAt {
  group: string;
  port: number;
}

/** The known instances that could be read, and the rules of every known group. */
export interface KnownGroups {
  places: ReadonlyMap<string, GroupAt>;
  rules: WireRule[];
  unread: string[];
}

/** The list of all rules omits the groups that the account is not allowed to see, so those that are known are read by their ids. */
export async function readKnownGroups(client: HuaweiClient, known?: KnownHere): Promise<KnownGroups> {
  const places = new Map<string, GroupAt>();
  const unread: string[] = [];
  for (const instance of instancesOf(known)) {
    try {
      places.set(instance, await placeOf(client, instance));
    } catch (error) {
      unread.push(`the security group of ${instance} could not be read: ${messageOf(error)}`);
    }
  }
  const rules: WireRule[] = [];
  for (const group of new Set([...groupsNamed(known), ...[...places.values()].map((place) => place.group)])) {
    try {
      rules.push(...(await listRules(client, group)));
    } catch (error) {
      unread.push(`the security group ${group} could not be read: ${messageOf(error)}`);
    }
  }
  return { places, rules, unread };
}

/** Every rule that admits somebody and has the name of one of our lists as its description, in any group of the project. */
export function listOpenings(
  client: HuaweiClient,
  rules: readonly WireRule[],
  places: KnownGroups["places"],
  known?: KnownHere,
): OpeningsRead {
  const seen: OpeningsRead = { found: [], unread: [] };
  const admitting = rules.filter(mayAdmit);
  const ours = admitting.filter(({ description }) => isOurList(description ?? ""));
  for (const of of groupedBy(ours, ({ security_group_id, description }) => `${security_group_id} ${description}`)) {
    const { description: name = "", security_group_id: group } = of[0]!;
    for (const owner of ownersOf(name, known, group))
      seen.found.push({ ...openingOf(client, owner, migrationOf(name), of), byName: true });
  }
  for (const list of adoptedLists(known)) {
    const place = places.get(list.instance);
    if (place) addUnder(client, admitting, { ...list, ...place, migration: known!.migration }, seen);
  }
  for (const list of recordedLists(known)) {
    for (const of of groupedBy(strayedOf(list, admitting.map(ruleAt(places.get(list.instance)))), ({ group }) => group))
      seen.unread.push(describeStrayed(of[0]!.group, list, of));
    const place = places.get(list.instance);
    const twins = place ? twinsOf(list, known, entriesAt(admitting, place)) : [];
    if (twins.length > 0) seen.unread.push(describeTwins("rule", place!.group, list, twins));
  }
  return seen;
}

/** Those for the port; also one that is disabled: somebody may enable it again. */
function entriesAt(admitting: readonly WireRule[], { group, port }: GroupAt): Twin[] {
  return admitting
    .filter((one) => one.security_group_id === group && isFor({ ...one, enabled: true }, port))
    .map((one) => ({ id: one.id, peer: peerOf(one), description: one.description ?? "" }));
}

const ruleAt =
  (place: GroupAt | undefined) =>
  (rule: WireRule): AnyRule & { group: string } => ({
    ...{ id: rule.id, group: rule.security_group_id, peer: peerOf(rule), description: rule.description ?? "" },
    fits: place !== undefined && isFor({ ...rule, enabled: true }, place.port),
    words: describeRule(rule),
  });

/**
 * A name that is not ours says nothing: others use it too, for the same addresses and other servers. So only rules of the instance's
 * own group for its own port count. What may be one that somebody has widened is neither ours nor ruled out.
 */
function addUnder(
  client: HuaweiClient,
  admitting: readonly WireRule[],
  {
    instance,
    name,
    entries,
    group,
    port,
    migration,
  }: RecordedList & { group: string; port: number; migration: string },
  seen: OpeningsRead,
): void {
  const added = new Set(entries.map(normalized));
  const named = admitting.filter((one) => one.security_group_id === group && one.description === name);
  const ours = named.filter((one) => isFor(one, port) && added.has(normalized(peerOf(one))));
  if (ours.length > 0) seen.found.push(openingOf(client, instance, migration, ours));
  const wider = named.filter(
    (one) => !ours.includes(one) && entries.some((from) => mayFit(ingressOf(one), from, port)),
  );
  if (wider.length > 0)
    seen.unread.push(
      `the security group ${group} has rules '${name}' that let in what dbferry has let in, and more (${wider.map(describeRule).join(", ")}): ` +
        "nothing shows whose they are; look at them in the console",
    );
}

/** @param rules of one group and one name */
function openingOf({ region }: HuaweiClient, owner: string, migration: string, rules: readonly WireRule[]): Opening {
  const { security_group_id: group, description: name = "" } = rules[0]!;
  return {
    cloud: "huaweicloud",
    region,
    kind: "allowlistGroup",
    id: `${owner}/${name}`,
    name,
    addresses: rules.map(peerOf),
    port: [...new Set(rules.map(portOf))].join(","),
    migration,
    where: `security group ${group}, rules ${name}`,
    group,
  };
}

const portOf = ({ multiport }: WireRule) => multiport || "all";

/** Removes the rules that the audit has shown, from the group where it saw them; what somebody has added since stays. */
export async function closeList(client: HuaweiClient, { name, group, port, addresses }: Opening): Promise<void> {
  if (!name || !group) return;
  const shown = new Set(addresses.map(normalized));
  for (const rule of await listRules(client, group)) {
    const isShown = rule.description === name && mayAdmit(rule) && shown.has(normalized(peerOf(rule)));
    if (isShown && (isOurList(name) || portOf(rule) === port)) await removeRule(client, rule);
  }
}

function groupedBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}
