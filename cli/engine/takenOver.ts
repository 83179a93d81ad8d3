import { readMark } from "../../model/expiry";
import { bearsAnothers } from "../../model/owner";
import { visible } from "../../model/printing/visible";
import type { TaskInfo } from "../../provider/core/task";
import { allResources, ownershipIn, type Recorded } from "../audit/state";

/** The stack that has taken over the task of this one, for a message; undefined: the task has this stack's mark, or none. */
export function takenOverBy(
  { description }: Pick<TaskInfo, "description">,
  recorded: Recorded,
  stack: { project: string; name: string },
): string | undefined {
  const { id } = ownershipIn(recorded, stack).ownership;
  const made = allResources(recorded).find(({ type }) => type === "dbferry:index:ReplicationTask");
  if (!bearsAnothers(description, id, String(made?.inputs?.["description"] ?? ""))) return undefined;
  return visible(readMark(description)?.stack ?? "another stack");
}
