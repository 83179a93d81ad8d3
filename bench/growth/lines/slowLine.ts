import { atMost, say } from "../../measure";
import { delayed } from "../../mysql/delay";
import { pairForBench, stopAll } from "../../mysql/server";
import { compareTables, makeTables } from "../../mysql/smallTables";
import type { Line } from "../line";

const SIZES = [250, 500, 1_000];
const ROUND_TRIP_MS = 50;

/** What a round-trip time of 50 ms adds to comparing a thousand tables. The delay is simulated on loopback. */
export const slowLine: Line = {
  name: "slowLine",
  async run() {
    const pair = await pairForBench(93, async (db) => {
      for (const tables of SIZES) await makeTables(db, `of${tables}`, tables);
    });
    try {
      const here = [pair[0].options, pair[1].options] as const;
      const lines = await Promise.all(here.map(({ port }) => delayed(port, ROUND_TRIP_MS / 2)));
      const far = [
        { ...here[0], port: lines[0]!.port },
        { ...here[1], port: lines[1]!.port },
      ] as const;
      const added: [number, number][] = [];
      for (const tables of SIZES) {
        const near = await compareTables(here, `of${tables}`, tables);
        const slow = await compareTables(far, `of${tables}`, tables);
        added.push([tables, slow.wholeSeconds - near.wholeSeconds]);
        say(`  ${tables} tables: ${near.wholeSeconds.toFixed(2)} s, over the line ${slow.wholeSeconds.toFixed(2)} s`);
      }
      for (const line of lines) line.close();
      return [
        {
          work: "tables.slowLineAdds",
          measure: atMost(added.at(-1)![1], 3, "s"),
          growth: { points: added },
        },
      ];
    } finally {
      await stopAll(pair);
    }
  },
};
