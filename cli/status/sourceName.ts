import { changeOf, judge, movedText, type NameSeen, unprovenText } from "../../model/hostNames";
import { type HostNames, hostNames } from "../../provider/core/hostNames";
import { allResources, type Recorded } from "../audit/state";

/** The sources' names and addresses when the tasks of a stack were configured, as far as they were proven. */
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
  if (change.kind === "moved") return { moved: movedText(seen, change.to) };
  return change.kind === "unproven" ? { unread: unprovenText(seen.name, change.why) } : {};
}
