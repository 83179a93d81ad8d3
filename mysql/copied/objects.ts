import { mysqlAtLeast } from "../../model/mysql/server";
import type { Db } from "../connect";
import { quoteText } from "../sql";

export type ObjectKind = "table" | "view" | "sequence" | "procedure" | "function" | "package" | "event" | "library";

/** Something that has its own DROP statement; triggers are dropped with their table. */
export interface DatabaseObject {
  kind: ObjectKind;
  name: string;
}

const TABLE_KINDS: Record<string, ObjectKind> = { VIEW: "view", "SYSTEM VIEW": "view", SEQUENCE: "sequence" };
const ROUTINE_KINDS: Record<string, ObjectKind> = { PROCEDURE: "procedure", FUNCTION: "function", PACKAGE: "package" };

/** Everything in one database, sorted. */
export async function objectsIn(db: Db, database: string): Promise<DatabaseObject[]> {
  const of = quoteText(database);
  const read = (sql: string) =>
    db.query<{ k: string; n: string }>(sql, [], { doing: `reading what is in ${database}` });
  const tables = await read(
    `SELECT TABLE_TYPE AS k, TABLE_NAME AS n FROM information_schema.TABLES WHERE TABLE_SCHEMA = ${of}`,
  );
  const routines = await read(
    `SELECT ROUTINE_TYPE AS k, ROUTINE_NAME AS n FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ${of}`,
  );
  const events = await read(
    `SELECT 'EVENT' AS k, EVENT_NAME AS n FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ${of}`,
  );
  const libraries = mysqlAtLeast(db.server, 9, 2)
    ? await read(
        `SELECT 'LIBRARY' AS k, LIBRARY_NAME AS n FROM information_schema.LIBRARIES WHERE LIBRARY_SCHEMA = ${of}`,
      )
    : [];
  const found = [
    ...tables.map(({ k, n }) => ({ kind: TABLE_KINDS[k] ?? ("table" as const), name: n })),
    // A package's body is dropped with the package.
    ...routines.flatMap(({ k, n }) => (ROUTINE_KINDS[k] ? [{ kind: ROUTINE_KINDS[k], name: n }] : [])),
    ...events.map(({ n }) => ({ kind: "event" as const, name: n })),
    ...libraries.map(({ n }) => ({ kind: "library" as const, name: n })),
  ];
  return found.sort((a, b) => objectId(a).localeCompare(objectId(b)));
}

/** For comparing and showing: `table customer`. */
export function objectId({ kind, name }: DatabaseObject): string {
  return `${kind} ${name}`;
}
