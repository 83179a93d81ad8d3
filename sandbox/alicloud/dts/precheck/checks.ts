import type { Connection } from "mysql2/promise";
import { rowsOf } from "../../../mysql/connect";

export type Verdict = { state: "Success" | "Warning" | "Failed"; text?: string; repair?: string };

/** Both servers, and the objects to be moved. */
export interface Checked {
  source: Connection;
  target: Connection;
  databases: string[];
  incremental: boolean;
  /** The source is no instance of Alibaba Cloud. */
  selfManaged: boolean;
}

export interface Check {
  /** The vendor's short name. */
  item: string;
  needs: ("source" | "target")[];
  /** Only for tasks that replicate. */
  incremental?: true;
  run(checked: Checked): Promise<Verdict>;
}

const passed: Verdict = { state: "Success" };
const failed = (text: string): Verdict => ({ state: "Failed", text });

/** A variable of the source that must have a certain value. */
function needs(item: string, variable: string, wanted: RegExp, words: string): Check {
  return {
    item,
    needs: ["source"],
    incremental: true,
    async run({ source }) {
      const [row] = await rowsOf<{ Value: string }>(source, "SHOW GLOBAL VARIABLES WHERE Variable_name = ?", [
        variable,
      ]);
      // A version without the variable has nothing to configure.
      if (!row || wanted.test(row.Value)) return passed;
      return { ...failed(`${variable} is ${row.Value}, and must be ${words}`), repair: `${item}_REPAIR` };
    },
  };
}

/** Items of the vendor's precheck that inspect the servers. Those about connections are in `run.ts`. */
export const CHECKS: readonly Check[] = [
  {
    item: "CHECK_SRC",
    needs: ["source", "target"],
    async run({ source, target }) {
      const [from, to] = await Promise.all([source, target].map(versionOf));
      if (!from || !to) return failed("the version cannot be read");
      return from <= to ? passed : { state: "Warning", text: `the source is MySQL ${from}, the destination ${to}` };
    },
  },
  {
    item: "CHECK_AUTH_SRC",
    needs: ["source"],
    async run({ source, incremental, selfManaged, databases }) {
      const grants = await grantsOf(source);
      const wanted = ["SELECT", ...(incremental ? ["REPLICATION SLAVE", "REPLICATION CLIENT", "SHOW VIEW"] : [])];
      const missing = wanted.filter((right) => !has(grants, right, databases));
      // For a database of its own, by which it moves on in the binary log.
      if (incremental && selfManaged && !has(grants, "CREATE", [])) missing.push("CREATE");
      return missing.length === 0 ? passed : failed(`the account lacks ${missing.join(", ")}`);
    },
  },
  {
    item: "CHECK_AUTH_DEST",
    needs: ["target"],
    async run({ target, databases }) {
      const grants = await grantsOf(target);
      const wanted = [
        "SELECT",
        "INSERT",
        "UPDATE",
        "DELETE",
        "CREATE",
        "DROP",
        "ALTER",
        "INDEX",
        "CREATE VIEW",
        "CREATE ROUTINE",
      ];
      const missing = wanted.filter((right) => !has(grants, right, databases));
      return missing.length === 0 ? passed : failed(`the account lacks ${missing.join(", ")}`);
    },
  },
  needs("CHECK_BINLOG_ON", "log_bin", /^ON$/i, "ON"),
  needs("CHECK_BINLOG_MODE", "binlog_format", /^ROW$/i, "ROW"),
  needs("CHECK_BINLOG_ROW_IMAGE", "binlog_row_image", /^FULL$/i, "FULL"),
  needs("CHECK_SERVER_ID", "server_id", /^(?![01]$)\d+$/, "more than 1"),
  {
    item: "CHECK_ENGINE",
    needs: ["source"],
    async run({ source, databases }) {
      const rows = await rowsOf<{ name: string }>(
        source,
        `SELECT CONCAT(table_schema, '.', table_name) AS name FROM information_schema.tables
         WHERE engine IN ('FEDERATED', 'MRG_MYISAM') AND table_schema IN (?)`,
        [[...databases, ""]],
      );
      return rows.length === 0
        ? passed
        : failed(`not migrated by their storage engine: ${rows.map(({ name }) => name).join(", ")}`);
    },
  },
  {
    item: "CHECK_SAME_OBJ",
    needs: ["source", "target"],
    async run({ source, target, databases }) {
      const [there, here] = await Promise.all([source, target].map((session) => tablesOf(session, databases)));
      const same = there!.filter((name) => here!.includes(name));
      return same.length === 0 ? passed : failed(`the destination already has ${same.slice(0, 10).join(", ")}`);
    },
  },
  {
    item: "CHECK_CONSTRAINT_INTEGRITY",
    needs: ["source"],
    async run({ source, databases }) {
      const rows = await rowsOf<{ name: string }>(
        source,
        `SELECT DISTINCT CONCAT(table_schema, '.', table_name) AS name FROM information_schema.key_column_usage
         WHERE table_schema IN (?) AND referenced_table_schema IS NOT NULL AND referenced_table_schema NOT IN (?)`,
        [
          [...databases, ""],
          [...databases, ""],
        ],
      );
      return rows.length === 0
        ? passed
        : failed(`refer to tables that are not migrated: ${rows.map(({ name }) => name).join(", ")}`);
    },
  },
];

async function versionOf(session: Connection): Promise<string | undefined> {
  const [row] = await rowsOf<{ version: string }>(session, "SELECT VERSION() AS version");
  return row && /^\d+\.\d+/.exec(row.version)?.[0];
}

async function grantsOf(session: Connection): Promise<string[]> {
  const rows = await rowsOf<Record<string, string>>(session, "SHOW GRANTS");
  return rows.map((row) => Object.values(row)[0]!);
}

/** Whether a privilege is granted globally, or on each of the databases. */
function has(grants: readonly string[], right: string, databases: readonly string[]): boolean {
  const on = (scope: string) =>
    grants.some((grant) => {
      const [, rights = "", place = ""] = /^GRANT (.*?) ON (.*?) TO /i.exec(grant) ?? [];
      const plain = place.replace(/`/g, "").replace(/\\_/g, "_");
      return plain === scope && (/^ALL PRIVILEGES/i.test(rights) || rights.split(/,\s*/).includes(right));
    });
  return on("*.*") || (databases.length > 0 && databases.every((name) => on(`${name}.*`)));
}

async function tablesOf(session: Connection, databases: readonly string[]): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    session,
    "SELECT CONCAT(table_schema, '.', table_name) AS name FROM information_schema.tables WHERE table_schema IN (?)",
    [[...databases, ""]],
  );
  return rows.map(({ name }) => name);
}
