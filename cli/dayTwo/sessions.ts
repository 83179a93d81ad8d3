import { isLoopback } from "../../model/addresses/loopback";
import type { Db } from "../../mysql/connect";
import { addressOf, type Session, sessions } from "../../mysql/facts/sessions";

/** The sessions of an account on one server, and the one that looks. Sessions are numbered in the order in which they were opened. */
export interface Look {
  own: number;
  /** Address of the one that looks, as the server sees it. */
  from: string;
  others: Session[];
}

export async function lookAtSessions(db: Pick<Db, "query" | "threadId">, user: string): Promise<Look> {
  const all = await sessions(db);
  const own = all.find(({ id }) => id === db.threadId);
  return {
    own: db.threadId,
    from: own ? addressOf(own) : "",
    others: all.filter((one) => one.user === user && one.id !== db.threadId),
  };
}

/** Sessions that were opened after a look. */
export function openedSince(before: Look, now: Look): Session[] {
  return now.others.filter(({ id }) => id > before.own);
}

/**
 * The same for an account that others use, too: those from the task's own address. Where the service does not show it:
 * without the sessions from this machine and from wherever somebody was logged in while the task was paused. On
 * loopback, everybody has the same address.
 *
 * @param paused a look while the task was paused
 * @param address of the task, as the server sees it
 */
export function openedByTask(paused: Look, now: Look, address?: string): Session[] {
  if (address !== undefined && !isLoopback(now.from))
    return openedSince(paused, now).filter((one) => addressOf(one) === address);
  const others = new Set(paused.others.map(addressOf));
  if (!isLoopback(now.from)) others.add(now.from);
  return openedSince(paused, now).filter((one) => !others.has(addressOf(one)));
}
