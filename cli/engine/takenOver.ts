import { readMark } from "../../model/expiry";
import { visible } from "../../model/printing/visible";
import type { TaskInfo } from "../../provider/core/driver";
import { allResources, ownershipIn, type Recorded } from "../audit/state";

/** The stack that has taken over the task of this one, for a message; undefined: the task has this stack's mark, or none. */
export function takenOverBy(
  { description }: Pick<TaskInfo, "description">,
  recorded: Recorded,
  stack: { project: string; name: string },
): string | undefined {
  const mark = readMark(description);
  const { id } = ownershipIn(recorded, stack).ownership;
  if (mark?.state === undefined || id === undefined || mark.state === id) return undefined;
  // A default provider may have another id than the one that made the task.
  const made = allResources(recorded).find(({ type }) => type === "dbferry:index:ReplicationTask");
  if (readMark(String(made?.inputs?.["description"] ?? ""))?.state === mark.state) return undefined;
  return visible(mark.stack ?? "another stack");
}
