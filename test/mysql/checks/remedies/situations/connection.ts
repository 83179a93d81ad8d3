import { join } from "node:path";
import { changeOwnPassword } from "../../../../../cli/dayTwo/newPassword";
import { EACH, PASSWORD, type Situation } from "../situation";
import type { Stage } from "../stage";

/** The certificates that MySQL 9 makes for itself. */
const made = (stage: Stage, file: string) => join(stage.target.server.dir, "data", file);
const FILL = { "<password>": PASSWORD, "<address of the engine>": "10.0.0.5", "<name of the account>": "mover" };
const READS = ["SELECT ON *.*", "REPLICATION SLAVE, REPLICATION CLIENT ON *.*"];
const REPLICATION = "REPLICATION SLAVE, REPLICATION CLIENT, PROCESS ON *.*";

export const connection: Situation[] = [
  {
    check: "C01",
    name: "a wrong password",
    pairs: EACH,
    connect: () => ({ source: { password: "wrong" } }),
    follows: [
      { line: /password/, does: { connect: ({ source }) => ({ source: { password: source.admin.password } }) } },
    ],
  },
  {
    check: "C02",
    name: "nobody at that port",
    pairs: ["5.6 to 5.6"],
    connect: () => ({ target: { port: 1 } }),
    follows: [{ line: /port/, does: { connect: ({ target }) => ({ target: { port: target.admin.port } }) } }],
  },
  {
    check: "C04",
    name: "no account for the engine's address",
    pairs: EACH,
    input: { callers: ["10.0.0.5"] },
    fill: FILL,
    account: { rights: READS, password: PASSWORD },
  },
  {
    check: "C04",
    name: "an account for everywhere",
    pairs: ["5.6 to 5.6", "MariaDB to 9"],
    input: { callers: ["127.0.0.1"] },
    fill: FILL,
    account: { rights: READS, password: PASSWORD, host: "%" },
  },
  {
    check: "C04",
    name: "an account for everywhere, and no address",
    pairs: ["5.6 to 5.6"],
    fill: { ...FILL, "<address of the engine>": "127.0.0.1" },
    account: { rights: READS, password: PASSWORD, host: "%" },
  },
  ...(["%", "127.0.0.1"] as const).map(
    (host): Situation => ({
      check: "C04",
      name: `an administrator at ${host} in place of an account`,
      pairs: ["5.6 to 5.6", "MariaDB to 9"],
      input: { callers: [host === "%" ? "127.0.0.1" : "10.0.0.5"] },
      fill: FILL,
      account: { rights: ["ALL PRIVILEGES ON *.*"], password: PASSWORD, host },
      follows: [
        {
          line: /an account for the migration only/,
          joins: true,
          does: { input: { migration: { account: "mover" } } },
        },
      ],
      // The server's administrator can still log in.
      afterwards: { source: [`SHOW GRANTS FOR 'ferry'@'${host}'`] },
    }),
  ),
  {
    check: "C04",
    name: "a migration's account that somebody made at another address",
    pairs: ["5.6 to 5.6", "MariaDB to 9"],
    source: [
      `CREATE USER 'dbferry_shop'@'10.0.0.5' IDENTIFIED BY '${PASSWORD}'`,
      `CREATE USER 'dbferry_shop'@'%' IDENTIFIED BY '${PASSWORD}'`,
    ],
    input: { callers: ["10.0.0.5/32"], migration: { account: "dbferry_shop" } },
  },
  {
    check: "C04",
    name: "a migration's account that is gone",
    pairs: ["5.6 to 5.6"],
    input: { callers: ["10.0.0.5/32"], migration: { account: "dbferry_shop" } },
    follows: [
      {
        line: /run dbferry up again/,
        // What an update does for the account (provider/resources/mysqlAccount).
        does: { source: [`CREATE USER 'dbferry_shop'@'10.0.0.5' IDENTIFIED BY '${PASSWORD}'`] },
      },
    ],
  },
  ...(["ALL PRIVILEGES", "SUPER, FILE"] as const).map(
    (rights): Situation => ({
      check: "C11",
      name: `a migration's account with ${rights}`,
      pairs: ["5.6 to 5.6", "9 to MariaDB"],
      source: [
        `CREATE USER 'dbferry_shop'@'10.0.0.5' IDENTIFIED BY '${PASSWORD}'`,
        `GRANT ${rights} ON *.* TO 'dbferry_shop'@'10.0.0.5'`,
      ],
      input: { callers: ["10.0.0.5/32"], migration: { account: "dbferry_shop" } },
    }),
  ),
  {
    check: "C04",
    name: "an account that may not read its hosts",
    pairs: ["5.6 to 5.6", "9 to MariaDB"],
    unseen: true,
    account: { rights: ["SELECT ON shop.*"], password: PASSWORD },
  },
  {
    check: "C06",
    name: "TLS that the session does not use",
    pairs: ["9 to MariaDB"],
    connect: () => ({ source: { tls: { mode: "required" } } }),
    follows: [
      { line: /set tls to verify/, does: { connect: ({ source }) => ({ source: { tls: source.admin.tls } }) } },
    ],
  },
  {
    check: "C06",
    name: "no TLS",
    pairs: ["MariaDB to 9"],
    connect: () => ({ source: { tls: { mode: "off" } } }),
    follows: [
      {
        line: /upload a certificate/,
        does: {
          run: (stage) =>
            stage.source.server.restartWith({
              "ssl-ca": made(stage, "ca.pem"),
              "ssl-cert": made(stage, "server-cert.pem"),
              "ssl-key": made(stage, "server-key.pem"),
            }),
          connect: (stage) => ({ source: { tls: { mode: "verify", ca: made(stage, "ca.pem") } } }),
        },
      },
    ],
  },
  {
    check: "C07",
    name: "no right to read",
    pairs: EACH,
    account: { rights: [REPLICATION], password: PASSWORD },
  },
  {
    check: "C08",
    name: "no right to replicate",
    pairs: EACH,
    account: { rights: ["SELECT, SHOW VIEW ON shop.*"], password: PASSWORD },
  },
  {
    check: "C09",
    name: "accounts that may not be read",
    pairs: ["5.6 to 5.6", "9 to MariaDB"],
    account: { rights: ["SELECT ON shop.*"], password: PASSWORD },
    input: { migrateAccounts: true },
    leaves: "warning",
    follows: [{ line: /leave account migration off/, does: { input: { migrateAccounts: false } } }],
  },
  {
    check: "C10",
    name: "no right on the target",
    pairs: EACH,
    account: { rights: ["SELECT ON *.*"], password: PASSWORD, on: "target" },
  },
  {
    check: "C11",
    name: "an account with every right",
    pairs: EACH,
    input: { callers: ["127.0.0.1"] },
    fill: FILL,
    follows: [
      {
        line: /an account for the migration only/,
        joins: true,
        does: { connect: () => ({ source: { user: "mover", password: PASSWORD } }) },
      },
    ],
  },
  {
    check: "C12",
    name: "a short password in a migration",
    pairs: ["5.6 to 5.6", "MariaDB to 9"],
    account: { rights: ["ALL PRIVILEGES ON *.*"], password: "short" },
    input: { migration: {} },
    follows: [
      {
        line: /^dbferry rotate --source/,
        does: {
          run: async (stage) => {
            await changeOwnPassword("source", stage.connect.source, PASSWORD);
            stage.use({ source: { password: PASSWORD } });
          },
        },
      },
    ],
  },
  {
    check: "C12",
    name: "a short password on the target",
    pairs: ["5.6 to 5.6", "MariaDB to 9"],
    account: { rights: ["ALL PRIVILEGES ON *.*"], password: "short", on: "target" },
    fill: { "<8 to 32 letters and digits>": PASSWORD },
  },
  {
    check: "C60",
    name: "no right on the engine's schema",
    pairs: ["5.6 to 5.6", "9 to MariaDB"],
    input: { engine: "tencent-dts", compareWanted: true },
    account: { rights: ["SELECT ON *.*"], password: PASSWORD },
    leaves: "warning",
    follows: [{ line: /use dbferry's own comparison/, does: { input: { compareWanted: false } } }],
  },
  ...(["C05", "C16", "C27"] as const).map(
    (check): Situation => ({
      check,
      name: "an account that does not see it",
      pairs: ["9 to MariaDB"],
      unseen: true,
      options: { source: { "performance-schema": "ON", "skip-name-resolve": null } },
      account: { rights: ["SELECT ON shop.*"], password: PASSWORD },
    }),
  ),
  {
    check: "C69",
    name: "names are resolved",
    pairs: EACH,
    options: { source: { "skip-name-resolve": null } },
  },
  {
    check: "C65",
    name: "few connections",
    pairs: EACH,
    options: { source: { "max-connections": 12 }, target: { "max-connections": 12 } },
  },
  ...(
    [
      ["C20", ["SELECT ON *.*"]],
      ["C28", ["SELECT ON *.*"]],
      ["C29", ["SELECT ON *.*"]],
      ["C48", ["REPLICATION CLIENT ON *.*"]],
      ["C52", ["SELECT ON *.*"]],
      ["C54", ["SELECT, EVENT, TRIGGER ON shop.*"]],
      ["C71", ["SELECT ON *.*"]],
    ] as const
  ).map(
    ([check, rights]): Situation => ({
      check,
      name: "an account that does not see it",
      pairs: ["5.6 to 5.6", "MariaDB to 9"],
      unseen: true,
      account: { rights: [...rights], password: PASSWORD },
    }),
  ),
  {
    check: "C57",
    name: "an account that does not see it",
    pairs: ["5.6 to 5.6"],
    unseen: true,
    account: { rights: ["INSERT ON shop.*"], password: PASSWORD, on: "target" },
  },
  {
    check: "C54",
    name: "an account that does not see the target's accounts",
    pairs: ["5.6 to 5.6"],
    unseen: true,
    source: ["CREATE PROCEDURE shop.p() SELECT 1"],
    target: ["CREATE USER 'sandbox'@'127.0.0.2' IDENTIFIED BY 'x'"],
    account: { rights: ["SELECT ON shop.*"], password: PASSWORD, on: "target" },
  },
  {
    check: "C64",
    name: "an account that does not see the source's accounts",
    pairs: ["5.6 to 5.6"],
    unseen: true,
    input: { migrateAccounts: true },
    account: { rights: ["SELECT ON shop.*"], password: PASSWORD },
  },
];
