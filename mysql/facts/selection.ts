import { mariadbAtLeast, mysqlAtLeast, type ServerFacts } from "../../model/mysql/server";
import type { CheckedServer } from "../side";
import { inList, quoteText } from "../sql";
import { showNames, type TableName, tableId } from "../tableName";

/** What to migrate. */
export interface Selection {
  databases: readonly string[] | "all";
  /** Restricts the databases to certain tables; absent: all tables. */
  tables?: readonly TableName[];
}

/** Databases that belong to the server, an operator or an engine, never to the user. */
export const SYSTEM_DATABASES: readonly string[] = [
  "mysql",
  "information_schema",
  "performance_schema",
  "sys",
  "__tencentdb__",
  "__cdb_recycle_bin__",
  "__recycle_bin__",
  "rdsadmin",
];

/** A condition on a column of information_schema that contains a database name. */
export function inSelection(column: string, selection: Selection): string {
  return selection.databases === "all"
    ? `${column} NOT IN (${SYSTEM_DATABASES.map(quoteText).join(",")})`
    : inList(column, selection.databases);
}

/** True when `database.table` is selected, given that its database is. */
export function picks(selection: Selection, database: string, table: string): boolean {
  return (
    selection.tables === undefined || selection.tables.some((one) => one.database === database && one.table === table)
  );
}

/** True when the database is selected. */
export function picksDatabase(selection: Selection, database: string): boolean {
  return selection.databases === "all"
    ? !SYSTEM_DATABASES.includes(database.toLowerCase())
    : selection.databases.includes(database);
}

/**
 * User databases that have the name of a system database: `SYS` next to `mysql` where names are case-sensitive, `sys`
 * on a server that has no sys schema. A selection of all databases excludes them, so the user must be told.
 */
export function lookalikes(server: ServerFacts, databases: readonly string[]): string[] {
  const bringsSys = mysqlAtLeast(server, 5, 7, 7) || mariadbAtLeast(server, 10, 6);
  return databases.filter((name) => {
    const plain = name.toLowerCase();
    if (!SYSTEM_DATABASES.includes(plain) || plain === "information_schema") return false;
    return name !== plain || (plain === "sys" && !bringsSys);
  });
}

/** The message about such a database. */
export function lookalikeText(side: string, database: string): string {
  return `the database ${showNames(database)} on the ${side} is not included in all, because it has the name of a system database; name it (--databases)`;
}

export interface Schema {
  name: string;
  charset: string;
  collation: string;
}

/** All databases visible to the account, without system databases. */
export async function schemas(side: CheckedServer): Promise<Schema[]> {
  return (await allSchemas(side)).filter(({ name }) => picksDatabase({ databases: "all" }, name));
}

/** All databases visible to the account. */
export function allSchemas(side: CheckedServer): Promise<Schema[]> {
  return side.once("schemas", async () => {
    const rows = await side.query<Record<"n" | "c" | "o", string>>(
      "SELECT SCHEMA_NAME AS n, DEFAULT_CHARACTER_SET_NAME AS c, DEFAULT_COLLATION_NAME AS o FROM information_schema.SCHEMATA",
      { doing: "reading databases" },
    );
    return rows.map((row) => ({ name: row.n, charset: row.c, collation: row.o }));
  });
}

/** The selected databases that exist on the server. */
export async function selectedSchemas(side: CheckedServer, selection: Selection): Promise<Schema[]> {
  return (await schemas(side)).filter((schema) => picksDatabase(selection, schema.name));
}

/** The selection in the spelling of a server that finds names in any; elsewhere as it was given. */
export async function asHeld(
  query: (sql: string) => Promise<Record<"d" | "t", string | null>[]>,
  folds: boolean,
  selection: Selection,
): Promise<Selection> {
  const { databases, tables: chosen } = selection;
  if (!folds || databases === "all") return selection;
  const rows = await query(
    "SELECT s.SCHEMA_NAME AS d, t.TABLE_NAME AS t FROM information_schema.SCHEMATA s LEFT JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = s.SCHEMA_NAME " +
      `WHERE LOWER(s.SCHEMA_NAME) IN (${databases.map((name) => quoteText(name.toLowerCase())).join(",")})`,
  );
  const found = rows.flatMap(({ d, t }) => (d ? [{ d, t: t ?? "" }] : []));
  const databaseOf = new Map(found.map(({ d }) => [d.toLowerCase(), d]));
  const tableOf = new Map(found.map(({ d, t }) => [tableId(d.toLowerCase(), t.toLowerCase()), t]));
  const held = (name: string) => databaseOf.get(name.toLowerCase()) ?? name;
  return {
    databases: databases.map(held),
    ...(chosen
      ? {
          tables: chosen.map(({ database, table }) => ({
            database: held(database),
            table: tableOf.get(tableId(database.toLowerCase(), table.toLowerCase())) ?? table,
          })),
        }
      : {}),
  };
}
