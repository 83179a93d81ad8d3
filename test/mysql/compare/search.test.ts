import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compare } from "../../../mysql/compare/compare";
import { distributionOf, type Real, start } from "../support/servers";

const DIGITS = [
  "CREATE DATABASE z",
  "CREATE TABLE z.d (d INT PRIMARY KEY)",
  "INSERT INTO z.d VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)",
];

/** A row for each n below `count`. */
function fill(values: string, count: number): string {
  return `INSERT INTO z.t SELECT ${values} FROM (SELECT a.d + 10*b.d + 100*c.d + 1000*e.d + 10000*f.d AS n FROM z.d a, z.d b, z.d c, z.d e, z.d f) x WHERE n < ${count} ORDER BY n`;
}

async function told(source: Real, target: Real) {
  const recheck = { rounds: 3, waitMs: 0 };
  const result = await compare({
    source: source.admin,
    target: target.admin,
    databases: ["z"],
    mode: "full",
    recheck,
    chunkMs: 60_000,
    maxChunkRows: 45_000,
  });
  const table = result.tables.find((one) => one.table === "t");
  return { verdict: result.verdict, differing: table?.differing };
}

describe("JSON compared with text, in ranges of many rows", () => {
  let [source, target]: (Real | undefined)[] = [];
  beforeAll(async () => {
    const [maria, nine] = [await distributionOf("mariadb"), await distributionOf("mysql9")];
    [source, target] = await Promise.all([start({}, maria), start({}, nine)]);
    for (const side of [source, target])
      await side.sql(
        ...DIGITS,
        "CREATE TABLE z.t (id INT PRIMARY KEY, j JSON)",
        fill(`n, CONCAT('{"a":', n, '}')`, 12_000),
      );
  });
  afterAll(async () => {
    await Promise.all([source?.stop(), target?.stop()]);
  });

  test("a differing member is found, whichever row it is in", async () => {
    await target!.sql(`UPDATE z.t SET j = '{"a":-1}' WHERE id IN (700, 4999)`);
    expect(await told(source!, target!)).toEqual({ verdict: "differs", differing: 2 });
    await target!.sql(`UPDATE z.t SET j = '{"a":-1}' WHERE id IN (5000, 11999)`);
    expect(await told(source!, target!)).toEqual({ verdict: "differs", differing: 4 });
  });
});

describe("clustered numbers with wide gaps between", () => {
  let [source, target]: (Real | undefined)[] = [];
  beforeAll(async () => {
    [source, target] = await Promise.all([start(), start()]);
    for (const side of [source, target])
      await side.sql(
        ...DIGITS,
        "CREATE TABLE z.t (id BIGINT PRIMARY KEY, v INT)",
        fill("(n DIV 30000) * 1000000000000 + n, n", 90_000),
      );
  });
  afterAll(async () => {
    await Promise.all([source?.stop(), target?.stop()]);
  });

  test("a row far behind the beginning of a group is found", async () => {
    await target!.sql("UPDATE z.t SET v = -1 WHERE v = 59000");
    expect(await told(source!, target!)).toEqual({ verdict: "differs", differing: 1 });
  });
});
