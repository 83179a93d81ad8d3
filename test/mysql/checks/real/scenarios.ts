import type { VerdictStatus } from "../../../../model/verdict";
import { type ConnectOptions, connect, type Db } from "../../../../mysql/connect";
import { type CheckInput, runPreflight } from "../../../../mysql/preflight";
import { namedScratch } from "../../../../mysql/trial/scratch";
import type { Distribution } from "../../../../sandbox/mysql/distribution";
import { nastySchema } from "../../support/nasty";
import { type Real, start } from "../../support/servers";

/** The expected results of a run on two real servers. */
export interface Scenario {
  name: string;
  label: string;
  expect: Record<string, VerdictStatus>;
  found: Record<string, VerdictStatus>;
  /** Each check's finding, for failure messages. */
  told: Record<string, string>;
}

const SHOP = [
  "CREATE DATABASE shop CHARACTER SET utf8",
  "CREATE TABLE shop.customers (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL)",
  "CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, customer INT NOT NULL, total DECIMAL(10,2), CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES shop.customers (id))",
  "INSERT INTO shop.customers VALUES (1, 'ann'), (2, 'bob')",
  "INSERT INTO shop.orders (customer, total) VALUES (1, 10), (2, 20)",
];
const PASSWORD = "correct-horse-1";

/** A server as an operator would configure it for a migration. */
const READY = {
  "performance-schema": "ON",
  "net-read-timeout": 600,
  "net-write-timeout": 600,
  "max-allowed-packet": "1G",
  "max-connections": 300,
} as const;

async function run(
  name: string,
  source: Real,
  target: Real,
  expect: Record<string, VerdictStatus>,
  input: Partial<CheckInput>,
  as?: { source?: ConnectOptions; target?: ConnectOptions },
): Promise<Scenario> {
  const report = await runPreflight({
    engine: "drs",
    mode: "full+incremental",
    databases: ["shop"],
    ...input,
    source: as?.source ?? source.admin,
    target: as?.target ?? target.admin,
  });
  const label = source.label === target.label ? source.label : `${source.label} to ${target.label}`;
  return {
    name,
    label,
    expect,
    found: Object.fromEntries(report.verdicts.map((verdict) => [verdict.id, verdict.status])),
    told: Object.fromEntries(report.verdicts.map((verdict) => [verdict.id, verdict.found])),
  };
}

async function account(db: Db, rights: readonly string[]): Promise<void> {
  await db.query(`CREATE USER 'ferry'@'127.0.0.1' IDENTIFIED BY '${PASSWORD}'`);
  for (const right of rights) await db.query(`GRANT ${right} TO 'ferry'@'127.0.0.1'`);
}

const passes = (...ids: string[]): Record<string, VerdictStatus> => Object.fromEntries(ids.map((id) => [id, "pass"]));

/** Two prepared servers, with a least-privilege account on each. */
export async function good(): Promise<Scenario[]> {
  const [source, target, scratch] = await Promise.all([start(READY), start(READY), start(READY)]);
  try {
    await source.sql(...SHOP);
    for (const [side, rights] of [
      [
        source,
        [
          "SELECT, SHOW VIEW, EVENT, TRIGGER, LOCK TABLES ON shop.*",
          "REPLICATION SLAVE, REPLICATION CLIENT, PROCESS ON *.*",
          "SELECT ON mysql.user",
          "SELECT ON mysql.proc",
        ],
      ],
      [
        target,
        [
          "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, TRIGGER, EVENT, CREATE VIEW, CREATE ROUTINE, REPLICATION SLAVE, REPLICATION CLIENT, PROCESS ON *.*",
        ],
      ],
    ] as const) {
      const db = await connect(side.admin);
      await account(db, rights);
      await db.close();
    }
    await target.sql("GRANT GRANT OPTION ON *.* TO 'ferry'@'127.0.0.1'");
    const ferry = (side: Real) => ({ ...side.admin, user: "ferry", password: PASSWORD });
    const expect = {
      ...passes(
        "C01",
        "C02",
        "C04",
        "C05",
        "C07",
        "C08",
        "C09",
        "C10",
        "C11",
        "C12",
        "C13",
        "C14",
        "C15",
        "C17",
        "C18",
        "C19",
        "C20",
        "C21",
        "C22",
        "C23",
        "C24",
        "C25",
        "C26",
        "C27",
        "C28",
        "C29",
        "C30",
        "C31",
        "C32",
        "C33",
        "C34",
        "C35",
        "C36",
        "C37",
        "C38",
        "C39",
        "C40",
        "C41",
        "C42",
        "C43",
        "C44",
        "C45",
        "C46",
        "C47",
        "C48",
        "C49",
        "C50",
        "C51",
        "C52",
        "C53",
        "C54",
        "C55",
        "C56",
        "C57",
        "C58",
        "C59",
        "C61",
        "C62",
        "C65",
        "C66",
        "C67",
        "C68",
        "C69",
        "C71",
        "C72",
        "C73",
      ),
      C06: "warning",
      C16: "notApplicable",
      C60: "notApplicable",
      C63: "notApplicable",
      C64: "warning",
    } satisfies Record<string, VerdictStatus>;
    return [
      await run(
        "ready",
        source,
        target,
        expect,
        { callers: ["127.0.0.1"], spaceBytes: 1e9, bandwidthMbps: 1000, scratch: namedScratch(scratch.admin) },
        { source: ferry(source), target: ferry(target) },
      ),
    ];
  } finally {
    await Promise.all([source.stop(), target.stop(), scratch.stop()]);
  }
}

/** Servers with default settings, the hostile schema, and a target that is not empty. */
export async function bad(): Promise<Scenario[]> {
  const source = await start({
    "binlog-format": "STATEMENT",
    "binlog-row-image": "MINIMAL",
    "gtid-mode": "OFF",
    "enforce-gtid-consistency": null,
    "server-id": 1,
    "expire-logs-days": null,
    "innodb-stats-on-metadata": 1,
    "binlog-ignore-db": "nasty",
    "log-slave-updates": null,
    "skip-name-resolve": null,
    "event-scheduler": "ON",
    "wait-timeout": 5,
    "connect-timeout": 8,
    "max-connections": 11,
    "character-set-server": "latin1",
    "innodb-strict-mode": "ON",
    "log-bin-use-v1-row-events": 1,
  });
  const target = await start({
    "lower-case-table-names": 1,
    "default-time-zone": "+08:00",
    "sql-mode": "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION",
    "transaction-isolation": "READ-COMMITTED",
    "max-allowed-packet": "1M",
    "group-concat-max-len": 4096,
    "log-bin-trust-function-creators": 0,
    "explicit-defaults-for-timestamp": true,
    "local-infile": 0,
    "event-scheduler": "ON",
    "read-only": 1,
  });
  try {
    await source.sql(...nastySchema("nasty"));
    await target.sql("CREATE DATABASE nasty", "CREATE TABLE nasty.tree (id INT)");
    const db = await connect(source.admin);
    await account(db, ["USAGE ON *.*"]);
    await db.close();
    const databases = ["nasty"];
    const first = await run(
      "as found, drs",
      source,
      target,
      {
        C09: "pass",
        C11: "warning",
        C13: "pass",
        C15: "fail",
        C17: "fail",
        C18: "warning",
        C19: "fail",
        C21: "fail",
        C22: "fail",
        C24: "warning",
        C30: "fail",
        C32: "fail",
        C34: "fail",
        C35: "warning",
        C36: "fail",
        C37: "warning",
        C38: "fail",
        C39: "fail",
        C40: "fail",
        C41: "fail",
        C42: "warning",
        C43: "fail",
        C44: "warning",
        C46: "warning",
        C47: "warning",
        C48: "warning",
        C49: "warning",
        C51: "warning",
        C52: "fail",
        C54: "fail",
        C55: "fail",
        C57: "fail",
        C64: "pass",
        C65: "warning",
        C66: "pass",
        C69: "warning",
      },
      { databases },
    );
    const ferry = { ...source.admin, user: "ferry", password: PASSWORD };
    const second = await run(
      "no rights, tencent",
      source,
      target,
      { C07: "fail", C08: "fail", C11: "pass", C36: "undetermined", C60: "fail", C68: "fail" },
      { databases, engine: "tencent-dts", compareWanted: true },
      { source: ferry },
    );
    const third = await run(
      "as found, tencent, compared",
      source,
      target,
      {
        C49: "fail",
        C51: "fail",
        C60: "pass",
        C48: "warning",
        C22: "warning",
        C34: "warning",
        C36: "warning",
        C55: "warning",
        C38: "warning",
      },
      { databases, engine: "tencent-dts", compareWanted: true },
    );
    const fourth = await run(
      "wrong names",
      source,
      target,
      { C50: "fail", C68: "fail", C58: "pass", C15: "warning", C17: "warning" },
      {
        databases,
        tables: [
          { database: "nasty", table: "hen" },
          { database: "nasty", table: "nowhere" },
        ],
        mode: "full",
      },
    );
    const nobody = { ...target.admin, port: 1 };
    const fifth = await run(
      "nobody there",
      source,
      target,
      { C01: "fail", C02: "fail", C14: "undetermined", C57: "undetermined" },
      { databases },
      { source: { ...source.admin, password: "wrong" }, target: nobody },
    );
    return [first, second, third, fourth, fifth];
  } finally {
    await Promise.all([source.stop(), target.stop()]);
  }
}

/** From old to new: what 8.0 and 9 no longer support. */
export async function upgrade(mysql9: Distribution): Promise<Scenario[]> {
  const [source, target, scratch] = await Promise.all([
    start(),
    start({ "performance-schema": "ON" }, mysql9),
    start({}, mysql9),
  ]);
  try {
    await source.sql(...nastySchema("nasty"));
    const databases = ["nasty"];
    const up = await run(
      "5.6 to 9, tencent",
      source,
      target,
      {
        C13: "warning",
        C33: "warning",
        C35: "warning",
        C37: "pass",
        C46: "warning",
        C56: "fail",
        C62: "fail",
        C63: "fail",
        C73: "fail",
      },
      { databases, engine: "tencent-dts", scratch: namedScratch(scratch.admin) },
    );
    const accounts = await run(
      "5.6 to 9, accounts too",
      source,
      target,
      { C13: "fail", C64: "fail" },
      { databases, engine: "alibaba-dts", migrateAccounts: true },
    );
    return [up, accounts];
  } finally {
    await Promise.all([source.stop(), target.stop(), scratch.stop()]);
  }
}

/** Features that only new servers have: TLS, session variables, XA with a privilege, invisible columns, compression. */
export async function modern(mysql9: Distribution): Promise<Scenario[]> {
  const [source, target] = await Promise.all([
    start(
      {
        "performance-schema": "ON",
        "binlog-transaction-compression": "ON",
        "net-read-timeout": 600,
        "net-write-timeout": 600,
      },
      mysql9,
    ),
    start({}, mysql9),
  ]);
  const session = await connect(source.admin);
  const xa = await connect(source.admin);
  try {
    await source.sql(
      ...SHOP,
      "ALTER TABLE shop.orders ADD COLUMN hidden INT INVISIBLE",
      "CREATE TABLE shop.packed (id TINYINT AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT=127",
    );
    await session.query("SET SESSION binlog_row_image = MINIMAL");
    for (const sql of [
      "XA START 'one'",
      "INSERT INTO shop.customers VALUES (9, 'xa')",
      "XA END 'one'",
      "XA PREPARE 'one'",
    ])
      await xa.query(sql);
    await target.sql("SET GLOBAL super_read_only = ON");
    const first = await run(
      "new features",
      source,
      target,
      {
        C06: "pass",
        C16: "warning",
        C18: "fail",
        C27: "warning",
        C47: "fail",
        C14: "pass",
        C20: "pass",
        C24: "pass",
        C26: "pass",
        C58: "pass",
        C67: "fail",
      },
      {},
    );
    await session.query("BEGIN");
    await session.query("UPDATE shop.customers SET name = 'x' WHERE id = 1");
    await source.sql("DROP TABLE shop.packed");
    // The server refreshes its list of transactions only when it has not been read for 0.1 s.
    let second: Scenario;
    for (let attempt = 0; ; attempt += 1) {
      await xa.query("SELECT SLEEP(0.15)");
      const expect = { C16: "fail", C27: "fail", C67: "warning" } as const;
      second = await run("new features, tencent", source, target, expect, { engine: "tencent-dts" });
      if (second.found["C16"] === "fail" || attempt === 20) break;
    }
    await session.query("ROLLBACK");
    return [first, second];
  } finally {
    await Promise.all([session.close(), xa.close()]);
    await Promise.all([source.stop(), target.stop()]);
  }
}

/** MariaDB as a source, and as a target of everything. */
export async function maria(mariadb: Distribution): Promise<Scenario[]> {
  const [source, target] = await Promise.all([start({}, mariadb), start({}, mariadb)]);
  try {
    await source.sql(...SHOP);
    const expect: Record<string, VerdictStatus> = {
      ...passes("C01", "C02", "C14", "C15", "C17", "C20", "C21", "C25", "C26", "C27", "C28", "C50", "C57", "C58"),
      C13: "warning",
      C16: "notApplicable",
      C24: "notApplicable",
    };
    return [
      await run("MariaDB, alibaba", source, target, expect, { engine: "alibaba-dts" }),
      await run("MariaDB, drs", source, target, { C13: "fail" }, {}),
    ];
  } finally {
    await Promise.all([source.stop(), target.stop()]);
  }
}
