import { normalized } from "../../model/addresses/block";
import { visible } from "../../model/printing/visible";
import type { KnownHere } from "../core/clouds";

/**
 * Named lists of callers in security groups. What dbferry adds there has no tags: its description is the list's name, as
 * created by `model/names`.
 */
const PREFIX = "dbferry_";

export const isOurList = (name: string): boolean => name.startsWith(PREFIX);

/** The migration that one of our names is of. */
export function migrationOf(name: string): string {
  return name
    .slice(PREFIX.length)
    .replace(/_[0-9a-f]{6}$/, "")
    .replaceAll("_", "-");
}

/** A list of an instance, and what dbferry has added to it, according to the state. */
export interface RecordedList {
  instance: string;
  name: string;
  entries: readonly string[];
  /** The vendor's ids of those, where it gives them any. */
  ids: readonly string[];
  /** Of the server, where the state names the security group that holds the entries. */
  port?: number;
}

export function recordedLists(known: KnownHere | undefined): RecordedList[] {
  return (known?.named ?? []).flatMap(({ kind, id, entries = [], ids = [], port }) => {
    const at = id.indexOf("/");
    return kind === "allowlistGroup" ? [{ instance: id.slice(0, at), name: id.slice(at + 1), entries, ids, port }] : [];
  });
}

/** Those with a name that is not ours, such as an adopted one. */
export function adoptedLists(known: KnownHere | undefined): RecordedList[] {
  return recordedLists(known).filter(({ name }) => !isOurList(name));
}

/** A list in a security group, as its rules make it up. */
export function listsOf<T extends { id: string; name: string; entry: string }>(rules: readonly T[]) {
  const named = new Map<string, T[]>();
  for (const rule of rules) named.set(rule.name, [...(named.get(rule.name) ?? []), rule]);
  return [...named].map(([name, all]) => ({
    ...{ name, attribute: "" },
    entries: all.map(({ entry }) => entry),
    ids: all.map(({ id }) => id),
  }));
}

/** An entry of a security group: whom it lets in, and under which description. */
export interface Twin {
  /** The vendor's; absent: it gives none. */
  id?: string;
  peer: string;
  description: string;
}

/**
 * Those that let in exactly what dbferry has let in, under a description that no list of the instance has: they may be ours.
 * @param there the entries of its security group for its port
 */
export function twinsOf(
  { instance, entries, ids }: RecordedList,
  known: KnownHere | undefined,
  there: readonly Twin[],
): Twin[] {
  const added = new Set(entries.map(normalized));
  const names = new Set(recordedLists(known).flatMap((one) => (one.instance === instance ? [one.name] : [])));
  return there.filter(
    ({ id = "", peer, description }) => !ids.includes(id) && !names.has(description) && added.has(normalized(peer)),
  );
}

/** A rule of a security group, whatever it is for. */
export interface AnyRule extends Twin {
  /** Whether it lets in to the server's port, and to nothing else. */
  fits: boolean;
  /** For people. */
  words: string;
}

/**
 * Those that dbferry has added, by their ids, and somebody has changed: under another name, and for other addresses, nothing else
 * shows whose they are. What has one of our names is found by that.
 */
export function strayedOf<T extends AnyRule>({ name, entries, ids }: RecordedList, there: readonly T[]): T[] {
  const added = new Set(entries.map(normalized));
  return there.filter(({ id = "", peer, description, fits }) => {
    const isFound = description === name && (isOurList(name) || (fits && added.has(normalized(peer))));
    return ids.includes(id) && !isFound;
  });
}

export function describeStrayed(group: string, { name }: RecordedList, strayed: readonly AnyRule[]): string {
  const seen = strayed.map(
    ({ id, words, description }) => `${visible(words)} (${id}, described as '${visible(description)}')`,
  );
  return (
    `the security group ${group} lets in ${seen.join(", ")} by what dbferry has added as '${name}', and somebody has changed since; ` +
    "needed: none of it. Remove it in the console"
  );
}

/**
 * A security group does not hold the same rule twice, whatever its description. So the one that is there is ours, with a description that somebody
 * has changed, or somebody else's, who has removed ours.
 * @param word the vendor's: "rule"
 */
export function describeTwins(word: string, group: string, { name }: RecordedList, twins: readonly Twin[]): string {
  const seen = twins.map(({ peer, description }) => `${peer} (described as '${visible(description)}')`);
  return (
    `the security group ${group} lets in ${seen.join(", ")}, which dbferry has let in as '${name}', and nothing shows whether somebody has changed the description ` +
    `of the migration's ${word}, or replaced it; needed: none, or that description. If it was for the migration, remove it in the console`
  );
}

/** What a name belongs to: the instance that the state has it for; else, as the name's digest says which, each known one. */
export function ownersOf(name: string, known: KnownHere | undefined, group: string): string[] {
  const recorded = (known?.named ?? []).flatMap(({ kind, id }) =>
    kind === "allowlistGroup" && id.endsWith(`/${name}`) ? [id.slice(0, id.indexOf("/"))] : [],
  );
  if (recorded.length > 0) return [...new Set(recorded)];
  const instances = instancesOf(known);
  return instances.length > 0 ? instances : [group];
}

/** Every security group that the stack file or the state names. */
export function groupsNamed(known: KnownHere | undefined): string[] {
  return (known?.named ?? []).flatMap(({ kind, id }) => (kind === "securityGroup" ? [id] : []));
}

/** Every known instance, and every one with a list in the state. */
export function instancesOf(known: KnownHere | undefined): string[] {
  const ids = (known?.named ?? []).flatMap(({ kind, id }) => (kind === "instance" ? [id] : []));
  return [...new Set([...ids, ...instancesWithLists(known)])];
}

export function instancesWithLists(known: KnownHere | undefined): string[] {
  const ids = (known?.named ?? []).flatMap(({ kind, id }) =>
    kind === "allowlistGroup" ? [id.slice(0, id.indexOf("/"))] : [],
  );
  return [...new Set(ids)];
}

/**
 * The way out where the instance of a list is gone. While it cannot be read, a task may exist unseen, so that nothing is removed without the order to end it.
 * @param words the vendor's: "rules"
 */
export function afterDeletion(words: string): string {
  return (
    `If the instance was deleted: dbferry audit --clean --end-live-task removes the migration's ${words} from the security group that it had, and ends a task, which ` +
    "cannot go on without the instance; pulumi state delete --target-dependents then removes the allowlist entry, if the state has one, and what needs it"
  );
}
