import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CompareInput, compare } from "../../../mysql/compare/compare";
import { connect, type Db } from "../../../mysql/connect";
import { comparison } from "../../../mysql/output/comparison";
import { readPosition } from "../../../mysql/position";
import { runPreflight } from "../../../mysql/preflight";
import { contains } from "../../../mysql/replication";
import { loadDemo } from "../../../sandbox/mysql/demo/load";
import { nastySchema } from "../support/nasty";
import { distributionOf, type Real, start } from "../support/servers";

const quick = { recheck: { rounds: 0 } } as const;

describe("two servers of MySQL 5.6.24", () => {
  let source: Real;
  let target: Real;
  const run = (over: Partial<CompareInput> = {}) =>
    compare({ source: source.admin, target: target.admin, databases: ["nasty"], mode: "full", ...quick, ...over });
  const tableOf = async (name: string, over: Partial<CompareInput> = {}) => {
    const result = await run({ tables: [{ database: "nasty", table: name }], ...over });
    expect(result.tables).toHaveLength(1);
    return result.tables[0]!;
  };

  let orders: number;
  beforeAll(async () => {
    [source, target] = await Promise.all([start(), start()]);
    for (const side of [source, target]) {
      await side.sql(...nastySchema("nasty"));
      orders = (await loadDemo(side.admin))["orders"]!;
      await side.sql(
        "CREATE DATABASE big",
        "CREATE TABLE big.t (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(30))",
        "INSERT INTO big.t VALUES (1, 'v1'), (2, 'v2'), (3, 'v3'), (4, 'v4')",
        ...Array.from(
          { length: 13 },
          (_, n) => `INSERT INTO big.t SELECT id + ${4 * 2 ** n}, CONCAT('v', id + ${4 * 2 ** n}) FROM big.t`,
        ),
      );
    }
  });
  afterAll(async () => {
    await Promise.all([source?.stop(), target?.stop()]);
  });

  test("the shop and the hostile schema are equal to themselves, in every mode", async () => {
    for (const mode of ["counts", "sample", "full"] as const) {
      const result = await run({ databases: ["nasty", "shop"], mode, ratio: 0.5 });
      // A mode that reads only part of the data proves nothing.
      const wanted = mode === "full" ? "same" : "notProven";
      expect(result.tables.filter((table) => table.verdict !== wanted)).toEqual([]);
      expect([result.verdict, result.notProven.length]).toEqual([wanted, mode === "full" ? 0 : 1]);
      expect(result.rows.source).toBeGreaterThan(50_000);
      expect(result.rows.source).toBe(result.rows.target);
      expect(result.tables.find((table) => table.table === "keyless")?.method).toBe(
        mode === "counts" ? "count" : "buckets",
      );
      expect(result.tables.find((table) => table.table === "orders")?.rows).toEqual({ source: orders, target: orders });
    }
  });

  test.each([
    ["one bit", "UPDATE nasty.types SET b = (b + 0) ^ 1 WHERE k = UNHEX('0007')", "types", "changed", ["b"]],
    ["a missing row", "DELETE FROM nasty.named WHERE part = 'p9'", "named", "missing", undefined],
    ["an extra row", "INSERT INTO nasty.negative VALUES (77, 'x')", "negative", "extra", undefined],
    [
      "a trailing space",
      "UPDATE nasty.`größe 表` SET `straße` = 'trailing ' WHERE id = 3",
      "größe 表",
      "changed",
      ["straße"],
    ],
    ["NULL against ''", "UPDATE nasty.`order` SET `groups` = NULL WHERE id = 4", "order", "changed", ["groups"]],
  ] as const)("%s is found, and reported by key and column", async (_, sql, table, kind, columns) => {
    const [backup] = [`nasty.\`${table}\``];
    await target.sql(
      "CREATE DATABASE IF NOT EXISTS kept",
      "DROP TABLE IF EXISTS kept.copy",
      `CREATE TABLE kept.copy LIKE ${backup}`,
      `INSERT INTO kept.copy SELECT * FROM ${backup}`,
    );
    await target.sql(sql);
    const found = await tableOf(table, { values: true });
    expect(found.verdict).toBe("differs");
    expect(found.differing).toBe(1);
    expect(found.differences).toHaveLength(1);
    expect(found.differences[0]).toMatchObject({ kind });
    if (columns) expect(found.differences[0]!.columns?.map((column) => column.name)).toEqual(columns);
    expect(found.ranges).toHaveLength(1);
    // Values are shown only on request.
    const discreet = await tableOf(table);
    expect(JSON.stringify(discreet.differences)).not.toMatch(/"(source|target)"/);
    await target.sql(`DELETE FROM ${backup}`, `INSERT INTO ${backup} SELECT * FROM kept.copy`);
    expect((await tableOf(table)).verdict).toBe("same");
  });

  test("the same change in two rows of a chunk does not cancel out", async () => {
    for (const ids of ["3, 4", "5, 6, 7, 8", "100, 228"]) {
      await target.sql(`UPDATE big.t SET v = CONCAT(v, 'x') WHERE id IN (${ids})`);
      const result = await run({ databases: ["big"] });
      expect(result.tables[0]).toMatchObject({ verdict: "differs", differing: ids.split(",").length });
      await target.sql(`UPDATE big.t SET v = LEFT(v, CHAR_LENGTH(v) - 1) WHERE id IN (${ids})`);
    }
    expect((await run({ databases: ["big"] })).verdict).toBe("same");
  });

  test("bytes of a blob that look like our own markers do not hide a difference", async () => {
    const make = [
      "CREATE DATABASE marks",
      "CREATE TABLE marks.t (id INT PRIMARY KEY, b BLOB, v VARCHAR(9) NOT NULL)",
      "CREATE TABLE marks.keyless (b BLOB, v VARCHAR(9) NOT NULL)",
    ];
    const fill = (rows: string[]) => [
      `INSERT INTO marks.t VALUES ${rows.map((row, at) => `(${at + 1}, ${row})`).join(", ")}`,
      ...rows.map((row) => `INSERT INTO marks.keyless VALUES (${row})`),
    ];
    await source.sql(...make, ...fill(["NULL, 'n'", "X'611F', 'b'", "'same', ''"]));
    await target.sql(...make, ...fill(["X'1E1F1E', 'n'", "'a', CONCAT(CHAR(31), 'b')", "'same', ''"]));
    const { tables } = await run({ databases: ["marks"] });
    expect(tables.map((table) => [table.table, table.verdict === "same"])).toEqual([
      ["keyless", false],
      ["t", false],
    ]);
    expect(tables[1]!.differences.map((one) => one.key)).toEqual([{ id: "1" }, { id: "2" }]);
    for (const side of [source, target]) await side.sql("DROP DATABASE marks");
  });

  test("a row without a key that occurs twice too often is counted", async () => {
    await target.sql("INSERT INTO nasty.keyless VALUES (1, ''), (1, '')");
    const found = await tableOf("keyless");
    expect(found).toMatchObject({ verdict: "differs", method: "buckets" });
    expect(found.differences[0]).toMatchObject({ kind: "extra", times: { source: 1, target: 3 } });
    await target.sql("DELETE FROM nasty.keyless WHERE a = 1 AND b = '' AND LENGTH(b) = 0 LIMIT 2");
    expect((await tableOf("keyless")).verdict).toBe("same");
  });

  test("tables and columns that are missing on one side are differences, and so is an empty side", async () => {
    await target.sql("CREATE TABLE nasty.only_here (id INT)", "ALTER TABLE nasty.empty_one ADD COLUMN more INT");
    const result = await run();
    const bad = Object.fromEntries(
      result.tables.filter((table) => table.verdict !== "same").map((table) => [table.table, table.structure]),
    );
    expect(bad).toEqual({
      only_here: ["the table exists only on the target"],
      empty_one: ["column more exists only on the target"],
    });
    await target.sql("DROP TABLE nasty.only_here", "ALTER TABLE nasty.empty_one DROP COLUMN more");
    await expect(run({ databases: ["nowhere"] })).rejects.toThrow(/nowhere exists on neither side/);
    await expect(run({ tables: [{ database: "nasty", table: "nope" }] })).rejects.toThrow(
      /nasty.nope exists on neither side/,
    );
    await expect(run({ databases: [] })).rejects.toThrow(/name at least one/);
  });

  test("an interrupted comparison continues where it stopped", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dbferry-resume-"));
    const resumeFile = join(folder, "state.json");
    const stop = new AbortController();
    let chunks = 0;
    const first = run({
      databases: ["big"],
      maxChunkRows: 1000,
      resumeFile,
      signal: stop.signal,
      progress: () => {
        chunks += 1;
        if (chunks === 10) stop.abort(new Error("enough"));
      },
    });
    await expect(first).rejects.toThrow("enough");
    expect(existsSync(resumeFile)).toBe(true);
    await target.sql("UPDATE big.t SET v = 'changed' WHERE id = 30000");
    let seen = 0;
    const second = await run({ databases: ["big"], maxChunkRows: 1000, resumeFile, progress: () => (seen += 1) });
    expect(second).toMatchObject({ resumed: true, verdict: "differs", rows: { source: 32_768, target: 32_768 } });
    expect(second.tables[0]!.differences[0]!.key).toEqual({ id: "30000" });
    expect(seen).toBeLessThan(second.tables[0]!.chunks);
    expect(existsSync(resumeFile)).toBe(false);
    await target.sql("UPDATE big.t SET v = 'v30000' WHERE id = 30000");
    expect((await run({ databases: ["big"], resumeFile })).resumed).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test("only the beginning of a long value is fetched and shown, but a difference at its end is found", async () => {
    const make = [
      "CREATE DATABASE long_ones",
      "CREATE TABLE long_ones.t (id INT PRIMARY KEY, doc LONGTEXT, bin LONGBLOB, same LONGTEXT)",
      "INSERT INTO long_ones.t SELECT 1, REPEAT('ä', 100000), REPEAT(UNHEX('00FF'), 100000), REPEAT('z', 100000)",
    ];
    for (const side of [source, target]) await side.sql(...make);
    await target.sql("UPDATE long_ones.t SET doc = CONCAT(doc, '!'), bin = CONCAT(bin, UNHEX('00'))");
    const result = await run({ databases: ["long_ones"], values: true });
    const [doc, bin] = [`${"ä".repeat(500)}…`, `0x${"00ff".repeat(250)}…`];
    expect(result.tables[0]!.differences).toEqual([
      {
        kind: "changed",
        key: { id: "1" },
        columns: [
          { name: "doc", source: doc, target: doc },
          { name: "bin", source: bin, target: bin },
        ],
      },
    ]);
    for (const side of [source, target]) await side.sql("DROP DATABASE long_ones");
  });

  test("if very much differs, the number is a lower bound and says so", async () => {
    await target.sql("UPDATE big.t SET v = '-' WHERE id <= 10000");
    const result = await run({ databases: ["big"] });
    const { differing, differingMore, differences } = result.tables[0]!;
    expect([differing < 10_000, differingMore, differences.length]).toEqual([true, true, 20]);
    expect(comparison(result, { colour: false })).toMatch(
      new RegExp(`: at least ${differing} rows differ; .*and at least ${differing - 20} more rows\n`, "s"),
    );
    const all = (await run({ databases: ["big"], maxDifferences: 20_000 })).tables[0]!;
    expect([all.differing, all.differingMore, all.differences.length]).toEqual([10_000, undefined, 10_000]);
    await target.sql("UPDATE big.t SET v = CONCAT('v', id) WHERE id <= 10000");
  });

  test("a comparison interrupted during its rechecks does not read everything again", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dbferry-resume-"));
    const resumeFile = join(folder, "state.json");
    await target.sql("UPDATE big.t SET v = 'changed' WHERE id IN (9, 30000)");
    const over = { databases: ["big"], maxChunkRows: 1000, resumeFile, recheck: { rounds: 2, waitMs: 0 } } as const;
    const stop = new AbortController();
    const progress: CompareInput["progress"] = ({ lookedAgain }) => {
      if (lookedAgain) stop.abort(new Error("enough"));
    };
    await expect(run({ ...over, signal: stop.signal, progress })).rejects.toThrow("enough");
    let chunks = 0;
    const second = await run({ ...over, progress: ({ lookedAgain }) => (chunks += lookedAgain ? 0 : 1) });
    // Only the end of the table is reported, and nothing before it.
    expect(chunks).toBe(1);
    expect(second.tables[0]).toMatchObject({
      verdict: "differs",
      differing: 2,
      rows: { source: 32_768, target: 32_768 },
    });
    expect(second.tables[0]!.differences.map(({ key }) => key)).toEqual([{ id: "9" }, { id: "30000" }]);
    await target.sql("UPDATE big.t SET v = CONCAT('v', id) WHERE id IN (9, 30000)");
    rmSync(folder, { recursive: true });
  });

  test("a file of another comparison, or of something else, is reported and left unchanged", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dbferry-resume-"));
    const resumeFile = join(folder, "state.json");
    const stop = new AbortController();
    const first = run({
      databases: ["big"],
      resumeFile,
      signal: stop.signal,
      progress: () => stop.abort(new Error("x")),
    });
    await expect(first).rejects.toThrow("x");
    const kept = readFileSync(resumeFile, "utf8");
    await expect(run({ databases: ["shop"], resumeFile })).rejects.toThrow(/belongs to another comparison .* begun 20/);
    expect(readFileSync(resumeFile, "utf8")).toBe(kept);
    writeFileSync(resumeFile, "my notes");
    await expect(run({ databases: ["big"], resumeFile })).rejects.toThrow(/was changed after a comparison wrote it/);
    expect(readFileSync(resumeFile, "utf8")).toBe("my notes");
    rmSync(folder, { recursive: true });
  });

  test("a stopped comparison leaves no statement behind on either server", async () => {
    const [one, other] = [await connect(source.admin), await connect(target.admin)];
    for (const db of [one, other]) await db.query("LOCK TABLES big.t WRITE");
    const stop = new AbortController();
    const running = run({ databases: ["big"], signal: stop.signal });
    const waiting = async (db: Db) =>
      (await db.query<{ Info: string | null }>("SHOW PROCESSLIST")).filter(({ Info }) => /FROM `big`/.test(Info ?? ""));
    for (const db of [one, other]) while ((await waiting(db)).length === 0);
    stop.abort(new Error("stopped by hand"));
    await expect(running).rejects.toThrow("stopped by hand");
    for (const db of [one, other]) {
      expect(await waiting(db)).toEqual([]);
      await db.close();
    }
  });

  test("neither preflight nor comparison writes: position and counters of both servers are unchanged", async () => {
    const look = async (server: Real) => {
      const db = await connect(server.admin);
      const position = await readPosition(db);
      const names =
        "'Com_insert','Com_update','Com_delete','Com_replace','Com_create_table','Com_create_db','Com_create_user','Com_grant','Com_drop_table','Com_alter_table','Innodb_rows_inserted','Innodb_rows_updated','Innodb_rows_deleted'";
      const counters = await db.query(`SHOW GLOBAL STATUS WHERE Variable_name IN (${names})`);
      await db.close();
      return { position, counters };
    };
    const before = [await look(source), await look(target)];
    await run({ databases: ["nasty", "shop"] });
    await runPreflight({
      source: source.admin,
      target: target.admin,
      engine: "drs",
      mode: "full+incremental",
      databases: "all",
    });
    expect([await look(source), await look(target)]).toEqual(before);
  });

  test("during replication with a writer, lag is not reported as a difference, nor a difference as lag", async () => {
    const [from, to] = [await connect(source.admin), await connect(target.admin)];
    await replicate(source, from, to);
    let writing = true;
    let written = 0;
    const writer = (async () => {
      const db = await connect(source.admin);
      while (writing) {
        await db.query(`UPDATE big.t SET v = 'w${written}' WHERE id = ${1 + ((written * 7919) % 60_000)}`);
        await db.query(`INSERT INTO big.t (v) VALUES ('new ${written}')`);
        written += 1;
        // It always lags by some, however busy the machine is.
        if (written % 100 > 0) continue;
        const position = await readPosition(db);
        while (writing && !(await contains(db, to, position)).contained);
      }
      await db.close();
    })();
    const settled = { databases: ["big"], recheck: { rounds: 5, waitMs: 4000 }, maxChunkRows: 5000 } as const;
    for (let round = 0; round < 8; round += 1) {
      const result = await run(settled);
      expect(result.tables.flatMap((table) => table.differences)).toEqual([]);
      expect(result.verdict).toBe("same");
    }
    expect(written).toBeGreaterThan(20);
    await to.query("SET SESSION sql_log_bin = 0");
    await to.query(
      "UPDATE big.t SET v = 'somebody else' WHERE id = 50001 OR id = (SELECT * FROM (SELECT MIN(id) FROM big.t) AS x)",
    );
    const found = await run(settled);
    writing = false;
    await writer;
    expect(found.verdict).toBe("differs");
    expect(found.tables[0]!.differences.some((one) => one.kind === "changed")).toBe(true);
    await to.query("STOP SLAVE");
    await Promise.all([from.close(), to.close()]);
  });
});

/** Makes the target a replica from here on. */
async function replicate(source: Real, from: Db, to: Db): Promise<void> {
  await from.query("GRANT REPLICATION SLAVE ON *.* TO 'copier'@'127.0.0.1' IDENTIFIED BY 'copier-1'");
  const [executed] = await from.query<{ g: string }>("SELECT @@GLOBAL.gtid_executed AS g");
  await to.query("RESET MASTER");
  await to.query(`SET GLOBAL gtid_purged = '${executed!.g.replace(/\s/g, "")}'`);
  await to.query(
    `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${source.admin.port}, MASTER_USER='copier', MASTER_PASSWORD='copier-1', MASTER_AUTO_POSITION=1`,
  );
  await to.query("START SLAVE");
  const position = await readPosition(from);
  for (;;) if ((await contains(from, to, position)).contained) return;
}

describe("servers of different versions", () => {
  test.each(["mariadb", "mysql9"] as const)(
    "5.6.24 against %s: the same data is equal, one changed bit is not",
    async (which) => {
      const distribution = await distributionOf(which);
      const [source, target] = await Promise.all([start(), start({}, distribution)]);
      try {
        await source.sql(...nastySchema("nasty", { modern: true }).map((sql) => sql.replace(/ST_Geom/g, "Geom")));
        await target.sql(...nastySchema("nasty", { modern: true }));
        const run = () =>
          compare({
            source: source.admin,
            target: target.admin,
            databases: ["nasty"],
            mode: "full",
            ...quick,
            values: true,
          });
        const result = await run();
        expect(result.tables.filter((table) => table.verdict !== "same")).toEqual([]);
        expect(result.tables.length).toBeGreaterThan(12);
        await target.sql("UPDATE nasty.types SET d = d * 1.0000000000000002 WHERE k = UNHEX('0003')");
        const changed = await run();
        expect(
          changed.tables
            .filter((table) => table.verdict !== "same")
            .map((table) => table.differences[0]?.columns?.[0]?.name),
        ).toEqual(["d"]);
        for (const side of [source, target])
          await side.sql("CREATE TABLE nasty.no_key (a INT, b VARCHAR(9))", "INSERT INTO nasty.no_key VALUES (1, 'x')");
        await target.sql("INSERT INTO nasty.no_key VALUES (1, 'x'), (2, NULL)");
        const keyless = (await run()).tables.find(({ table }) => table === "no_key")!;
        const told = keyless.differences.map(({ kind, key, times }) => [kind, key.a, key.b, times?.target]);
        expect(told.sort((x, y) => Number(x[1]) - Number(y[1]))).toEqual([
          ["extra", "1", "x", 2],
          ["extra", "2", null, 1],
        ]);
      } finally {
        await Promise.all([source.stop(), target.stop()]);
      }
      return undefined;
    },
  );

  test("JSON is compared with text by value, and virtual columns by their values", async () => {
    const [nine, maria] = [await distributionOf("mysql9"), await distributionOf("mariadb")];
    const [source, target] = await Promise.all([start({}, nine), start({}, maria)]);
    try {
      for (const side of [source, target]) {
        await side.sql(
          "CREATE DATABASE d CHARACTER SET utf8mb4",
          "CREATE TABLE d.t (id INT PRIMARY KEY, j JSON, a INT, twice INT AS (a * 2) VIRTUAL, kept INT AS (a * 3) STORED)",
          `INSERT INTO d.t (id, j, a) VALUES (1, '{"b": 1,  "a": 2}', 5)`,
        );
      }
      const result = await compare({
        source: source.admin,
        target: target.admin,
        databases: ["d"],
        mode: "full",
        ...quick,
      });
      expect(result.verdict).toBe("same");
    } finally {
      await Promise.all([source.stop(), target.stop()]);
    }
  });
});
