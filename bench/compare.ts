import type { ConnectOptions, Db } from "../mysql/connect";
import { connect } from "../mysql/connect";
import { atMost, type Bench, best, type Measures, say, seconds, shown } from "./measure";
import { bareSums } from "./mysql/bareSums";
import { bundleWorker } from "./mysql/child";
import { COLUMNS, compareCommand, fill, ROWS } from "./mysql/millionRows";
import { type BenchServer, pairForBench, stopAll } from "./mysql/server";
import { findSpread, SPREAD } from "./mysql/spread";

/**
 * Two concurrent scans need two idle cores, one bare scan only one: repeat until neither has improved for this many
 * rounds, so that each has had a quiet moment.
 */
const STEADY_ROUNDS = 15;
const MOST_ROUNDS = 60;
/** Whole processes are slow: measured every so many rounds. */
const PROCESSES_EVERY = 3;
/** A full comparison of a million rows, relative to one bare scan of the same table. */
export const comparison: Bench = {
  name: "compare",
  async run() {
    say(`  filling ${ROWS} rows on two servers`);
    const pair = await pairForBench(71, fill);
    const worker = await bundleWorker();
    try {
      const [server, twin] = pair;
      const second = await connect(server.options);
      const sums = await bareSums(server.db, ROWS);
      const times = {
        same: [] as number[],
        bare: [] as number[],
        two: [] as number[],
        ours: [] as number[],
        whole: [] as number[],
      };
      let megabytes = 0;
      const { options } = server;
      // Alternating, so that both are affected by a slow moment of the machine.
      let steady = 0;
      for (let round = 0; round <= MOST_ROUNDS && steady < STEADY_ROUNDS; round += 1) {
        const same = await seconds(() => server.db.query(sums));
        const bare = await scan(server.db);
        const two = await seconds(() => Promise.all([scan(server.db), scan(second)]));
        const ours = await worker.run<{ rows: number }>({
          work: "compare",
          source: options,
          target: twin.options,
          database: "bench",
        });
        if (ours.detail.rows !== ROWS) throw new Error(`compared ${ours.detail.rows} rows of ${ROWS}`);
        const turn = round % PROCESSES_EVERY === 0;
        const whole = turn ? await compareCommand(options, twin.options, 0) : undefined;
        // The first round warms the caches.
        if (round === 0) continue;
        const quicker = same < best(times.same) || ours.seconds < best(times.ours);
        steady = quicker ? 0 : steady + 1;
        times.same.push(same);
        times.bare.push(bare);
        times.two.push(two);
        times.ours.push(ours.seconds);
        if (whole) times.whole.push(whole.wholeSeconds);
        megabytes = Math.max(megabytes, whole?.megabytes ?? 0);
      }
      await second.close();
      const differing = await differences(options, twin);
      megabytes = Math.max(megabytes, differing.megabytes);
      say(`  ${times.bare.length} rounds`);
      say(`  the same hash bare ${shown(times.same)}`);
      say(`  one CRC32 bare ${shown(times.bare)}, two of these scans at once ${shown(times.two)}`);
      say(`  the old bar: ${(best(times.ours) / best(times.bare)).toFixed(3)} times one CRC32 bare`);
      say(`  ours ${shown(times.ours)}, as a process ${shown(times.whole)}`);
      const measures: Measures = {
        "compare.overBareScan": atMost(best(times.ours) / best(times.same), 1.35, "times"),
        "compare.memory": atMost(megabytes, 150, "MB"),
        ...differing.measures,
      };
      return measures;
    } finally {
      worker.remove();
      await stopAll(pair);
    }
  },
};

const TURNS = 5;

/** Cost of finding differing rows, relative to comparing equal data. */
async function differences(
  options: ConnectOptions,
  other: BenchServer,
): Promise<{ measures: Measures; megabytes: number }> {
  const { took, memory, everyRow } = await findSpread(options, other, TURNS);
  const measures: Measures = Object.fromEntries(
    SPREAD.map(([rows, bar]) => [`compare.finding${rows}`, atMost(took(rows) / took(0), bar, "times")]),
  );
  return { measures, megabytes: Math.max(everyRow, ...memory.values()) };
}

function scan(db: Db): Promise<number> {
  return seconds(() => db.query(`SELECT BIT_XOR(CRC32(CONCAT_WS('#', ${COLUMNS.join(", ")}))) AS x FROM bench.t`));
}
