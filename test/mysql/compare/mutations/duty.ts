import { setTimeout as sleep } from "node:timers/promises";
import { compare } from "../../../../mysql/compare/compare";
import type { ProofServer, Servers } from "./servers";

/** A throttled comparison's load on the servers, as measured by an independent observer. */
export interface MeasuredDuty {
  /** The requested share. */
  share: number;
  /** Share of the time in which one of its statements was running there. */
  source: number;
  target: number;
  /** Longest pause of the busier server, in milliseconds. */
  longestPauseMs: number;
  seconds: number;
}

/** Chunk duration: with a small share, far longer than that of the default chunks. */
const LARGE_MS = 400;
/** Polling interval; polling more often would take CPU time from the servers. */
const EVERY_MS = 4;
/** The comparison is aborted after this multiple of the promised time. */
const RUNAWAY = 5;

/** Observes both servers during a comparison, once with large chunks and once with the default sizes. */
export async function measureDuty(
  servers: Servers,
  shares: readonly number[],
): Promise<{ whole: number; measured: Record<string, MeasuredDuty> }> {
  const [source, target] = await Promise.all([servers.get("5.6"), servers.get("5.6 again")]);
  for (const { run } of [source, target]) await fill(run);
  const once = (duty: number, chunkMs: number | undefined, limit: number) =>
    compare({
      source: source.account,
      target: target.account,
      databases: ["duty"],
      mode: "full",
      chunkMs,
      recheck: { rounds: 0 },
      throttle: { duty },
      signal: AbortSignal.timeout(Math.ceil(limit * 1000)),
    });
  await once(1, LARGE_MS, 120);
  const whole = (await once(1, LARGE_MS, 120)).seconds;
  const measured: Record<string, MeasuredDuty> = {};
  const runs = shares.flatMap((share) => [
    { share, name: `${share}, large chunks`, chunkMs: LARGE_MS },
    { share, name: `${share}`, chunkMs: undefined },
  ]);
  for (const { share, name, chunkMs } of runs) {
    const watched = [new Observer(source), new Observer(target)] as const;
    const result = await once(share, chunkMs, (RUNAWAY * whole) / share + 1).catch((error: Error) => {
      if (error.name !== "TimeoutError") throw error;
    });
    const [mine, theirs] = await Promise.all(watched.map((one) => one.stop()));
    const busier = mine!.share > theirs!.share ? mine! : theirs!;
    measured[name] = {
      share,
      source: round(mine!.share),
      target: round(theirs!.share),
      longestPauseMs: Math.round(busier.longestPauseMs),
      seconds: round(result?.seconds ?? Number.POSITIVE_INFINITY),
    };
  }
  return { whole: round(whole), measured };
}

/** Polls whether the account's session is running a statement, independently of the product's own measurements. */
class Observer {
  private running = true;
  private readonly seen: { at: number; busy: boolean }[] = [];
  private readonly watching: Promise<void>;

  constructor(server: ProofServer) {
    this.watching = this.watch(server);
  }

  private async watch({ admin, account }: ProofServer): Promise<void> {
    while (this.running) {
      const [rows] = await admin.query(
        "SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE USER = ? AND COMMAND = 'Query' AND INFO LIKE '%duty%'",
        [account.user],
      );
      this.seen.push({ at: performance.now(), busy: Number((rows as { n: number }[])[0]!.n) > 0 });
      await sleep(EVERY_MS);
    }
  }

  /** Covers the time from the first statement on its tables to the last. */
  async stop(): Promise<{ share: number; longestPauseMs: number }> {
    this.running = false;
    await this.watching;
    const first = this.seen.findIndex(({ busy }) => busy);
    const last = this.seen.findLastIndex(({ busy }) => busy);
    if (first < 0 || first === last) return { share: 0, longestPauseMs: 0 };
    let [ran, pause, longestPauseMs] = [0, 0, 0];
    for (let n = first; n < last; n++) {
      const took = this.seen[n + 1]!.at - this.seen[n]!.at;
      if (this.seen[n]!.busy) ran += took;
      pause = this.seen[n]!.busy ? 0 : pause + took;
      longestPauseMs = Math.max(longestPauseMs, pause);
    }
    return { share: ran / (this.seen[last]!.at - this.seen[first]!.at), longestPauseMs };
  }
}

async function fill(run: ProofServer["run"]): Promise<void> {
  const rows = Array.from({ length: 1000 }, (_, n) => `(${n + 1}, REPEAT('${n}', 400))`).join(", ");
  await run("CREATE DATABASE duty");
  await run("CREATE TABLE duty.t (id INT PRIMARY KEY AUTO_INCREMENT, v TEXT)");
  await run(`INSERT INTO duty.t VALUES ${rows}`);
  for (let n = 0; n < 7; n++) await run("INSERT INTO duty.t (v) SELECT v FROM duty.t");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
