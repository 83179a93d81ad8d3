import { type CompareInput, compare } from "../../../../mysql/compare/compare";
import type { ProofServer, ServerName, Servers } from "./servers";
import { verdictOf } from "./stage";

/** A situation that concerns more than one table: its setup, and the expected result of a comparison. */
export interface Scenario {
  name: string;
  servers: readonly [ServerName, ServerName];
  /** The expected result: same; differs; or anything but same, where it depends on the account's privileges. */
  expect: "same" | "differs" | "notProven" | "never same";
  source: readonly string[];
  target: readonly string[];
  input: Partial<CompareInput> & Pick<CompareInput, "databases">;
  /** Connects as this account of the source, created by `source`, instead of the proof's. */
  as?: { user: string; password: string };
}

const both = (...sql: string[]) => sql;
const NAMES = both(
  "CREATE DATABASE shop",
  "CREATE DATABASE `shop.eu`",
  "CREATE TABLE shop.`eu.orders` (id INT PRIMARY KEY, v INT)",
  "CREATE TABLE `shop.eu`.orders (id INT PRIMARY KEY, v INT)",
  "INSERT INTO shop.`eu.orders` VALUES (1, 1)",
  "INSERT INTO `shop.eu`.orders VALUES (1, 1)",
);
const VERSIONED = both(
  "CREATE DATABASE past",
  "CREATE TABLE past.t (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING",
  "INSERT INTO past.t VALUES (1, 1), (2, 2)",
);
const PLAIN = (row: string) =>
  both(
    "CREATE DATABASE past",
    "CREATE TABLE past.t (id INT PRIMARY KEY, v INT)",
    `INSERT INTO past.t VALUES (1, 1), ${row}`,
  );
const MIXED = (value: number) =>
  both(
    "CREATE DATABASE MixDb",
    "CREATE TABLE MixDb.MixTable (Id INT PRIMARY KEY, V INT)",
    `INSERT INTO MixDb.MixTable VALUES (1, ${value})`,
  );
const HIDDEN = both(
  "CREATE DATABASE seen",
  "CREATE TABLE seen.t (id INT PRIMARY KEY)",
  "CREATE DATABASE hidden",
  "CREATE TABLE hidden.t (id INT PRIMARY KEY)",
);
const PAIR = both(
  "CREATE DATABASE seen",
  "CREATE TABLE seen.t (id INT PRIMARY KEY)",
  "CREATE TABLE seen.u (id INT PRIMARY KEY)",
);
const JSON_DECIMAL = both("CREATE DATABASE js", "CREATE TABLE js.t (id INT PRIMARY KEY, j JSON)");
const named = { databases: ["shop", "shop.eu"] };

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "names that look alike: the second differs",
    servers: ["5.6", "5.6 again"],
    expect: "differs",
    source: NAMES,
    target: [...NAMES, "UPDATE `shop.eu`.orders SET v = 2"],
    input: named,
  },
  {
    name: "names that look alike: the first differs",
    servers: ["5.6", "5.6 again"],
    expect: "differs",
    source: NAMES,
    target: [...NAMES, "UPDATE shop.`eu.orders` SET v = 2"],
    input: named,
  },
  {
    name: "names that look alike: one is missing",
    servers: ["5.6", "5.6 again"],
    expect: "differs",
    source: NAMES,
    target: [...NAMES, "DROP TABLE `shop.eu`.orders"],
    input: named,
  },
  {
    name: "names that look alike and are the same",
    servers: ["5.6", "5.6 again"],
    expect: "same",
    source: NAMES,
    target: NAMES,
    input: named,
  },
  {
    name: "one of two names that look alike, by its pair",
    servers: ["5.6", "5.6 again"],
    expect: "differs",
    source: NAMES,
    target: [...NAMES, "UPDATE `shop.eu`.orders SET v = 2"],
    input: { ...named, tables: [{ database: "shop.eu", table: "orders" }] },
  },
  {
    name: "a system-versioned table that is missing",
    servers: ["MariaDB", "9"],
    expect: "differs",
    source: VERSIONED,
    target: ["CREATE DATABASE past"],
    input: { databases: ["past"] },
  },
  {
    name: "a system-versioned table with another value",
    servers: ["MariaDB", "9"],
    expect: "differs",
    source: VERSIONED,
    target: PLAIN("(2, 3)"),
    input: { databases: ["past"] },
  },
  {
    // The other server has nothing to compare its history with.
    name: "a system-versioned table with the same rows",
    servers: ["MariaDB", "9"],
    expect: "notProven",
    source: VERSIONED,
    target: PLAIN("(2, 2)"),
    input: { databases: ["past"] },
  },
  {
    name: "a system-versioned table, all databases",
    servers: ["MariaDB", "5.6 again"],
    expect: "differs",
    source: VERSIONED,
    target: ["CREATE DATABASE past"],
    input: { databases: "all" },
  },
  {
    name: "a target with lower case names: the same",
    servers: ["5.6", "5.6 with lower case names"],
    expect: "same",
    source: MIXED(1),
    target: MIXED(1),
    input: { databases: ["MixDb"] },
  },
  {
    name: "a target with lower case names: another value",
    servers: ["5.6", "5.6 with lower case names"],
    expect: "differs",
    source: MIXED(1),
    target: MIXED(2),
    input: { databases: ["MixDb"] },
  },
  {
    name: "a target with lower case names, one table",
    servers: ["5.6", "5.6 with lower case names"],
    expect: "same",
    source: MIXED(1),
    target: MIXED(1),
    input: { databases: ["MixDb"], tables: [{ database: "MixDb", table: "MixTable" }] },
  },
  {
    name: "a JSON DECIMAL that was copied as text",
    servers: ["9", "9 again"],
    expect: "same",
    source: [
      ...JSON_DECIMAL,
      `INSERT INTO js.t VALUES (1, JSON_OBJECT("a", CAST(1.10 AS DECIMAL(10,2)))), (2, JSON_ARRAY(CAST(-0.5 AS DECIMAL(4,3))))`,
    ],
    target: [...JSON_DECIMAL, `INSERT INTO js.t VALUES (1, '{"a": 1.10}'), (2, '[-0.500]')`],
    input: { databases: ["js"] },
  },
  {
    name: "a JSON DECIMAL with another value",
    servers: ["9", "9 again"],
    expect: "differs",
    source: [...JSON_DECIMAL, `INSERT INTO js.t VALUES (1, JSON_OBJECT("a", CAST(1.10 AS DECIMAL(10,2))))`],
    target: [...JSON_DECIMAL, `INSERT INTO js.t VALUES (1, '{"a": 1.11}')`],
    input: { databases: ["js"] },
  },
  {
    name: "a partial revoke hides a database that is missing",
    servers: ["9", "9 again"],
    expect: "never same",
    source: [
      ...HIDDEN,
      "SET GLOBAL partial_revokes=ON",
      "CREATE USER 'half'@'127.0.0.1' IDENTIFIED BY 'Half-way-1'",
      "GRANT SELECT, PROCESS, SHOW DATABASES, SHOW VIEW, EVENT, TRIGGER, REPLICATION CLIENT ON *.* TO 'half'@'127.0.0.1'",
      "REVOKE SELECT, SHOW VIEW, EVENT, TRIGGER ON hidden.* FROM 'half'@'127.0.0.1'",
    ],
    target: ["CREATE DATABASE seen", "CREATE TABLE seen.t (id INT PRIMARY KEY)"],
    input: { databases: "all" },
    as: { user: "half", password: "Half-way-1" },
  },
  {
    name: "an account that sees one database of two",
    servers: ["5.6", "5.6 again"],
    expect: "never same",
    source: [
      ...HIDDEN,
      "CREATE USER 'half'@'127.0.0.1' IDENTIFIED BY 'Half-way-1'",
      "GRANT SELECT ON seen.* TO 'half'@'127.0.0.1'",
    ],
    target: ["CREATE DATABASE seen", "CREATE TABLE seen.t (id INT PRIMARY KEY)"],
    input: { databases: "all" },
    as: { user: "half", password: "Half-way-1" },
  },
  {
    name: "a pattern that partial_revokes takes for a name: the second table differs",
    servers: ["9", "9 again"],
    expect: "never same",
    source: [
      ...PAIR,
      "SET GLOBAL partial_revokes=ON",
      "CREATE USER 'half'@'127.0.0.1' IDENTIFIED BY 'Half-way-1'",
      "GRANT SELECT, SHOW VIEW, EVENT, TRIGGER ON `se_n`.* TO 'half'@'127.0.0.1'",
      "GRANT SELECT ON seen.t TO 'half'@'127.0.0.1'",
    ],
    target: ["CREATE DATABASE seen", "CREATE TABLE seen.t (id INT PRIMARY KEY)"],
    input: { databases: ["seen"] },
    as: { user: "half", password: "Half-way-1" },
  },
  ...["SYS", "sys"].map(
    (name): Scenario => ({
      name: `a database ${name} of a server that brings none, among all`,
      servers: ["5.6", "5.6 again"],
      expect: "notProven",
      source: ["CREATE DATABASE seen", "CREATE TABLE seen.t (id INT PRIMARY KEY)", `CREATE DATABASE ${name}`],
      target: ["CREATE DATABASE seen", "CREATE TABLE seen.t (id INT PRIMARY KEY)"],
      input: { databases: "all" },
    }),
  ),
  {
    name: "a database SYS, by its name",
    servers: ["5.6", "5.6 again"],
    expect: "differs",
    source: ["CREATE DATABASE SYS", "CREATE TABLE SYS.t (id INT PRIMARY KEY)"],
    target: ["CREATE DATABASE SYS"],
    input: { databases: ["SYS"] },
  },
];

export interface ScenarioResult {
  scenario: Scenario;
  right: boolean;
  said: string;
}

/** Sets up each scenario on otherwise empty servers, compares, and cleans up. */
export async function tryScenarios(servers: Servers): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const scenario of SCENARIOS) {
    const [source, target] = await Promise.all(scenario.servers.map((name) => servers.get(name)));
    try {
      for (const sql of scenario.source) await source!.run(sql);
      for (const sql of scenario.target) await target!.run(sql);
      const said = await compare({
        source: { ...source!.account, ...scenario.as },
        target: target!.account,
        mode: "full",
        recheck: { rounds: 0 },
        ...scenario.input,
      }).then(verdictOf, (error: Error) => `refused: ${error.message}`);
      const right = scenario.expect === "never same" ? said !== "same" : said === scenario.expect;
      results.push({ scenario, right, said });
    } finally {
      await Promise.all([clear(source!), clear(target!)]);
    }
  }
  return results;
}

async function clear({ admin, run }: ProofServer): Promise<void> {
  const [rows] = (await admin.query("SHOW DATABASES")) as unknown as [{ Database: string }[]];
  for (const { Database: name } of rows)
    if (["shop", "shop.eu", "past", "MixDb", "mixdb", "js", "seen", "hidden", "SYS"].includes(name))
      await run(`DROP DATABASE \`${name}\``);
  await run("DROP USER 'half'@'127.0.0.1'").catch(() => {});
  await run("SET GLOBAL partial_revokes=OFF").catch(() => {});
}
