import { type ConnectOptions, connect, type Db } from "../connect";

/** Runs `use` with several sessions on one server and always closes them. */
export async function sessions<T>(
  options: ConnectOptions,
  number: number,
  use: (all: readonly Db[]) => Promise<T>,
): Promise<T> {
  const opened = await Promise.allSettled(Array.from({ length: number }, () => connect(options)));
  const all = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  try {
    const refused = opened.find((one) => one.status === "rejected");
    // A server near its connection limit still provides some.
    if (all.length === 0 && refused) throw refused.reason;
    return await use(all);
  } finally {
    await Promise.all(all.map((db) => db.close()));
  }
}

/**
 * Gives each item to the next free session. When one fails, no further item starts, and all that started are awaited.
 */
export async function inParallel<T>(
  all: readonly Db[],
  items: readonly T[],
  work: (db: Db, item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let stopped = false;
  const run = async (db: Db) => {
    while (!stopped && next < items.length) {
      const item = items[next]!;
      next += 1;
      await work(db, item).catch((error) => {
        stopped = true;
        throw error;
      });
    }
  };
  const ended = await Promise.allSettled(all.map(run));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}
