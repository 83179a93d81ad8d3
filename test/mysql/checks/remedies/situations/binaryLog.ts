import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MysqldOptions } from "../../../../../sandbox/mysql/options";
import { EACH, type Situation, table } from "../situation";
import type { Stage } from "../stage";

/** 5.6 without GTIDs, and without the binary log options that depend on them. */
const NO_GTID: MysqldOptions = { "gtid-mode": "OFF", "enforce-gtid-consistency": null, "log-slave-updates": null };
const data = (stage: Stage, file: string) => join(stage.source.server.dir, "data", file);
/** Makes the server a replica of an unreachable one; its own replication state is all the evidence. */
const REPLICA = "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = 1, MASTER_USER = 'nobody'";
const takesPrimary = { connect: ({ primary }: Stage) => ({ source: primary!.admin }) };
/** Forces a restart by an unrelated option: without any change, restartWith does nothing. */
const again = (stage: Stage) => stage.source.server.restartWith({ "net-retry-count": 11 });

export const binaryLog: Situation[] = [
  {
    check: "C14",
    name: "no binary log",
    pairs: ["5.6 to 5.6"],
    options: { source: { ...NO_GTID, "log-bin": null } },
  },
  {
    check: "C14",
    name: "no binary log and no number",
    pairs: ["5.6 to 5.6"],
    options: { source: { ...NO_GTID, "log-bin": null, "server-id": 0 } },
  },
  {
    check: "C14",
    name: "no binary log",
    pairs: ["MariaDB to 9", "9 to MariaDB"],
    options: { source: { "log-bin": null, "skip-log-bin": true } },
    follows: [{ line: /without skip-log-bin/, joins: true, does: { options: { source: { "skip-log-bin": null } } } }],
  },
  {
    check: "C16",
    name: "a session with the old row image",
    pairs: ["9 to MariaDB"],
    options: { source: { "performance-schema": "ON" } },
    plant: async (stage) => void (await stage.hold("source", "SET SESSION binlog_row_image = 'MINIMAL'")),
  },
  {
    check: "C16",
    name: "a session with the old row image that writes",
    pairs: ["9 to MariaDB"],
    options: { source: { "performance-schema": "ON" } },
    source: [table("id INT PRIMARY KEY")],
    plant: async (stage) =>
      void (await stage.hold(
        "source",
        "SET SESSION binlog_row_image = 'MINIMAL'",
        "START TRANSACTION",
        "INSERT INTO shop.t VALUES (1)",
      )),
  },
  {
    check: "C18",
    name: "compressed transactions",
    pairs: ["9 to MariaDB"],
    source: ["SET GLOBAL binlog_transaction_compression = ON"],
  },
  {
    check: "C18",
    name: "partial JSON",
    pairs: ["9 to MariaDB"],
    source: ["SET GLOBAL binlog_row_value_options = 'PARTIAL_JSON'"],
  },
  { check: "C18", name: "compressed events", pairs: ["MariaDB to 9"], source: ["SET GLOBAL log_bin_compress = ON"] },
  {
    check: "C18",
    name: "row events of version 1",
    pairs: ["5.6 to 5.6"],
    options: { source: { "log-bin-use-v1-row-events": 1 } },
  },
  { check: "C19", name: "kept forever", pairs: ["5.6 to 5.6"], options: { source: { "expire-logs-days": null } } },
  {
    check: "C19",
    name: "kept for an hour",
    pairs: ["MariaDB to 9", "9 to MariaDB"],
    options: { source: { "expire-logs-days": null, "binlog-expire-logs-seconds": 3600 } },
  },
  {
    check: "C20",
    name: "the file to begin with is gone",
    pairs: ["5.6 to 5.6"],
    input: { startFile: "binlog.000000" },
    follows: [{ line: /start it again with a full load/, does: { input: { startFile: undefined } } }],
  },
  {
    check: "C20",
    name: "a gap",
    pairs: EACH,
    plant: async (stage) => {
      await stage.source.sql("FLUSH BINARY LOGS", "FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
      const index = data(stage, "binlog.index");
      const files = readFileSync(index, "utf8").trim().split("\n");
      await stage.source.server.stop();
      writeFileSync(index, `${files.filter((_, at) => at !== 1).join("\n")}\n`);
      await again(stage);
    },
  },
  {
    check: "C20",
    name: "a file that was removed by hand",
    pairs: EACH,
    plant: async (stage) => {
      await stage.source.sql("FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
      rmSync(data(stage, "binlog.000001"));
    },
  },
  {
    check: "C21",
    name: "a filter",
    pairs: EACH,
    options: { source: { "binlog-ignore-db": "shop" } },
    follows: [
      { line: /remove the lines .* from my\.cnf/, does: { options: { source: { "binlog-ignore-db": null } } } },
    ],
  },
  {
    check: "C22",
    name: "the default number",
    pairs: EACH,
    options: { source: { "server-id": 1 } },
    input: { engine: "alibaba-dts" },
  },
  { check: "C22", name: "no number", pairs: ["5.6 to 5.6"], options: { source: { "server-id": 0 } } },
  {
    check: "C23",
    name: "a copied data directory",
    pairs: ["5.6 to 5.6"],
    plant: async (stage) => {
      const from = readFileSync(data(stage, "auto.cnf"));
      await stage.target.server.stop();
      writeFileSync(join(stage.target.server.dir, "data/auto.cnf"), from);
      await stage.target.server.restartWith({ "net-retry-count": 11 });
    },
    follows: [
      {
        line: /remove auto\.cnf/,
        does: {
          run: async ({ target }) => {
            rmSync(join(target.server.dir, "data/auto.cnf"));
            await target.server.restartWith({ "net-retry-count": 12 });
          },
        },
      },
    ],
  },
  { check: "C24", name: "no GTIDs", pairs: ["5.6 to 5.6"], options: { source: NO_GTID } },
  {
    check: "C24",
    name: "no GTIDs",
    pairs: ["9 to MariaDB"],
    options: { source: { "gtid-mode": "OFF", "enforce-gtid-consistency": "OFF" } },
  },
  {
    check: "C24",
    name: "on the way to GTIDs",
    pairs: ["9 to MariaDB"],
    options: { source: { "gtid-mode": "OFF_PERMISSIVE", "enforce-gtid-consistency": "OFF" } },
  },
  {
    check: "C25",
    name: "a replica that does not log",
    pairs: ["5.6 to 5.6"],
    options: { source: NO_GTID },
    source: [REPLICA],
  },
  {
    check: "C25",
    name: "a replica that does not log",
    pairs: ["MariaDB to 9"],
    options: { source: { "log-slave-updates": null } },
    source: [REPLICA],
  },
  {
    check: "C26",
    name: "a replica",
    pairs: ["5.6 to 5.6", "MariaDB to 9"],
    primary: true,
    source: [REPLICA],
    follows: [{ line: /name the primary as the source/, does: takesPrimary }],
  },
  {
    check: "C71",
    name: "a replica that stands",
    pairs: ["5.6 to 5.6", "MariaDB to 9"],
    primary: true,
    source: [REPLICA],
    follows: [
      {
        line: /use its primary as the source/,
        does: { run: ({ primary }) => primary!.sql("CREATE DATABASE shop"), ...takesPrimary },
      },
    ],
  },
];
