import { atMost, type Bench, best, say, seconds } from "./measure";
import { delayed } from "./mysql/delay";
import { pairForBench, stopAll } from "./mysql/server";
import { byHandOnBoth, compareTables, makeTables } from "./mysql/smallTables";

/** Half of the tables are in each of two databases. */
const TABLES = 10_000;
/** A round trip of the slow line. */
const ROUND_TRIP_MS = 50;
const TURNS = 3;

/** A schema of very many small tables: what it holds, what it takes, and what a slow line adds. */
export const manyTables: Bench = {
  name: "tables",
  async run() {
    say(`  making ${TABLES} tables on two servers`);
    const pair = await pairForBench(73, async (db) => {
      for (const database of ["many", "few"]) await makeTables(db, database, TABLES / 2);
      await makeTables(db, "thousand", 1_000);
    });
    try {
      const [server, twin] = pair;
      const near = [server.options, twin.options] as const;
      const byHand: number[] = [];
      const ours: number[] = [];
      let megabytes = 0;
      for (let turn = 0; turn < TURNS; turn += 1) {
        byHand.push(await seconds(() => byHandOnBoth(pair, ["many", "few"])));
        const done = await compareTables(near, "many,few", TABLES);
        ours.push(done.wholeSeconds);
        megabytes = Math.max(megabytes, done.megabytes);
      }
      const lines = await Promise.all(near.map(({ port }) => delayed(port, ROUND_TRIP_MS / 2)));
      const far = [
        { ...near[0], port: lines[0]!.port },
        { ...near[1], port: lines[1]!.port },
      ] as const;
      const slow = await compareTables(far, "many", TABLES / 2);
      const [near1000, far1000] = [
        await compareTables(near, "thousand", 1_000),
        await compareTables(far, "thousand", 1_000),
      ];
      for (const line of lines) line.close();
      say(`  by hand ${best(byHand).toFixed(2)} s, ours ${best(ours).toFixed(2)} s, ${megabytes.toFixed(0)} MB`);
      say(`  ${TABLES / 2} tables over ${ROUND_TRIP_MS} ms: ${slow.wholeSeconds.toFixed(1)} s`);
      const twoRoundTrips = (TABLES / 2) * 2 * (ROUND_TRIP_MS / 1000);
      return {
        "tables.memory": atMost(megabytes, 100, "MB"),
        "tables.overByHand": atMost(best(ours) / best(byHand), 3, "times"),
        "tables.slowLine": atMost(slow.wholeSeconds / twoRoundTrips, 0.2, "times two round trips a table"),
        "tables.slowLineAdds": atMost(far1000.wholeSeconds - near1000.wholeSeconds, 3, "s"),
      };
    } finally {
      await stopAll(pair);
    }
  },
};
