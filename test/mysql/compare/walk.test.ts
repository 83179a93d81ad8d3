import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CompareContext } from "../../../mysql/compare/context";
import type { Range, SideName, TablePlan } from "../../../mysql/compare/tablePlan";
import { Walk } from "../../../mysql/compare/walk";

const MOST = 18_446_744_073_709_551_615n;
const plan: TablePlan = {
  database: "d",
  table: { source: { database: "d", name: "t" }, target: { database: "d", name: "t" } },
  columns: { readings: [], fetched: [], structure: [] },
  packet: 1 << 20,
  hash: "crc32",
  notProven: [],
  key: {
    index: { source: "PRIMARY", target: "PRIMARY" },
    columns: ["id"],
    numeric: [true],
    charsets: [undefined],
    integer: true,
  },
};

describe("the walk over an integer key", () => {
  it("reads every number exactly once, whatever keys there are, including those added meanwhile", async () => {
    const key = fc.oneof(fc.bigInt(-50n, 100_000n), fc.bigInt(-(2n ** 63n), MOST));
    const keys = fc.array(key, { maxLength: 30 });
    const block = fc.record({ from: fc.bigInt(-100n, 100n), rows: fc.integer({ min: 0, max: 12_000 }) });
    const milliseconds = fc.array(fc.nat(900), { minLength: 1 });
    const cases = fc.record({ source: keys, target: keys, late: keys, block, milliseconds });
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const table = { source: rows(given.source, given.block), target: rows(given.target, given.block) };
        const ranges = await walked(table, given.late, given.milliseconds);
        const missed = [...table.source, ...table.target].filter(
          (id) => ranges.filter((range) => inside(range, id)).length !== 1,
        );
        expect(missed).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("reads a table of one chunk with one statement and one for its bounds", async () => {
    const asked: string[] = [];
    const table = { source: rows([], { from: 1n, rows: 4000 }), target: rows([], { from: 1n, rows: 4000 }) };
    expect(await walked(table, [], [1], asked)).toEqual([{ from: ["1"] }]);
    expect(asked).toHaveLength(2);
  });
});

function rows(some: bigint[], block: { from: bigint; rows: number }): Set<bigint> {
  return new Set([...some, ...Array.from({ length: block.rows }, (_, at) => block.from + BigInt(at))]);
}

function inside(range: Range, id: bigint): boolean {
  return (!range.from || id >= number(range.from[0])) && (!range.to || id < number(range.to[0]));
}

function number(value: unknown): bigint {
  return BigInt(String(value));
}

/** All ranges, with `late` keys added one by one after the first chunks; `ms`: the chunks' durations, in turn. */
async function walked(
  table: Record<SideName, Set<bigint>>,
  late: bigint[],
  ms: number[],
  asked: string[] = [],
): Promise<Range[]> {
  const walk = new Walk(
    { input: {}, source: server(table.source), target: server(table.target) } as never as CompareContext,
    plan,
  );
  const ranges: Range[] = [];
  const more = [...late];
  let seen: { rows: number; milliseconds: number } | undefined;
  for (;;) {
    const range = await walk.step(seen);
    if (range === undefined) return ranges;
    ranges.push(range);
    const added = more.pop();
    // Keys below what has been read are not visited again: rechecks handle those.
    if (added !== undefined && range.to && added >= number(range.to[0])) table.source.add(added);
    const found = Math.max(
      ...[table.source, table.target].map((side) => [...side].filter((id) => inside(range, id)).length),
    );
    walk.learnDensity(range, found);
    seen = { rows: found, milliseconds: ms[ranges.length % ms.length]! };
  }

  function server(keys: Set<bigint>) {
    const from = (sql: string) => {
      asked.push(sql);
      const least = /`id` >= (-?\d+)/.exec(sql)?.[1];
      const above = [...keys].filter((id) => least === undefined || id >= BigInt(least));
      return above.sort((x, y) => (x < y ? -1 : x > y ? 1 : 0)).map(String);
    };
    return {
      query: async (sql: string) => {
        const sorted = from(sql);
        return [{ lo: sorted[0] ?? null, hi: sorted.at(-1) ?? null }];
      },
      stream: async function* (sql: string) {
        const skip = Number(/LIMIT (\d+),1/.exec(sql)![1]);
        for (const id of from(sql).slice(skip, skip + 1)) yield [id];
      },
    };
  }
}
