import { mysqlAtLeast } from "../../model/mysql/server";
import { visible } from "../../model/printing/visible";
import { some, sqlLines } from "../check";
import { inSelection, picks, type Selection } from "../facts/selection";
import { baseTables } from "../facts/tables";
import { type User, users } from "../facts/users";
import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";
import { quoteAccount, quoteTable } from "../sql";
import { showTable, tableId, tableOf } from "../tableName";
import { conversionLines, tablesOf, textKeys } from "./foreign-key-lines";

const UTF8MB3 = /^utf8(?:mb3)?_/;

/**
 * Only tables whose text columns share one collation: CONVERT gives all of them the same one, which would otherwise
 * change how some values compare and which ones a unique key treats as equal.
 */
export async function toUtf8mb4(source: CheckedServer, selection: Selection): Promise<string[]> {
  const tables = [...(await collationsOf(source, selection))].filter(([, all]) =>
    [...all].some((one) => UTF8MB3.test(one)),
  );
  const bound = (await textKeys(source, selection)).map(tablesOf);
  const apart = withBound(new Set(tables.filter(([, all]) => all.size > 1).map(([id]) => id)), bound);
  const several = tables.filter(([id]) => apart.has(id)).map(([id]) => showTable(tableOf(id)));
  const whole = tables.filter(([id]) => !apart.has(id));
  const conversions = new Map(
    whole.map(([id, [collation]]) => {
      const { database, table } = tableOf(id);
      const name = collation!.replace(UTF8MB3, "utf8mb4_");
      return [id, `ALTER TABLE ${quoteTable(database, table)} CONVERT TO CHARACTER SET utf8mb4 COLLATE ${name};`];
    }),
  );
  const where = `SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME, COLLATION_NAME FROM information_schema.COLUMNS WHERE CHARACTER_SET_NAME IN ('utf8', 'utf8mb3') AND ${inSelection("TABLE_SCHEMA", selection)}`;
  return [
    ...(conversions.size > 0
      ? ["-- on the source:", await conversionLines(source, selection, conversions, where)]
      : []),
    ...(several.length > 0
      ? [
          `-- column by column, with ALTER TABLE ... MODIFY on the source, because their collations, or those of tables connected by foreign keys, differ: ${visible(some(several))}`,
        ]
      : []),
  ];
}

/**
 * Adds the tables that foreign keys link to these, directly or not: both ends of a key must have the same collation.
 */
function withBound(tables: ReadonlySet<string>, bound: readonly (readonly [string, string])[]): Set<string> {
  const found = new Set(tables);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [child, parent] of bound) {
      if (found.has(child)) found.add(parent);
      if (found.has(parent)) found.add(child);
    }
  }
  return found;
}

/** Collations of the text columns, by table. */
async function collationsOf(source: CheckedServer, selection: Selection): Promise<Map<string, Set<string>>> {
  const base = new Set((await baseTables(source, selection)).map((one) => tableId(one.database, one.name)));
  const rows = await source.query<Record<"d" | "t" | "c", string>>(
    `SELECT DISTINCT TABLE_SCHEMA AS d, TABLE_NAME AS t, COLLATION_NAME AS c FROM information_schema.COLUMNS WHERE COLLATION_NAME IS NOT NULL AND ${inSelection("TABLE_SCHEMA", selection)}`,
    { doing: "reading collations of columns" },
  );
  const found = new Map<string, Set<string>>();
  for (const { d, t, c } of rows) {
    const id = tableId(d, t);
    if (picks(selection, d, t) && base.has(id)) found.set(id, (found.get(id) ?? new Set()).add(c));
  }
  return found;
}

/**
 * Statements that change the plugin of these logins. Only the account's owner knows its password, and a server older
 * than the plugin cannot switch to it.
 */
export function newLogins(source: CheckedServer, native: readonly User[], there: ReadonlySet<string>): string[] {
  const knows = mysqlAtLeast(source.server, 8, 0, 3);
  const accounts = native.filter(({ user, host }) => knows || !there.has(quoteAccount(user, host)));
  const named = (statement: string, clause: string) =>
    sqlLines(accounts.map(({ user, host }) => `${statement} ${quoteAccount(user, host)} ${clause} BY '<password>';`));
  if (knows)
    return [
      "-- on the source, if the applications' drivers support the plugin:",
      named("ALTER USER", "IDENTIFIED WITH caching_sha2_password"),
    ];
  return [
    "-- leave account migration off, and then create them on the target with the grants that they have on the source:",
    ...(accounts.length > 0 ? [named("CREATE USER", "IDENTIFIED")] : []),
  ];
}

/** Accounts on this side, as `quoteAccount` writes them; empty when they may not be read. */
export async function accountsOf(side: CheckedServer): Promise<Set<string>> {
  try {
    return new Set((await users(side)).map(({ user, host }) => quoteAccount(user, host)));
  } catch (error) {
    if (error instanceof StatementProblem) return new Set();
    throw error;
  }
}
