import type { Connection } from "mysql2/promise";
import { quoted, rowsOf } from "../mysql/connect";
import { nameOf } from "./copyTable";
import { MoveError } from "./failure";
import type { ObjectRef } from "./inventory";

/** An object's text and the session settings it was created under. */
export interface Definition {
  object: ObjectRef;
  sql: string;
  settings: Record<string, string>;
}

/** The column of SHOW CREATE that contains the text. */
const TEXT: Record<ObjectRef["kind"], string> = {
  view: "Create View",
  function: "Create Function",
  procedure: "Create Procedure",
  trigger: "SQL Original Statement",
  event: "Create Event",
};

/** @throws MoveError privilege: the server shows no text to this session's account */
export async function readDefinition(session: Connection, object: ObjectRef): Promise<Definition> {
  const [row] = await rowsOf<Record<string, string | null>>(
    session,
    `SHOW CREATE ${object.kind.toUpperCase()} ${nameOf(object)}`,
  ).catch((error: { errno?: number }) => {
    // 1305: a routine that the account may not see is reported as missing.
    if (error.errno === 1305) return [];
    throw error;
  });
  const sql = row?.[TEXT[object.kind]];
  if (!row || !sql)
    throw new MoveError(
      "privilege",
      `The account cannot read the text of ${object.kind} ${object.database}.${object.name}: it needs SELECT on mysql.proc (or on mysql.*)`,
    );
  const settings: Record<string, string> = {};
  if (typeof row.sql_mode === "string") settings.sql_mode = row.sql_mode;
  if (row.collation_connection) settings.collation_connection = row.collation_connection;
  if (row.time_zone) settings.time_zone = row.time_zone;
  return { object, sql, settings };
}

/** The account that becomes the definer. */
export interface Definer {
  user: string;
  host: string;
  /** Views and routines whose definer is replaced run with the privileges of their caller. */
  invoker?: boolean;
}

/**
 * Creates an object on the target.
 * @param definer undefined keeps the source's
 */
export async function createObject(
  writer: Connection,
  { object, sql, settings }: Definition,
  definer: Definer | undefined,
): Promise<void> {
  await writer.query(`USE ${quoted(object.database)}`);
  const names = Object.keys(settings);
  if (names.length > 0)
    await writer.query(`SET ${names.map((name) => `SESSION ${name} = ?`).join(", ")}`, Object.values(settings));
  const made = definer ? withDefiner(sql, definer) : sql;
  const replaced = definer?.invoker === true && made !== sql;
  await writer.query(
    replaced && object.kind === "view" ? made.replace(/\bSQL SECURITY DEFINER\b/, "SQL SECURITY INVOKER") : made,
  );
  if (replaced && (object.kind === "procedure" || object.kind === "function"))
    await writer.query(`ALTER ${object.kind.toUpperCase()} ${quoted(object.name)} SQL SECURITY INVOKER`);
}

/** The statement with its first DEFINER clause changed to another account. */
export function withDefiner(sql: string, { user, host }: Definer): string {
  return sql.replace(/\bDEFINER\s*=\s*`(?:[^`]|``)*`@`(?:[^`]|``)*`/i, () => `DEFINER=${quoted(user)}@${quoted(host)}`);
}
