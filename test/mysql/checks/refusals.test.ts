import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runPreflight } from "../../../mysql/preflight";
import { distributionOf, start } from "../support/servers";

test("what MySQL 9 refuses of a 5.6 is found without a scratch server, and remedies for MyISAM work", async () => {
  const distribution = await distributionOf("mysql9");
  const folder = mkdtempSync(join(tmpdir(), "dbferry-folder-"));
  const [source, target] = await Promise.all([start(), start({}, distribution)]);
  try {
    await source.sql(
      "CREATE DATABASE shop CHARACTER SET utf8",
      "USE shop",
      "SET SESSION sql_mode = ''",
      "CREATE TABLE loose (id INT PRIMARY KEY, code INT, KEY (code))",
      "CREATE TABLE on_loose (id INT PRIMARY KEY, code INT, CONSTRAINT to_code FOREIGN KEY (code) REFERENCES loose (code))",
      "CREATE TABLE wide (id VARCHAR(10) PRIMARY KEY)",
      "CREATE TABLE narrow (id INT PRIMARY KEY, wide VARCHAR(10), CONSTRAINT to_wide FOREIGN KEY (wide) REFERENCES wide (id))",
      "SET SESSION foreign_key_checks = 0",
      "ALTER TABLE narrow MODIFY wide VARCHAR(10) CHARACTER SET latin1",
      `CREATE TABLE placed (id INT PRIMARY KEY) DATA DIRECTORY='${folder}'`,
      "CREATE TABLE numbered (id FLOAT NOT NULL AUTO_INCREMENT PRIMARY KEY)",
      "CREATE TABLE dated (id INT PRIMARY KEY, d DATE NOT NULL DEFAULT '0000-00-00')",
      "CREATE TABLE gone (id INT)",
      "CREATE VIEW on_gone AS SELECT id FROM gone",
      "DROP TABLE gone",
      "CREATE TABLE grouped (grp INT NOT NULL, id INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (grp, id)) ENGINE=MyISAM",
      "CREATE TABLE keyless (grp INT NOT NULL, id INT NOT NULL AUTO_INCREMENT, KEY (grp, id)) ENGINE=MyISAM",
    );
    await target.sql("SET GLOBAL sql_require_primary_key = ON", "SET GLOBAL sql_generate_invisible_primary_key = ON");
    const input = { engine: "alibaba-dts", mode: "full", databases: ["shop"] } as const;
    const { verdicts } = await runPreflight({ ...input, source: source.admin, target: target.admin });
    const of = (id: string) => verdicts.find((one) => one.id === id)!;
    expect(of("C74").found).toMatch(/3780: shop\.narrow\.wide is .*; 6125: .*shop\.on_loose\.to_code/);
    expect(of("C74").found).not.toMatch(/shop\.grouped/);
    expect(of("C75").found).toMatch(/3121\): shop\.placed/);
    expect(of("C63").found).toMatch(/AUTO_INCREMENT on approximate numbers: shop\.numbered/);
    expect(of("C63").found).toMatch(/1067\): shop\.dated\.d/);
    expect(of("C53").found).toMatch(/1356\): shop\.on_gone/);
    expect(of("C49").found).toMatch(/refuses \(3750\) 1 tables: shop\.keyless/);
    expect(of("C76").found).toMatch(/my_row_id to shop\.keyless/);
    for (const id of ["C49", "C53", "C63", "C74", "C75"]) expect([id, of(id).status]).toEqual([id, "fail"]);
    // The statements as printed: 1075 would reject changing only the engine, or adding a second AUTO_INCREMENT column.
    const alter = (id: string) =>
      of(id)
        .remedy!.split("\n")
        .filter((line) => line.startsWith("ALTER TABLE"));
    expect([...alter("C48"), ...alter("C49")]).toHaveLength(3);
    for (const line of [...alter("C49"), ...alter("C48"), ...alter("C63")]) await source.sql(line.split("; --")[0]!);
  } finally {
    await Promise.all([source.stop(), target.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
});
