import { describe, expect, test } from "vitest";
import type { CompareContext } from "../../../mysql/compare/context";
import { differingRows } from "../../../mysql/compare/search";
import type { TablePlan } from "../../../mysql/compare/tablePlan";
import { Walk } from "../../../mysql/compare/walk";

const plan: TablePlan = {
  database: "d",
  table: { source: { database: "d", name: "t" }, target: { database: "d", name: "t" } },
  columns: { readings: [], fetched: [], structure: [] },
  packet: 1 << 20,
  notProven: [],
  key: {
    index: { source: "PRIMARY", target: "PRIMARY" },
    columns: ["k"],
    numeric: [false],
    charsets: [undefined],
    integer: false,
  },
} as never;

/** A walk over a source with the given n-th boundary and number of rows in each chunk. */
async function steps(boundary: (n: number) => string, rows: (n: number) => number = () => 5000): Promise<number> {
  let asked = 0;
  const side = {
    stream: async function* () {
      yield [boundary(asked++)];
    },
  };
  const walk = new Walk({ input: {}, source: side, target: side } as never as CompareContext, plan);
  for (let n = 0; n < 10_000; n += 1) await walk.step(n === 0 ? undefined : { rows: rows(n), milliseconds: 100 });
  return asked;
}

const MESSAGE =
  /the comparison cannot continue(.|\n)*an index PRIMARY that sorts its keys consistently(.|\n)*CHECK TABLE/;

describe("a source whose keys do not advance", () => {
  test("is reported when it returns the same boundary again", async () => {
    await expect(steps(() => "é")).rejects.toThrow(MESSAGE);
  });

  test.each([2, 3, 7, 100, 1000])("is reported when %i boundaries form a cycle", async (length) => {
    await expect(steps((n) => `key ${n % length}`)).rejects.toThrow(MESSAGE);
  });

  test("is reported when the cycle begins later", async () => {
    await expect(steps((n) => `key ${n < 500 ? n : 500 + (n % 13)}`)).rejects.toThrow(MESSAGE);
  });

  test("is reported when the boundaries go backwards with no row in between", async () => {
    await expect(
      steps(
        (n) => `key ${10_000 - n}`,
        () => 0,
      ),
    ).rejects.toThrow(MESSAGE);
  });

  test("is not confused with keys that advance over ranges emptied meanwhile", async () => {
    expect(
      await steps(
        (n) => `key ${n}`,
        (n) => (n % 20 === 0 ? 5000 : 0),
      ),
    ).toBe(10_000);
  });

  test("is reported during the search for rows, too", async () => {
    let asked = 0;
    const query = async (sql: string) => {
      asked += 1;
      return sql.split(" UNION ALL ").map((_, i) => [i, "0", null]);
    };
    const stream = async function* () {
      asked += 1;
      yield [`key ${asked % 2}`];
    };
    const side = { query, stream, busy: false };
    const context = { input: {}, source: side, target: side, duty: { share: 1 } } as never as CompareContext;
    await expect(differingRows(context, plan, { range: {}, rows: 4000 }, 100)).rejects.toThrow(MESSAGE);
    expect(asked).toBeLessThan(5_000);
  });
});
