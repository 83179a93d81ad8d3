import type { Db } from "../../../mysql/connect";

type Cells = Record<string, string>;

/**
 * Copies a database like a plain dump: runs one server's SHOW CREATE output on the other, in a session with the
 * original settings. @returns the views that the other server rejects
 */
export async function plainDump(from: Db, to: Db, database: string): Promise<string[]> {
  const db = `\`${database}\``;
  await from.query("SET SESSION sql_mode=''");
  const ask = (sql: string) => from.query<Cells>(sql);
  const create = async (sql: string, column: string) => (await ask(sql))[0]![column]!;
  await to.query(await create(`SHOW CREATE DATABASE ${db}`, "Create Database"));
  await to.query(`USE ${db}`);
  await to.query("SET SESSION sql_mode='NO_AUTO_VALUE_ON_ZERO', foreign_key_checks=0");
  const tables = await ask(`SHOW FULL TABLES FROM ${db}`);
  const named = (type: RegExp) =>
    tables
      .map((row) => Object.values(row))
      .filter((row) => type.test(row[1]!))
      .map((row) => `${db}.\`${row[0]!.replace(/`/g, "``")}\``);
  for (const table of named(/BASE|VERSIONED/))
    await to.query(await create(`SHOW CREATE TABLE ${table}`, "Create Table"));
  await to.query("SET SESSION foreign_key_checks=1");
  for (const kind of ["FUNCTION", "PROCEDURE"])
    for (const { Name } of await ask(`SHOW ${kind} STATUS WHERE Db='${database}'`)) {
      const [row] = await ask(`SHOW CREATE ${kind} ${db}.\`${Name}\``);
      await made(to, row!, row![kind === "FUNCTION" ? "Create Function" : "Create Procedure"]!);
    }
  // A view may refer to a later one: failed statements are retried after the others.
  let left = named(/VIEW/);
  while (left.length > 0) {
    const again: string[] = [];
    for (const view of left) {
      const [row] = await ask(`SHOW CREATE VIEW ${view}`);
      await made(to, row!, row!["Create View"]!).catch(() => again.push(view));
    }
    if (again.length === left.length) break;
    left = again;
  }
  const order = await ask(
    `SELECT TRIGGER_NAME AS n FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA='${database}' ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER`,
  );
  for (const { n } of order) {
    const [row] = await ask(`SHOW CREATE TRIGGER ${db}.\`${n}\``);
    await made(to, row!, row!["SQL Original Statement"]!);
  }
  for (const { Name } of await ask(`SHOW EVENTS FROM ${db}`)) {
    const [row] = await ask(`SHOW CREATE EVENT ${db}.\`${Name}\``);
    await to.query(`SET SESSION time_zone='${row!["time_zone"]}'`);
    await made(to, row!, row!["Create Event"]!);
  }
  return left;
}

async function made(to: Db, row: Cells, sql: string): Promise<void> {
  const mode = (row["sql_mode"] ?? "").replace(/NO_AUTO_CREATE_USER,?/, "");
  await to.query(`SET SESSION sql_mode='${mode}'`);
  await to.query(
    `SET SESSION character_set_client=${row["character_set_client"]}, collation_connection=${row["collation_connection"]}`,
  );
  await to.query(sql);
}
