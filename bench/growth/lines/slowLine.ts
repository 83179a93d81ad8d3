import { atMost, say } from "../../measure";
import { delayed } from "../../mysql/delay";
import { serverForBench } from "../../mysql/server";
import { compareTables, makeTables } from "../../mysql/smallTables";
import type { Line } from "../line";

const SIZES = [250, 500, 1_000];
const ROUND_TRIP_MS = 50;

/** What a line with 50 ms a round trip adds to the comparison of a thousand tables. The delay is made on loopback. */
export const slowLine: Line = {
  name: "slowLine",
  async run() {
    const server = await serverForBench(93);
    try {
      for (const tables of SIZES) await makeTables(server.db, `of${tables}`, tables);
      const line = await delayed(server.options.port, ROUND_TRIP_MS / 2);
      const far = { ...server.options, port: line.port };
      const added: [number, number][] = [];
      for (const tables of SIZES) {
        const near = await compareTables(server.options, `of${tables}`, tables);
        const slow = await compareTables(far, `of${tables}`, tables);
        added.push([tables, slow.wholeSeconds - near.wholeSeconds]);
        say(`  ${tables} tables: ${near.wholeSeconds.toFixed(2)} s, over the line ${slow.wholeSeconds.toFixed(2)} s`);
      }
      line.close();
      return [
        {
          work: "tables.slowLineAdds",
          measure: atMost(added.at(-1)![1], 3, "s"),
          growth: { points: added },
        },
      ];
    } finally {
      await server.stop();
    }
  },
};
