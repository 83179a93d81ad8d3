import { expect, test } from "vitest";
import { serverFacts } from "../../../model/mysql/server";
import { hidden } from "../../../mysql/facts/hidden";
import { parseGrants } from "../../../mysql/grants";
import { compareStructure } from "../../../mysql/structure/structure";
import { readTable } from "../../../mysql/structure/table/read";
import { distributionOf, start } from "../support/servers";

test("a database hidden by partial_revokes leaves 'all' not proven", async () => {
  const distribution = await distributionOf("mysql9");
  const [source, target] = await Promise.all([start({}, distribution), start({}, distribution)]);
  try {
    for (const side of [source, target])
      await side.sql("CREATE DATABASE seen", "CREATE TABLE seen.t (id INT PRIMARY KEY)");
    await source.sql(
      "CREATE DATABASE unseen",
      "CREATE TABLE unseen.t (id INT PRIMARY KEY)",
      "SET GLOBAL partial_revokes = ON",
      "CREATE USER 'weak'@'127.0.0.1' IDENTIFIED BY 'weak-1'",
      "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, SHOW_ROUTINE ON *.* TO 'weak'@'127.0.0.1'",
      "REVOKE SELECT, SHOW VIEW, TRIGGER, EVENT ON unseen.* FROM 'weak'@'127.0.0.1'",
    );
    const weak = { ...source.admin, user: "weak", password: "weak-1" };
    const all = await compareStructure({ source: weak, target: target.admin, databases: "all", settleSeconds: 0 });
    expect(all).toMatchObject({ verdict: "notProven", differences: [] });
    expect(all.notProven.map(({ reason }) => reason)).toContainEqual(expect.stringMatching(/SELECT on unseen/));
    const one = await compareStructure({ source: weak, target: target.admin, databases: ["seen"], settleSeconds: 0 });
    expect(one.verdict).toBe("same");
  } finally {
    await Promise.all([source.stop(), target.stop()]);
  }
});

test("a target that folds names is paired; what is on neither side is a mistake in the call", async () => {
  const [source, target] = await Promise.all([start(), start({ "lower-case-table-names": 1 })]);
  try {
    for (const side of [source, target])
      await side.sql(
        "CREATE DATABASE MixDb",
        "CREATE TABLE MixDb.Parent (Id INT PRIMARY KEY)",
        "CREATE TABLE MixDb.Child (Id INT PRIMARY KEY, p INT, CONSTRAINT C_p FOREIGN KEY (p) REFERENCES MixDb.Parent (Id))",
        "CREATE VIEW MixDb.V AS SELECT c.Id FROM MixDb.Child c JOIN MixDb.Parent p ON p.Id = c.p",
        "CREATE TRIGGER MixDb.Tr BEFORE INSERT ON MixDb.Child FOR EACH ROW SET NEW.p = NEW.p",
      );
    const compared = (databases: string[]) =>
      compareStructure({ source: source.admin, target: target.admin, databases, settleSeconds: 0 });
    expect(await compared(["MixDb"])).toMatchObject({
      verdict: "same",
      differences: [],
      objects: { table: 2, view: 1, trigger: 1 },
    });
    await expect(compared(["MixDb", "nowhere"])).rejects.toThrow(/nowhere exists on neither side/);
    const tables = [
      { database: "mixdb", table: "parent" },
      { database: "MixDb", table: "nope" },
    ];
    const some = { source: source.admin, target: target.admin, databases: ["MixDb"], tables, settleSeconds: 0 };
    await expect(compareStructure(some)).rejects.toThrow(/MixDb\.nope exists on neither side/);
    expect(await compareStructure({ ...some, tables: tables.slice(0, 1) })).toMatchObject({
      verdict: "same",
      objects: { table: 1 },
    });
    await source.sql(
      "CREATE USER 'weak'@'127.0.0.1' IDENTIFIED BY 'weak-1'",
      "GRANT SELECT ON MixDb.* TO 'weak'@'127.0.0.1'",
    );
    const weak = { ...source.admin, user: "weak", password: "weak-1" };
    const unseen = await compareStructure({
      ...some,
      source: weak,
      databases: ["MixDb", "nowhere"],
      tables: undefined,
    });
    expect(unseen.notProven).toContainEqual(expect.objectContaining({ name: { database: "nowhere" } }));
  } finally {
    await Promise.all([source.stop(), target.stop()]);
  }
});

test("a definition that cannot be parsed is refused, not guessed", () => {
  const table = (column: string, options = "") =>
    `CREATE TABLE \`t\` (\n  ${column}\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4${options}`;
  const read = (text: string) => () => readTable(text, new Map([["utf8mb4", "utf8mb4_general_ci"]]));
  expect(read(table("`a` int DEFAULT NULL"))).not.toThrow();
  expect(read(table("`a` int QUANTUM"))).toThrow(/QUANTUM/);
  expect(read(table("`a` int DEFAULT NULL, SOME KEY `k` (`a`)"))).toThrow();
  expect(read(table("`a` int GENERATED ALWAYS AS (`b` ?? 1) VIRTUAL"))).toThrow();
});

test("what an account's rights may hide, by version", () => {
  const facts = (version: string) => serverFacts({ version, versionComment: "", basedir: "", operatorVariables: [] });
  const on = (version: string, databases: string[] | "all", ...lines: string[]) =>
    hidden(facts(version), parseGrants(lines.map((line) => `${line} TO \`a\`@\`b\``)), { databases }).map(
      ({ right, on }) => `${right} ${on}`,
    );
  const all = "GRANT ALL PRIVILEGES ON *.*";
  expect(on("5.6.24", "all", all)).toEqual([]);
  expect(on("9.1.0", "all", "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON *.*")).toEqual([]);
  expect(on("9.1.0", ["s"], "GRANT ALL PRIVILEGES ON `s`.*")).toEqual(["SHOW_ROUTINE *.*"]);
  expect(on("5.7.44", ["s"], "GRANT ALL PRIVILEGES ON `s`.*")).toEqual(["SELECT mysql.proc"]);
  expect(on("5.7.44", ["s"], "GRANT SELECT ON `s`.*", "GRANT SELECT ON `mysql`.`proc`")).toEqual([
    "SHOW VIEW s.*",
    "TRIGGER s.*",
    "EVENT s.*",
  ]);
});
