import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { dbferry, url } from "../../mysql/support/command";
import { type Real, start } from "../../mysql/support/servers";

describe("dbferry compare without any configuration", () => {
  let source: Real;
  let target: Real;
  let folder: string;
  const compare = async (...more: string[]) => {
    const args = ["--source", url(source, "shop"), "--target", url(target), "--wait", "0", "--data-only", ...more];
    const done = await dbferry("compare", ...args);
    return {
      ...done,
      out: done.out.replace("the structure was excluded by request: the verdict does not cover it\n", ""),
    };
  };

  beforeAll(async () => {
    [source, target] = await Promise.all([start(), start()]);
    for (const side of [source, target]) {
      await side.sql(
        "CREATE DATABASE shop",
        "CREATE TABLE shop.orders (id INT PRIMARY KEY, name VARCHAR(20), amount DECIMAL(8,2))",
        "INSERT INTO shop.orders VALUES (1, 'ann', 1.5), (2, 'bob', 2.5), (3, NULL, 3.5)",
        "CREATE TABLE shop.pairs (a VARCHAR(9), b INT, PRIMARY KEY (a, b))",
        "INSERT INTO shop.pairs VALUES ('x', 1), ('x', 2)",
      );
    }
    folder = mkdtempSync(join(tmpdir(), "dbferry-cli-"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([source?.stop(), target?.stop()]);
  });
  afterEach(() => vi.restoreAllMocks());

  test("exits with 0 for equal data, and lists tables only with --all", async () => {
    const same = await compare();
    expect([same.code, same.out.replace(/\d+\.\d s/, "n s")]).toEqual([
      0,
      "5 rows compared in 2 tables, n s: source and target hold the same data\n",
    ]);
    expect((await compare("--all")).out.split("\n").slice(0, 2)).toEqual([
      "same    shop.orders: 3 rows",
      "same    shop.pairs: 2 rows",
    ]);
  });

  test("never reports the data as the same in a mode that reads less than everything", async () => {
    const counted = await compare("--mode", "counts");
    expect([counted.code, counted.out]).toEqual([
      3,
      expect.stringMatching(/5 rows counted .*: the row counts are equal; the rows are not proven to be the same\n$/),
    ]);
    const sampled = await compare("--mode", "sample", "--ratio", "0.5");
    expect([sampled.code, sampled.out]).toEqual([
      3,
      expect.stringMatching(/not proven: compare in full to be sure\n$/),
    ]);
  });

  test("exits with 1 for a difference, with its ranges, rows and columns, and values only on request", async () => {
    await target.sql(
      "UPDATE shop.orders SET amount = 9, name = '' WHERE id = 3",
      "DELETE FROM shop.orders WHERE id = 1",
      "INSERT INTO shop.pairs VALUES ('y', 7)",
      "CREATE TABLE shop.more (id INT)",
    );
    const differs = await compare();
    expect([differs.code, differs.out.replace(/\d+\.\d s/, "n s").split("\n")]).toEqual([
      1,
      [
        "DIFFERS shop.more: the table exists only on the target",
        "DIFFERS shop.orders: 2 rows differ; 3 rows on the source, 2 on the target",
        "        range        from the first to the last: 3 rows on the source, 2 on the target",
        "        missing      id = 1",
        "        changed      id = 3: name, amount",
        "DIFFERS shop.pairs: 1 row differs; 2 rows on the source, 3 on the target",
        "        range        from the first to the last: 2 rows on the source, 3 on the target",
        '        extra        a = "y", b = 7',
        "5 rows compared in 3 tables, n s: 3 tables not the same on both sides",
        "",
      ],
    ]);
    const one = ["--tables", "shop.orders"];
    expect((await compare(...one, "--values")).out).toContain(
      'changed      id = 3: name NULL -> "", amount 3.50 -> 9.00',
    );
    expect((await compare(...one, "--differences", "1")).out).toMatch(/missing +id = 1\n +and 1 more row\n/);
    const file = join(folder, "report.json");
    const told = await compare(...one, "--json", "--output", file);
    expect([told.code, told.out]).toEqual([1, ""]);
    const report = JSON.parse(readFileSync(file, "utf8"));
    expect([report.verdict, report.tables[0].key, report.tables[0].differing]).toEqual(["differs", ["id"], 2]);
    expect(readFileSync(file, "utf8")).not.toContain(source.admin.password);
  });

  test("reports all invalid options at once, before it contacts a server", async () => {
    const nobody = ["--source", "mysql://x:y@127.0.0.1:1", "--target", "nonsense"];
    const refused = await dbferry(
      "compare",
      ...nobody,
      "--ratio",
      "0.5",
      "--looks",
      "1.5",
      "--duty",
      "2",
      "--chunk-rows",
      "0",
      "--resume",
      join(folder, "nowhere", "file"),
    );
    expect([refused.code, refused.error!.split("\n").slice(1)]).toEqual([
      2,
      [
        expect.stringMatching(/^ {2}- --target: not a URL/),
        "  - --looks: 1.5; needed: a whole number of 0 or more",
        "  - --chunk-rows: 0; needed: a whole number above 0",
        "  - --duty: 2; needed: a number above 0, at most 1",
        "  - --ratio: --mode full; needed: --mode sample",
        `  - --resume: ${join(folder, "nowhere")} does not exist; needed: a file in a writable folder`,
      ],
    ]);
  });

  test("says how to continue when interrupted, and the same command continues", async () => {
    const file = join(folder, "state.json");
    for (const side of [source, target]) {
      const double = "INSERT INTO shop.wide (v) SELECT v FROM shop.wide";
      await side.sql(
        "CREATE TABLE shop.wide (id INT AUTO_INCREMENT PRIMARY KEY, v INT)",
        "INSERT INTO shop.wide (v) VALUES (1), (2)",
        ...Array.from({ length: 13 }, () => double),
      );
    }
    // Enough chunks that it cannot have finished when the file appears.
    const command = ["--tables", "shop.orders,shop.wide", "--chunk-rows", "100", "--resume", file, "--looks", "0"];
    const running = compare(...command);
    while (!existsSync(file)) await new Promise(setImmediate);
    process.emit("SIGINT");
    const stopped = await running;
    expect([stopped.code, stopped.error]).toEqual([
      2,
      `stopped before the end; progress is saved in ${file}: the same command continues from there`,
    ]);
    const { out, code } = await compare(...command);
    expect([code, out]).toEqual([1, expect.stringMatching(/2 tables, .* begun 20.* and resumed: /)]);
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, "notes");
    expect((await compare(...command)).error).toMatch(/was changed after a comparison wrote it/);
  });
});
