import { nameOf, READ_SETTINGS } from "./copyTable";
import { MoveError } from "./failure";
import type { Inventory, TableRef } from "./inventory";
import { type Position, readPosition } from "./position";
import type { RawReader } from "./rows";
import type { SideAccess } from "./sideAccess";
import { pause } from "./throttle";

const DEADLOCK = 1213;
const LOCK_WAIT_TIMEOUT = 1205;
const LOCK_ATTEMPTS = 15;

/** One point in time of the source, visible to several sessions. */
export interface Snapshot {
  readers: RawReader[];
  /** Position of the binary log at the snapshot; undefined in mode "full", which takes no lock. */
  position?: Position;
}

/**
 * Opens `streams` sessions that all see the source at one point in time. In mode "full+incremental" it is fixed with
 * LOCK TABLES on what moves (the account has no RELOAD for a global lock): with autocommit off, InnoDB waits for every
 * transaction that has written to these tables, and lets no new one in until all snapshots are open and the position is
 * read. Tables whose engine has no snapshots are copied by `underLock` before the lock is released. In mode "full" the
 * account needs no LOCK TABLES: one session, one snapshot.
 */
export async function takeSnapshot(
  source: SideAccess,
  inventory: Inventory,
  { streams, incremental, lock }: { streams: number; incremental: boolean; lock: "account" | "sandbox" },
  signal: AbortSignal,
  underLock: (tables: TableRef[], reader: RawReader) => Promise<void>,
): Promise<Snapshot> {
  if (!incremental) return { readers: await openReaders(source, 1) };
  const locker = await (lock === "account" ? source.reader() : source.sandboxReader());
  try {
    await locker.run(READ_SETTINGS);
    await locker.run("SET SESSION autocommit = 0, lock_wait_timeout = 2, innodb_lock_wait_timeout = 2");
    await lockTables(locker, inventory.tables, signal);
    const readers = await openReaders(source, streams);
    const session = await source.session();
    const position = await readPosition(session, source.server.version);
    session.destroy();
    const unsafe = inventory.tables.filter((table) => !table.transactional);
    if (unsafe.length > 0) await underLock(unsafe, locker);
    await locker.run("UNLOCK TABLES");
    return { readers, position };
  } finally {
    locker.close();
  }
}

/**
 * A lock can deadlock with a business transaction, or wait for a long one. It gives up early, so that the business does
 * not queue up behind it, and tries again.
 */
async function lockTables(locker: RawReader, tables: readonly TableRef[], signal: AbortSignal): Promise<void> {
  if (tables.length === 0) return;
  const lock = `LOCK TABLES ${tables.map((table) => `${nameOf(table)} READ`).join(", ")}`;
  for (let attempt = 1; ; attempt++) {
    try {
      await locker.run(lock);
      return;
    } catch (error) {
      const { errno, message } = error as { errno?: number; message: string };
      if (errno !== DEADLOCK && errno !== LOCK_WAIT_TIMEOUT) throw error;
      if (attempt === LOCK_ATTEMPTS)
        throw new MoveError("mysql", `The tables could not be locked for a snapshot, ${attempt} times: ${message}`);
      await pause(100 * attempt);
      signal.throwIfAborted();
    }
  }
}

async function openReaders(source: SideAccess, count: number): Promise<RawReader[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const reader = await source.reader();
      await reader.run(READ_SETTINGS);
      await reader.run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      await reader.run("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      return reader;
    }),
  );
}

/** Row count of a table as seen in a snapshot's session. */
export async function countRows(reader: RawReader, table: TableRef): Promise<number> {
  const rows = (await reader.run(`SELECT COUNT(*) AS n FROM ${nameOf(table)}`)) as { n: number }[];
  return Number(rows[0]!.n);
}
