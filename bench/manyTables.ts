import { atMost, type Bench, say } from "./measure";
import { delayed } from "./mysql/delay";
import { pairForBench, stopAll } from "./mysql/server";
import { compareTables, makeTables } from "./mysql/smallTables";

const TABLES = 5_000;
/** Round-trip time of the slow connection. */
const ROUND_TRIP_MS = 50;

/**
 * Many small tables over a slow connection, relative to two round trips per table. Memory and growth are measured by
 * `growth`.
 */
export const manyTables: Bench = {
  name: "tables",
  async run() {
    say(`  creating ${TABLES} tables on two servers`);
    const pair = await pairForBench(73, (db) => makeTables(db, "many", TABLES));
    try {
      const lines = await Promise.all(pair.map(({ options: { port } }) => delayed(port, ROUND_TRIP_MS / 2)));
      const far = [
        { ...pair[0].options, port: lines[0]!.port },
        { ...pair[1].options, port: lines[1]!.port },
      ] as const;
      const slow = await compareTables(far, "many", TABLES);
      for (const line of lines) line.close();
      say(`  ${TABLES} tables over ${ROUND_TRIP_MS} ms: ${slow.wholeSeconds.toFixed(1)} s`);
      const twoRoundTrips = TABLES * 2 * (ROUND_TRIP_MS / 1000);
      return { "tables.slowLine": atMost(slow.wholeSeconds / twoRoundTrips, 0.2, "times two round trips a table") };
    } finally {
      await stopAll(pair);
    }
  },
};
