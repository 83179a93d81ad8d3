import { isLoopback } from "../../model/addresses/loopback";
import type { Db } from "../../mysql/connect";
import { addressOf, type Session, sessions } from "../../mysql/facts/sessions";

/**
 * The sessions of an account on one server, and dbferry's own. Sessions are numbered in the order in which they were
 * opened.
 */
export interface Look {
  own: number;
  /** Address of dbferry's own session, as the server sees it. */
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

/** Sessions that were opened after an earlier reading. */
export function openedSince(before: Look, now: Look): Session[] {
  return now.others.filter(({ id }) => id > before.own);
}

/**
 * The same for an account that others use, too: only sessions from the task's own address. If the service does not show
 * that: excludes sessions from this machine and from any address that was logged in while the task was paused. On
 * loopback, all addresses are the same.
 * @param paused a reading while the task was paused
 * @param address of the task, as the server sees it
 */
export function openedByTask(paused: Look, now: Look, address?: string): Session[] {
  if (address !== undefined && !isLoopback(now.from))
    return openedSince(paused, now).filter((one) => addressOf(one) === address);
  const others = new Set(paused.others.map(addressOf));
  if (!isLoopback(now.from)) others.add(now.from);
  return openedSince(paused, now).filter((one) => !others.has(addressOf(one)));
}
