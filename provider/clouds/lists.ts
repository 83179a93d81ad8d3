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

/** A name that is not ours, such as an adopted one, and what dbferry has added under it, according to the state. */
export interface AdoptedList {
  instance: string;
  name: string;
  entries: readonly string[];
  /** Of the server, where the state names the security group that holds the entries. */
  port?: number;
}

export function adoptedLists(known: KnownHere | undefined): AdoptedList[] {
  return (known?.named ?? []).flatMap(({ kind, id, entries = [], port }) => {
    const at = id.indexOf("/");
    const name = id.slice(at + 1);
    return kind !== "allowlistGroup" || isOurList(name) ? [] : [{ instance: id.slice(0, at), name, entries, port }];
  });
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
