import type { ConnectOptions } from "../../../mysql/connect";
import { atMost, best, say } from "../../measure";
import { compareCommand, fill, ROWS } from "../../mysql/millionRows";
import { type BenchServer, serverForBench } from "../../mysql/server";
import type { Line, Row } from "../line";

/** So many rows, spread over the table, and what finding them may take in comparisons of equal data. */
const SPREAD = [
  [20, 2],
  [2_000, 3],
  [100_000, 4],
] as const;
const TURNS = 3;

/** Finding rows that differ, spread over a million, beside the comparison of equal data, as whole processes. */
export const differences: Line = {
  name: "differences",
  async run() {
    const servers: BenchServer[] = [];
    try {
      for (const id of [91, 92]) {
        say(`  filling ${ROWS} rows`);
        const server = await serverForBench(id);
        servers.push(server);
        await fill(server.db);
      }
      return await rowsOf(servers[0]!.options, servers[1]!);
    } finally {
      for (const server of servers) await server.stop();
    }
  },
};

async function rowsOf(source: ConnectOptions, other: BenchServer): Promise<Row[]> {
  const times = new Map<number, number[]>();
  const memory = new Map<number, number>();
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const rows of [0, ...SPREAD.map(([count]) => count)]) {
      const change = (by: string) =>
        other.db.query(`UPDATE bench.t SET amount = amount ${by} WHERE id % ${ROWS / rows} = 7`);
      if (rows > 0) await change("+ 1");
      const done = await compareCommand(source, other.options, rows === 0 ? 0 : 1);
      if (rows > 0) await change("- 1");
      times.set(rows, [...(times.get(rows) ?? []), done.wholeSeconds]);
      memory.set(rows, Math.max(memory.get(rows) ?? 0, done.megabytes));
    }
  const took = (rows: number) => best(times.get(rows)!);
  const equal = took(0);
  say(`  equal ${equal.toFixed(2)} s${SPREAD.map(([rows]) => `, ${rows} differ ${took(rows).toFixed(2)} s`).join("")}`);
  await other.db.query("UPDATE bench.t SET amount = amount + 1");
  const all = await compareCommand(source, other.options, 1);
  say(`  every row differs: ${all.wholeSeconds.toFixed(1)} s, ${all.megabytes.toFixed(0)} MB`);
  const growth = { points: SPREAD.map(([rows]) => [rows, took(rows)] as const), fixed: equal };
  const held = [...memory].filter(([rows]) => rows > 0);
  return [
    ...SPREAD.map(([rows, bar], at): Row => {
      const measure = atMost(took(rows) / equal, bar, "times equal data");
      return { work: `differences.${rows}`, measure, ...(at === SPREAD.length - 1 ? { growth } : {}) };
    }),
    {
      work: "differences.memory",
      measure: atMost(Math.max(all.megabytes, ...memory.values()), 150, "MB"),
      growth: { points: held.map(([rows, megabytes]) => [rows, megabytes] as const) },
    },
  ];
}
