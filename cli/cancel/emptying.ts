import type { CompareProgress } from "../../mysql/compare/compare";
import type { ConnectOptions } from "../../mysql/connect";
import { onlyOnTarget } from "../../mysql/copied/owned";
import { planRemoval, type Removal } from "../../mysql/copied/removal";
import { remove } from "../../mysql/copied/remove";
import { readTargetContents } from "../../mysql/copied/standing";
import { messageOf } from "../../provider/core/failure";
import { optionsOf } from "../audit/accounts";
import type { AuditResult } from "../audit/audit";
import type { Facts } from "./facts";

/** What became of one database of the target. */
export interface Emptied {
  database: string;
  done: "removed" | "stays";
  /** What was lost with it, or why it stays. */
  told: string[];
}

export interface EmptyOptions {
  /** The databases, and only they, that were shown and agreed to. */
  agreed: readonly string[];
  /** What only the target has may be lost. */
  loseTargetRows: boolean;
  progress(progress: CompareProgress): void;
  signal?: AbortSignal;
}

/**
 * Removes from the target what the migration copied, once nothing writes there any more: looks again, compares with the source what is
 * to go, and keeps what only the target has unless that may be lost.
 */
export async function emptyTarget(
  { admins }: AuditResult,
  { before }: Facts,
  target: ConnectOptions,
  { agreed, loseTargetRows, progress, signal }: EmptyOptions,
): Promise<Emptied[]> {
  const standing = await readTargetContents(target);
  const planned = planRemoval(before, standing).filter(({ database }) => agreed.includes(database.name));
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
    standing.server,
    going.filter(({ database }) => wanted.has(database.name)),
  );
  return emptied;
}

/** What only the target has, by database; where the source cannot be asked, that is said of each. */
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
