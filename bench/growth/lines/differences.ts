import { atMost, say } from "../../measure";
import { fill, ROWS } from "../../mysql/millionRows";
import { pairForBench, stopAll } from "../../mysql/server";
import { findSpread, SPREAD } from "../../mysql/spread";
import type { Line, Row } from "../line";

const TURNS = 3;

/** Finding differing rows spread over a million, relative to comparing equal data, as whole processes. */
export const differences: Line = {
  name: "differences",
  async run() {
    say(`  filling ${ROWS} rows on two servers`);
    const pair = await pairForBench(91, fill);
    try {
      const { took, memory, everyRow } = await findSpread(pair[0].options, pair[1], TURNS);
      const growth = { points: SPREAD.map(([rows]) => [rows, took(rows)] as const), fixed: took(0) };
      const held = [...memory].filter(([rows]) => rows > 0);
      return [
        ...SPREAD.map(([rows, bar], at): Row => {
          const measure = atMost(took(rows) / took(0), bar, "times equal data");
          return { work: `differences.${rows}`, measure, ...(at === SPREAD.length - 1 ? { growth } : {}) };
        }),
        {
          work: "differences.memory",
          measure: atMost(Math.max(everyRow, ...memory.values()), 150, "MB"),
          growth: { points: held.map(([rows, megabytes]) => [rows, megabytes] as const) },
        },
      ];
    } finally {
      await stopAll(pair);
    }
  },
};
