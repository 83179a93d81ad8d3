import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scratchServer } from "../../../cli/terminal/scratch";
import type { Problem } from "../../../model/problems";
import type { Verdict } from "../../../model/verdict";
import { people } from "../../../mysql/output/people";
import { type CheckInput, type PreflightReport, runPreflight } from "../../../mysql/preflight";
import { namedScratch } from "../../../mysql/trial/scratch";
import { distributionOf, type Real, start } from "../support/servers";

/** Definitions that 5.6 accepts and later versions reject, in schemas built the way they arise on a real server. */
function oldSchema(folder: string): string[] {
  return [
    "CREATE DATABASE shop CHARACTER SET utf8",
    "CREATE DATABASE other CHARACTER SET latin1",
    "USE shop",
    "SET SESSION sql_mode = ''",
    "CREATE TABLE good (id INT PRIMARY KEY, name VARCHAR(40))",
    "CREATE TABLE other.far (id INT PRIMARY KEY, good INT, CONSTRAINT far_good FOREIGN KEY (good) REFERENCES shop.good (id))",
    "CREATE TABLE loose (id INT PRIMARY KEY, code INT, KEY (code))",
    "CREATE TABLE on_loose (id INT PRIMARY KEY, code INT, CONSTRAINT to_code FOREIGN KEY (code) REFERENCES loose (code))",
    "CREATE TABLE wide (id VARCHAR(10) PRIMARY KEY)",
    "CREATE TABLE narrow (id INT PRIMARY KEY, wide VARCHAR(10), CONSTRAINT to_wide FOREIGN KEY (wide) REFERENCES wide (id))",
    "SET SESSION foreign_key_checks = 0",
    "ALTER TABLE narrow MODIFY wide VARCHAR(10) CHARACTER SET latin1",
    "CREATE TABLE egg (id INT PRIMARY KEY, hen INT, CONSTRAINT egg_hen FOREIGN KEY (hen) REFERENCES hen (id))",
    "CREATE TABLE hen (id INT PRIMARY KEY, egg INT, CONSTRAINT hen_egg FOREIGN KEY (egg) REFERENCES egg (id))",
    "SET SESSION foreign_key_checks = 1",
    `CREATE TABLE placed (id INT PRIMARY KEY) DATA DIRECTORY='${folder}'`,
    "CREATE TABLE numbered (id FLOAT NOT NULL AUTO_INCREMENT PRIMARY KEY)",
    "CREATE TABLE dated (id INT PRIMARY KEY, d DATE NOT NULL DEFAULT '0000-00-00')",
    "CREATE TABLE parts (id INT NOT NULL, KEY (id)) ENGINE=MyISAM PARTITION BY HASH (id) PARTITIONS 2",
    "CREATE TABLE lost (id INT PRIMARY KEY)",
    "CREATE VIEW on_lost AS SELECT id FROM lost",
    "CREATE VIEW on_on_lost AS SELECT id FROM on_lost",
    "DROP TABLE lost",
    "CREATE VIEW hashed AS SELECT PASSWORD(name) AS p FROM good",
    "CREATE VIEW a_view AS SELECT id FROM z_view_of_good",
    "CREATE FUNCTION doubled(n INT) RETURNS INT DETERMINISTIC RETURN n * 2",
    "CREATE VIEW across AS SELECT g.id, f.good, doubled(g.id) AS twice FROM good g JOIN other.far f ON f.good = g.id",
    "SET SESSION sql_mode = 'NO_AUTO_CREATE_USER'",
    "CREATE PROCEDURE moded() SELECT 1",
    "SET SESSION sql_mode = 'ANSI_QUOTES'",
    'CREATE PROCEDURE quoting() SELECT "id" FROM "good"',
    "SET SESSION sql_mode = ''",
    "CREATE TRIGGER counted AFTER INSERT ON good FOR EACH ROW SET @n = 1",
    "CREATE EVENT hourly ON SCHEDULE EVERY 1 HOUR DO DELETE FROM good",
    "CREATE EVENT composed ON SCHEDULE EVERY '1:30' HOUR_MINUTE DO DELETE FROM good",
  ].flatMap((sql) =>
    sql.includes("z_view_of_good") ? ["CREATE VIEW z_view_of_good AS SELECT id FROM good", sql] : [sql],
  );
}

const c73 = (report: PreflightReport): Verdict => report.verdicts.find(({ id }) => id === "C73")!;
const preflight = (source: Real, target: Real, more: Partial<CheckInput> = {}) =>
  runPreflight({
    engine: "alibaba-dts",
    mode: "full",
    databases: ["shop", "other"],
    ...more,
    source: source.admin,
    target: target.admin,
  });
const databases = async (server: Real) => {
  const db = await server.db();
  const rows = await db.query<{ n: string }>("SELECT SCHEMA_NAME AS n FROM information_schema.SCHEMATA ORDER BY 1");
  await db.close();
  return rows.map(({ n }) => n);
};

describe("definitions tried on a scratch server", async () => {
  const mysql9 = await distributionOf("mysql9");
  const folder = mkdtempSync(join(tmpdir(), "dbferry-placed-"));
  let [source, target, scratch] = [] as unknown as [Real, Real, Real];
  beforeAll(async () => {
    [source, target, scratch] = await Promise.all([
      start(),
      start({}, mysql9),
      start({ "event-scheduler": "ON" }, mysql9),
    ]);
    await source.sql(...oldSchema(folder));
    // A user's own database with the name of one that is tried.
    await scratch.sql(
      "CREATE DATABASE shop",
      "CREATE TABLE shop.good (id INT PRIMARY KEY)",
      "INSERT INTO shop.good VALUES (7)",
    );
  }, 60_000);
  afterAll(async () => {
    await Promise.all([source, target, scratch].map((one) => one?.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  test("every refusal is a finding with the server's own code, and nothing is left behind", async () => {
    const before = await databases(scratch);
    const report = await preflight(source, target, { scratch: namedScratch(scratch.admin) });
    const verdict = c73(report);
    expect(verdict.status, verdict.found).toBe("fail");
    const found = Object.fromEntries(
      (verdict.findings ?? []).map((one) => [one.object, Number.parseInt(one.found, 10)]),
    );
    expect(found, JSON.stringify(verdict, null, 1)).toEqual({
      "table shop.on_loose": 6125,
      "table shop.narrow": 3780,
      "table shop.placed": 3121,
      "table shop.numbered": 1063,
      "table shop.dated": 1067,
      "table shop.parts": 1178,
      "view shop.on_lost": 1146,
      "view shop.hashed": 1064,
      "procedure shop.moded": 1231,
    });
    expect(verdict.found).toContain("view shop.on_on_lost: it reads on_lost, which was refused");
    expect(verdict.found.match(/on_on_lost/g)).toHaveLength(1);
    expect(verdict.found).not.toMatch(/dbferry_trial/);
    expect(await databases(scratch)).toEqual(before);
    const db = await scratch.db();
    expect(await db.query("SELECT id FROM shop.good")).toEqual([{ id: 7 }]);
    await db.close();
  });

  test("what another check advises is tried, too, and not advised if it is refused", async () => {
    const texts = Array.from({ length: 40 }, (_, at) => `c${at} CHAR(255) NOT NULL`).join(", ");
    await source.sql(
      "CREATE DATABASE old",
      `CREATE TABLE old.wide (id INT PRIMARY KEY, ${texts}) ENGINE=MyISAM CHARACTER SET latin1`,
      "CREATE TABLE old.plain (id INT PRIMARY KEY) ENGINE=MyISAM",
    );
    const before = await databases(scratch);
    const remedyOfC48 = async (more: Partial<CheckInput>) => {
      const report = await preflight(source, target, { databases: ["old"], ...more });
      return report.verdicts.find(({ id }) => id === "C48")!.remedy!.split("\n");
    };
    const refused = "ALTER TABLE `old`.`wide` ENGINE=InnoDB;";
    expect(await remedyOfC48({})).toContain(refused);
    const tried = await remedyOfC48({ scratch: namedScratch(scratch.admin) });
    expect(tried).toContain("ALTER TABLE `old`.`plain` ENGINE=InnoDB;");
    expect(tried).not.toContain(refused);
    expect(tried.find((line) => line.endsWith(refused))).toMatch(/^-- tried on .*, which refuses it \(1118 /);
    expect(await databases(scratch)).toEqual(before);
    await source.sql("DROP DATABASE old");
  });

  test("each remedy that is printed was accepted there", async () => {
    const verdict = c73(await preflight(source, target, { scratch: namedScratch(scratch.admin) }));
    const remedies = Object.fromEntries((verdict.findings ?? []).map((one) => [one.object, one.remedy]));
    expect(remedies).toMatchObject({
      "table shop.numbered": "ALTER TABLE `shop`.`numbered` MODIFY `id` BIGINT NOT NULL AUTO_INCREMENT;",
      "table shop.parts": "ALTER TABLE `shop`.`parts` ENGINE=InnoDB;",
      "table shop.on_loose": expect.stringMatching(/^SET GLOBAL restrict_fk_on_non_standard_key = OFF/),
      "table shop.dated": expect.stringMatching(/^SET PERSIST sql_mode = '(?!.*NO_ZERO)/),
    });
  });

  test("the target's own settings decide: tables without a key if keys are required", async () => {
    await target.sql("SET GLOBAL sql_require_primary_key = ON");
    await source.sql(
      "CREATE TABLE shop.keyless (a INT)",
      "CREATE TABLE shop.grouped (grp INT NOT NULL, id INT NOT NULL AUTO_INCREMENT, KEY (id))",
    );
    try {
      const report = await preflight(source, target, { scratch: namedScratch(scratch.admin) });
      const of = (name: string) => c73(report).findings?.find((one) => one.object === `table shop.${name}`);
      expect(of("keyless")).toMatchObject({
        found: expect.stringMatching(/^3750 /),
        remedy: "ALTER TABLE `shop`.`keyless` ADD COLUMN row_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY;",
      });
      // A second AUTO_INCREMENT column is rejected (1075), so a different fix is suggested.
      expect(of("grouped")!.remedy).toMatch(/^SET PERSIST sql_require_primary_key = OFF/);
    } finally {
      await target.sql("SET GLOBAL sql_require_primary_key = OFF");
      await source.sql("DROP TABLE shop.keyless, shop.grouped");
    }
  });

  test("after the hundredth refusal it says that no remedy was tried", async () => {
    const names = Array.from({ length: 101 }, (_, n) => `t${n}`);
    await source.sql(
      "CREATE DATABASE many",
      ...names.map((name) => `CREATE TABLE many.${name} (id FLOAT NOT NULL AUTO_INCREMENT PRIMARY KEY)`),
    );
    try {
      const input = { databases: ["many"], scratch: namedScratch(scratch.admin) };
      const remedies = (c73(await preflight(source, target, input)).findings ?? []).map((one) => one.remedy);
      expect(remedies.filter((one) => one?.startsWith("ALTER TABLE"))).toHaveLength(100);
      expect(remedies.filter((one) => /no remedy was tried/.test(one ?? ""))).toHaveLength(1);
    } finally {
      await source.sql("DROP DATABASE many");
    }
  });

  test("what was not tried is not reported as fine", async () => {
    const report = await preflight(source, target);
    expect(c73(report)).toMatchObject({ status: "undetermined", found: expect.stringMatching(/^not tried/) });
    const text = people({ ...report, ok: true, exitCode: 0 }, { colour: false });
    expect(text).toMatch(/nothing that was checked prevents the migration; not every definition was tried/);
    expect(text).not.toMatch(/: nothing prevents the migration/);
  });

  test("neither the source nor the target nor another version nor a replica is a scratch server", async () => {
    for (const [server, words] of [
      [source, /is the source itself/],
      [target, /is the target itself/],
      // Another address of the same server.
      [{ ...target, admin: { ...target.admin, host: "localhost" } }, /is the target itself|not/],
    ] as const) {
      const report = await preflight(source, target, { scratch: namedScratch(server.admin) });
      expect(c73(report)).toMatchObject({ status: "undetermined", found: expect.stringMatching(words) });
      expect(report.blind.map(({ id }) => id)).toContain("C73");
    }
    const old = await start();
    try {
      const report = await preflight(source, target, { scratch: namedScratch(old.admin) });
      expect(c73(report).found).toMatch(/the scratch server .* is 5\.6\.24.*, the target 9\./);
      await old.sql("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=1");
      const alike = await preflight(scratch, source, { scratch: namedScratch(old.admin) });
      expect(c73(alike).found).toMatch(/is a replica/);
    } finally {
      await old.stop();
    }
  });

  test("when stopped, it removes what it created; when killed, the next one does", async () => {
    const before = await databases(scratch);
    const dead = `dbferry_trial_${"0".repeat(16)}_1`;
    await scratch.sql(`CREATE DATABASE ${dead}`);
    const stop = new AbortController();
    const watched = await scratch.db();
    const running = preflight(source, target, { scratch: namedScratch(scratch.admin), signal: stop.signal });
    let made = 0;
    while (made === 0) {
      const rows = await watched.query<{ n: string }>("SHOW DATABASES LIKE 'dbferry\\_trial\\_%\\_2'");
      made = rows.length;
    }
    stop.abort(new Error("stopped"));
    await expect(running).rejects.toThrow("stopped");
    await watched.close();
    expect(await databases(scratch)).toEqual(before);
  });

  test("a server on this machine is started for it, and what it accepts is a pass", async () => {
    const [from, to] = await Promise.all([start(), start()]);
    try {
      await from.sql(
        "CREATE DATABASE shop",
        "CREATE TABLE shop.shop (shop INT PRIMARY KEY, parent INT, KEY (parent), FOREIGN KEY (parent) REFERENCES shop.shop (shop))",
        "CREATE DATABASE other",
        "CREATE VIEW other.v AS SELECT shop.shop FROM shop.shop AS shop",
        "CREATE PROCEDURE shop.p() SELECT 1",
      );
      const problems: Problem[] = [];
      const report = await preflight(from, to, { scratch: scratchServer("sandbox", problems) });
      expect(c73(report), c73(report).found).toMatchObject({ status: "pass" });
      expect(report.definitionsTried).toBe(true);
      expect(c73(report).found).toMatch(/accepts 1 table, 1 procedure, 1 view/);
      // On a user's server the databases get other names, and an alias cannot be distinguished from a reference to the
      // old name.
      const named = await start();
      const second = c73(await preflight(from, to, { scratch: namedScratch(named.admin) }));
      await named.stop();
      expect(["pass", "undetermined"]).toContain(second.status);
      expect(second.status === "pass" || /alias/.test(second.found), second.found).toBe(true);
    } finally {
      await Promise.all([from.stop(), to.stop()]);
    }
  });
});
