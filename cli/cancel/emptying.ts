import type { CompareProgress } from "../../mysql/compare/compare";
import type { ConnectOptions } from "../../mysql/connect";
import { readTargetContents } from "../../mysql/copied/contents";
import { onlyOnTarget } from "../../mysql/copied/owned";
import { planRemoval, type Removal } from "../../mysql/copied/removal";
import { remove } from "../../mysql/copied/remove";
import { messageOf } from "../../provider/core/failure";
import { optionsOf } from "../audit/accounts";
import type { AuditResult } from "../audit/audit";
import type { Facts } from "./facts";

/** Outcome for one database of the target. */
export interface Emptied {
  database: string;
  done: "removed" | "stays";
  /** What was lost with it, or why it was kept. */
  told: string[];
}

export interface EmptyOptions {
  /** The databases that were shown and confirmed, and no others. */
  agreed: readonly string[];
  /** Rows that exist only on the target may be lost. */
  loseTargetRows: boolean;
  progress(progress: CompareProgress): void;
  signal?: AbortSignal;
}

/**
 * Removes from the target what the migration copied, once nothing writes there any more. Checks again, compares what
 * is to be removed with the source, and keeps anything that exists only on the target unless losing it was allowed.
 */
export async function emptyTarget(
  { admins }: AuditResult,
  { before }: Facts,
  target: ConnectOptions,
  { agreed, loseTargetRows, progress, signal }: EmptyOptions,
): Promise<Emptied[]> {
  const contents = await readTargetContents(target);
  const planned = planRemoval(before, contents).filter(({ database }) => agreed.includes(database.name));
  const going = planned.filter(({ remove: what }) => what !== "nothing");
  const source = optionsOf("source", admins.source);
  const only = await compared(source, target, going, { progress, signal });
  const emptied = planned.map((removal): Emptied => {
    const database = removal.database.name;
    if (removal.remove === "nothing") return { database, done: "stays", told: [removal.why] };
    const lost = only.get(database) ?? ["not compared with the source"];
    if (lost.length > 0 && !loseTargetRows) return { database, done: "stays", told: lost };
    return { database, done: "removed", told: lost };
  });
  const wanted = new Set(emptied.flatMap(({ database, done }) => (done === "removed" ? [database] : [])));
  await remove(
    target,
    contents.server,
    going.filter(({ database }) => wanted.has(database.name)),
  );
  return emptied;
}

/** What exists only on the target, by database. If the source cannot be queried, each database says so. */
async function compared(
  source: ConnectOptions | string,
  target: ConnectOptions,
  going: readonly Removal[],
  how: Pick<EmptyOptions, "progress" | "signal">,
): Promise<Map<string, string[]>> {
  const names = going.map(({ database }) => database.name);
  const unseen = (why: string) => new Map(names.map((name) => [name, [`not compared with the source: ${why}`]]));
  if (typeof source === "string") return unseen(source);
  try {
    return await onlyOnTarget(source, target, going, how);
  } catch (error) {
    how.signal?.throwIfAborted();
    return unseen(messageOf(error));
  }
}
