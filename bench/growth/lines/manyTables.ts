import { atMost, best, say, seconds } from "../../measure";
import { pairForBench, stopAll } from "../../mysql/server";
import { byHandOnBoth, compareTables, makeTables } from "../../mysql/smallTables";
import type { Line } from "../line";

const SIZES = [2_500, 5_000, 10_000];
const TURNS = 2;

/** Very many small tables, relative to handwritten `UNION ALL` statements, and the memory of the comparison. */
export const manyTables: Line = {
  name: "manyTables",
  async run() {
    say(`  creating ${SIZES.at(-1)} tables on two servers`);
    const pair = await pairForBench(94, async (db) => {
      // 10,000 tables in total; smaller sizes use fewer of the databases.
      for (let at = 0; at < 4; at += 1) await makeTables(db, `part${at}`, SIZES[0]!);
      await makeTables(db, "one", 1);
    });
    try {
      const [server, twin] = pair;
      const sides = [server.options, twin.options] as const;
      const databases = (tables: number) => [0, 1, 2, 3].slice(0, tables / SIZES[0]!).map((at) => `part${at}`);
      const fixed = (await compareTables(sides, "one", 1)).wholeSeconds;
      const times = new Map<number, { byHand: number; ours: number; megabytes: number }>();
      for (const tables of SIZES) {
        const [byHand, ours]: number[][] = [[], []];
        let megabytes = 0;
        for (let turn = 0; turn < TURNS; turn += 1) {
          byHand!.push(await seconds(() => byHandOnBoth(pair, databases(tables))));
          const done = await compareTables(sides, databases(tables).join(","), tables);
          ours!.push(done.wholeSeconds);
          megabytes = Math.max(megabytes, done.megabytes);
        }
        times.set(tables, { byHand: best(byHand!), ours: best(ours!), megabytes });
        say(
          `  ${tables}: by hand ${best(byHand!).toFixed(2)} s, ours ${best(ours!).toFixed(2)} s, ${megabytes.toFixed(0)} MB`,
        );
      }
      const most = times.get(SIZES.at(-1)!)!;
      const points = (of: "byHand" | "ours" | "megabytes") =>
        [...times].map(([tables, one]) => [tables, one[of]] as const);
      return [
        {
          work: "tables.memory",
          measure: atMost(most.megabytes, 100, "MB"),
          growth: { points: points("megabytes") },
        },
        {
          work: "tables.overByHand",
          measure: atMost(most.ours / most.byHand, 3, "times"),
          growth: { points: points("ours"), fixed, engine: { points: points("byHand") } },
        },
      ];
    } finally {
      await stopAll(pair);
    }
  },
};
