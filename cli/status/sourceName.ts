import {
  changeOf,
  isPublicName,
  judge,
  movedText,
  type NameSeen,
  nameUnseen,
  unknownText,
  unprovenText,
  writtenHost,
} from "../../model/hostNames";
import type { Migration } from "../../model/spec";
import { type HostNames, hostNames } from "../../provider/core/hostNames";
import { allResources, type Recorded } from "../audit/state";

/** The sources' names when the tasks of a stack were configured, with their addresses as far as they were proven. */
export function sourceNamesIn(recorded: Recorded): NameSeen[] {
  return allResources(recorded)
    .filter(({ type }) => type === "dbferry:index:TaskRun")
    .flatMap(({ outputs }) => (outputs?.["sourceName"] as NameSeen | undefined) ?? []);
}

/** Where that name has moved to since, or why this is not known; empty: nowhere, or there is no such name. */
export async function moveOf(
  seen: NameSeen | undefined,
  names: Pick<HostNames, "answers"> = hostNames,
): Promise<{ moved?: string; unread?: string }> {
  if (!seen) return {};
  const change = changeOf(seen, judge(await names.answers(seen.name)));
  if (change.kind === "moved") return { moved: movedText(change.from, change.to) };
  if (change.kind === "unknown") return { unread: unknownText(seen.name) };
  return change.kind === "unproven" ? { unread: unprovenText(seen.name, change.why) } : {};
}

/**
 * The name by which a migration's task finds its source, as recorded; where nothing has recorded it, with no address: a
 * gate that is not asked would be open. Undefined: it finds it otherwise.
 */
export function sourceNameOf(
  recorded: NameSeen | undefined,
  { path, source }: Pick<Migration, "path" | "source">,
  sourceHost: string | undefined,
): NameSeen | undefined {
  if (recorded || path !== "public") return recorded;
  const host = sourceHost ?? writtenHost({ source });
  if (host !== undefined && !isPublicName(host)) return undefined;
  return nameUnseen(host, new Date());
}
