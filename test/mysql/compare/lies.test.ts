import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CompareInput, type CompareResult, compare } from "../../../mysql/compare/compare";
import { distributionOf, type Real, start } from "../support/servers";

/** Situations in which a comparison could wrongly report "same" or "differs". */
describe("two servers of MySQL 5.6.24", () => {
  let source: Real;
  let target: Real;
  const run = (database: string | "all", more: Partial<CompareInput> = {}): Promise<CompareResult> =>
    compare({
      source: source.admin,
      target: target.admin,
      databases: database === "all" ? "all" : [database],
      mode: "full",
      recheck: { rounds: 0 },
      ...more,
    });
  const onBoth = async (...statements: string[]) => {
    await Promise.all([source.sql(...statements), target.sql(...statements)]);
  };

  beforeAll(async () => {
    [source, target] = await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await Promise.all([source?.stop(), target?.stop()]);
  });

  test("a row longer than a packet is compared, even if the two sides' packets differ", async () => {
    await onBoth(
      "SET GLOBAL max_allowed_packet=4194304",
      "CREATE DATABASE packet",
      "CREATE TABLE packet.t (id INT PRIMARY KEY, a MEDIUMTEXT, b MEDIUMBLOB)",
      "CREATE TABLE packet.keyless (a MEDIUMTEXT, b MEDIUMBLOB)",
      "INSERT INTO packet.t VALUES (1, REPEAT('a', 3000000), REPEAT('b', 3000000)), (2, NULL, '')",
      "INSERT INTO packet.keyless SELECT a, b FROM packet.t",
    );
    expect((await run("packet")).verdict).toBe("same");
    await source.sql("SET GLOBAL max_allowed_packet=67108864");
    expect((await run("packet")).verdict).toBe("same");
    for (const table of ["t", "keyless"]) {
      await target.sql(`UPDATE packet.${table} SET b = CONCAT('c', SUBSTR(b, 2)) WHERE b <> ''`);
      const result = await run("packet");
      expect([table, result.verdict]).toEqual([table, "differs"]);
      const told = result.tables.find((one) => one.table === table)!;
      expect(told.differences.map((one) => [one.kind, one.columns?.map((column) => column.name)])).toEqual([
        ["changed", ["b"]],
      ]);
      await target.sql(`UPDATE packet.${table} SET b = CONCAT('b', SUBSTR(b, 2)) WHERE b <> ''`);
    }
  });

  test("a text of many packets counts", async () => {
    await onBoth(
      "CREATE DATABASE small",
      "CREATE TABLE small.t (id INT PRIMARY KEY, a TEXT NOT NULL)",
      "INSERT INTO small.t VALUES (1, REPEAT('a', 60000))",
    );
    await target.sql("UPDATE small.t SET a = CONCAT(a, 'b')");
    await onBoth("SET GLOBAL max_allowed_packet=8192");
    const result = await run("small").catch((error: unknown) => error);
    await onBoth("SET GLOBAL max_allowed_packet=4194304", "DROP DATABASE small");
    expect(result).not.toMatchObject({ verdict: "same" });
  });

  test.each([
    ["plumless", "buckeroo"],
    ["codding", "gnu"],
    ["exhibiters", "schlager"],
  ])("%s and %s, which have the same CRC32, are not the same", async (mine, theirs) => {
    for (const [side, word] of [
      [source, mine],
      [target, theirs],
    ] as const) {
      await side.sql(
        "CREATE DATABASE crc CHARACTER SET utf8",
        ...["v VARCHAR(20)", "v TEXT", "v VARBINARY(20)", "v LONGBLOB", "v CHAR(20) CHARACTER SET latin1"].flatMap(
          (type, at) => [
            `CREATE TABLE crc.keyed${at} (id INT PRIMARY KEY, w VARCHAR(9), ${type})`,
            `INSERT INTO crc.keyed${at} VALUES (1, 'same', '${word}')`,
            `CREATE TABLE crc.keyless${at} (w VARCHAR(9), ${type})`,
            `INSERT INTO crc.keyless${at} VALUES ('same', '${word}')`,
          ],
        ),
        "CREATE TABLE crc.inkey (v VARCHAR(20) PRIMARY KEY, a INT)",
        `INSERT INTO crc.inkey VALUES ('${word}', 1)`,
        "CREATE TABLE crc.joined (id INT PRIMARY KEY, a VARCHAR(20), b VARCHAR(20), c TEXT)",
        `INSERT INTO crc.joined VALUES (1, '${word}', '${word}', '${word}')`,
      );
    }
    const result = await run("crc");
    await onBoth("DROP DATABASE crc");
    expect(result.tables.filter((table) => table.verdict !== "differs").map((table) => table.table)).toEqual([]);
    expect(result.tables).toHaveLength(12);
  });

  test("two tables whose joined names are the same text are two tables", async () => {
    await onBoth(
      "CREATE DATABASE shop",
      "CREATE DATABASE `shop.eu`",
      "CREATE TABLE shop.`eu.orders` (id INT PRIMARY KEY)",
      "CREATE TABLE `shop.eu`.orders (id INT PRIMARY KEY)",
      "INSERT INTO shop.`eu.orders` VALUES (1)",
      "INSERT INTO `shop.eu`.orders VALUES (1)",
    );
    await target.sql("UPDATE `shop.eu`.orders SET id = 2");
    const result = await run("all", { databases: ["shop", "shop.eu"] });
    const only = await run("all", { databases: ["shop"], tables: [{ database: "shop", table: "eu.orders" }] });
    await onBoth("DROP DATABASE shop", "DROP DATABASE `shop.eu`");
    expect(result.tables.map((table) => [table.database, table.table, table.verdict])).toEqual([
      ["shop", "eu.orders", "same"],
      ["shop.eu", "orders", "differs"],
    ]);
    expect(only.tables.map((table) => table.verdict)).toEqual(["same"]);
  });

  test("a character outside Unicode does not equal a question mark, and a table too wide for a packet is not proven", async () => {
    await onBoth("CREATE DATABASE odd");
    await source.sql(
      "CREATE TABLE odd.t (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET gbk)",
      "INSERT INTO odd.t VALUES (1, UNHEX('FE80')), (2, '?'), (3, UNHEX('C4E3'))",
    );
    await target.sql(
      "CREATE TABLE odd.t (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET utf8mb4)",
      "INSERT INTO odd.t VALUES (1, '?'), (2, '?'), (3, '你')",
    );
    const lost = await run("odd");
    const wide = Array.from({ length: 60 }, (_, at) => `c${at} VARCHAR(5)`).join(", ");
    await onBoth(
      "DROP TABLE odd.t",
      `CREATE TABLE odd.wide (id INT PRIMARY KEY, ${wide})`,
      "SET GLOBAL max_allowed_packet = 4096",
    );
    const narrow = await run("odd");
    await onBoth("SET GLOBAL max_allowed_packet = 4194304", "DROP DATABASE odd");
    expect(lost.tables[0]!.differences.map((one) => one.key)).toEqual([{ id: "1" }]);
    expect([narrow.verdict, narrow.tables[0]!.notProven]).toEqual([
      "notProven",
      [expect.stringMatching(/60|61 columns need a statement of \d+ bytes, .* raise it on both sides/)],
    ]);
  });

  test.each([
    ["the signs of two columns turn", "a = -a, b = -b"],
    ["two columns trade their values", "a = (@was := a), a = b, b = @was"],
  ])("%s, whatever numbers they are", async (_, change) => {
    const types = [
      "TINYINT",
      "SMALLINT",
      "INT",
      "BIGINT",
      "DECIMAL(4,2)",
      "DECIMAL(10,2)",
      "DECIMAL(12,12)",
      "FLOAT",
      "DOUBLE",
    ];
    for (const [at, type] of types.entries()) {
      const scale = type === "DECIMAL(12,12)" ? 1e-4 : 1;
      await onBoth(
        ...(at === 0 ? ["CREATE DATABASE signs"] : []),
        `CREATE TABLE signs.t${at} (id INT PRIMARY KEY, a ${type}, b ${type})`,
        `INSERT INTO signs.t${at} VALUES ${Array.from({ length: 99 }, (_, n) => `(${n}, ${(n + 1) * scale}, ${-(n + 1) * scale}), (${n + 100}, ${(n + 1) * scale}, ${(n + 2) * scale})`).join(", ")}`,
      );
      await target.sql(`UPDATE signs.t${at} SET ${change}`);
    }
    const result = await run("signs", { maxDifferences: 0 });
    await onBoth("DROP DATABASE signs");
    expect(result.tables.map((table) => [table.table, table.differing])).toEqual(types.map((_, at) => [`t${at}`, 198]));
  });

  test("columns never collide with our own aliases, nor sets of rows with each other", async () => {
    await onBoth(
      "CREATE DATABASE own",
      "CREATE TABLE own.t (i INT PRIMARY KEY, n INT, x INT, b INT, g INT)",
      "CREATE TABLE own.k (i INT, n INT, x INT, b INT, g INT)",
      "CREATE TABLE own.ids (id INT PRIMARY KEY)",
      "INSERT INTO own.t VALUES (1,1,1,1,1),(2,2,2,2,2),(3,1,1,1,1)",
      "INSERT INTO own.k SELECT * FROM own.t",
    );
    // The same number of rows, the same sum and the same sum of squares.
    await source.sql("INSERT INTO own.ids VALUES (10),(14),(15)");
    await target.sql("INSERT INTO own.ids VALUES (11),(12),(16)", "UPDATE own.t SET g = 9 WHERE i = 2");
    await target.sql("UPDATE own.k SET b = 9 WHERE i = 2");
    const result = await run("own");
    await onBoth("DROP DATABASE own");
    expect(result.tables.map((table) => [table.table, table.verdict, table.differences.length])).toEqual([
      ["ids", "differs", 6],
      ["k", "differs", 1],
      ["t", "differs", 1],
    ]);
  });
});

describe("servers of different kinds", () => {
  test("JSON is compared with text by value", async () => {
    const [mysql9, mariadb] = [await distributionOf("mysql9"), await distributionOf("mariadb")];
    const [source, target] = await Promise.all([start({}, mariadb), start({}, mysql9)]);
    try {
      for (const side of [source, target]) {
        await side.sql(
          "CREATE DATABASE j CHARACTER SET utf8mb4",
          "CREATE TABLE j.t (id INT PRIMARY KEY, v JSON)",
          `INSERT INTO j.t VALUES (1, '{"b": [1, 2.50, 1e2], "a": "é\\\\u00e9"}'), (2, NULL), (3, 'null'), (4, '777')`,
        );
      }
      const go = () =>
        compare({ source: source.admin, target: target.admin, databases: ["j"], mode: "full", recheck: { rounds: 0 } });
      expect((await go()).verdict).toBe("same");
      for (const [id, other] of [
        [1, `'{"b": [1, 2.51, 1e2], "a": "éé"}'`],
        [2, "'null'"],
        [3, "NULL"],
        [4, "'778'"],
      ] as const) {
        await target.sql(`CREATE TABLE j.kept AS SELECT * FROM j.t`, `UPDATE j.t SET v = ${other} WHERE id = ${id}`);
        const { verdict, tables } = await go();
        const told = tables.find((table) => table.table === "t")!;
        expect([id, verdict, told.differences[0]?.columns?.[0]?.name]).toEqual([id, "differs", "v"]);
        await target.sql("UPDATE j.t JOIN j.kept USING (id) SET t.v = kept.v", "DROP TABLE j.kept");
      }
    } finally {
      await Promise.all([source.stop(), target.stop()]);
    }
  });

  test("a DECIMAL in JSON that a dump copied as text is the same; a database hidden by a revoke is not proven", async () => {
    const distribution = await distributionOf("mysql9");
    const [source, target] = await Promise.all([start({}, distribution), start({}, distribution)]);
    try {
      await source.sql(
        "CREATE DATABASE j",
        "CREATE TABLE j.t (id INT PRIMARY KEY, v JSON)",
        "INSERT INTO j.t VALUES (1, JSON_OBJECT('price', CAST(1.10 AS DECIMAL(10,2))))",
        "CREATE DATABASE secret",
        "CREATE TABLE secret.t (id INT PRIMARY KEY)",
      );
      await target.sql(
        "CREATE DATABASE j",
        "CREATE TABLE j.t (id INT PRIMARY KEY, v JSON)",
        `INSERT INTO j.t VALUES (1, '{"price": 1.10}')`,
      );
      const base = { target: target.admin, mode: "full", recheck: { rounds: 0 } } as const;
      expect((await compare({ ...base, source: source.admin, databases: ["j"] })).verdict).toBe("same");
      await source.sql(
        "SET GLOBAL partial_revokes = ON",
        "CREATE USER half@'127.0.0.1' IDENTIFIED BY 'x'",
        "GRANT SELECT, PROCESS, REPLICATION CLIENT ON *.* TO half@'127.0.0.1'",
        "REVOKE SELECT ON secret.* FROM half@'127.0.0.1'",
      );
      const half = { ...source.admin, user: "half", password: "x" };
      const result = await compare({ ...base, source: half, databases: "all" });
      expect([result.verdict, result.notProven]).toEqual([
        "notProven",
        [expect.stringContaining("is not allowed to see the database secret")],
      ]);
    } finally {
      await Promise.all([source.stop(), target.stop()]);
    }
  });

  test("a system-versioned table is compared, and its history is reported as not compared", async () => {
    const distribution = await distributionOf("mariadb");
    const [source, target] = await Promise.all([start({}, distribution), start({}, distribution)]);
    try {
      const go = () =>
        compare({ source: source.admin, target: target.admin, databases: ["v"], mode: "full", recheck: { rounds: 0 } });
      for (const side of [source, target]) await side.sql("CREATE DATABASE v");
      await source.sql(
        "CREATE TABLE v.t (id INT PRIMARY KEY, a INT) WITH SYSTEM VERSIONING",
        "INSERT INTO v.t VALUES (1, 1)",
      );
      const missing = await go();
      expect([missing.verdict, missing.tables[0]?.structure]).toEqual([
        "differs",
        ["the table is missing on the target"],
      ]);
      await target.sql(
        "CREATE TABLE v.t (id INT PRIMARY KEY, a INT) WITH SYSTEM VERSIONING",
        "INSERT INTO v.t VALUES (1, 1)",
      );
      const same = await go();
      expect([same.verdict, same.tables[0]?.notProven.length]).toEqual(["notProven", 2]);
      await target.sql("UPDATE v.t SET a = 2");
      expect((await go()).verdict).toBe("differs");
    } finally {
      await Promise.all([source.stop(), target.stop()]);
    }
  });

  test("a target that folds names is queried for a database in its own case", async () => {
    const [source, target] = await Promise.all([start(), start({ lower_case_table_names: "1" })]);
    try {
      for (const side of [source, target])
        await side.sql(
          "CREATE DATABASE MixDb",
          "CREATE TABLE MixDb.MyTable (Id INT PRIMARY KEY)",
          "INSERT INTO MixDb.MyTable VALUES (1)",
        );
      const result = await compare({
        source: source.admin,
        target: target.admin,
        databases: ["MixDb"],
        tables: [{ database: "MixDb", table: "MyTable" }],
        mode: "full",
        recheck: { rounds: 0 },
      });
      expect([result.verdict, result.tables.length]).toEqual(["same", 1]);
    } finally {
      await Promise.all([source.stop(), target.stop()]);
    }
  });
});
