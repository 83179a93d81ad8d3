import { quoteName, quoteTable } from "../../sql";
import { foreignKeySql, tableSql, unstamped } from "../render";
import { type StructureSide, showCreate } from "../side";
import { NotUnderstood } from "../sql/tokens";
import type { TableDefinition } from "../table/definition";
import { readTable } from "../table/read";
import type { ObjectName } from "../types";
import { compareColumns } from "./columns";
import { counted, differs, EXTRA, MISSING, quoted, type StructureContext } from "./context";
import { type Counter, compareCounters } from "./counters";
import { compareChecks, compareForeignKeys, compareKeys } from "./keys";
import { compareOptions } from "./options";

/** A name on both sides, or on one. */
export interface Pair {
  source?: string;
  target?: string;
}

/** Definitions held in memory at a time. */
const BATCH = 25;

/** Compares tables in batches. */
export async function compareTables(
  context: StructureContext,
  databases: Required<Pair>,
  pairs: readonly Pair[],
): Promise<void> {
  const counters: Counter[] = [];
  for (let at = 0; at < pairs.length; at += BATCH) {
    const batch = pairs.slice(at, at + BATCH);
    const [mine, theirs] = await Promise.all([
      definitions(
        context,
        context.source,
        databases.source,
        batch.map((pair) => pair.source),
      ),
      definitions(
        context,
        context.target,
        databases.target,
        batch.map((pair) => pair.target),
      ),
    ]);
    batch.forEach((pair, n) => {
      const name: ObjectName = { database: databases.source, object: pair.source ?? pair.target! };
      if (pair.source !== undefined) counted(context, "table");
      const there: ObjectName = { database: databases.target, object: pair.target ?? pair.source! };
      const [left, right] = [mine[n], theirs[n]];
      if (pair.target === undefined) {
        if (left) missing(context, left, name, there);
        else
          differs(context, "table", {
            kind: "table",
            name,
            what: MISSING,
            statements: [],
            note: UNREAD,
          });
      } else if (pair.source === undefined) extra(context, name, there, right?.text);
      else if (left && right) compareTable(context, name, there, left, right, counters);
    });
  }
  await compareCounters(context, counters);
}

const UNREAD = "the source's definition cannot be read";

async function definitions(
  context: StructureContext,
  side: StructureSide,
  database: string,
  names: readonly (string | undefined)[],
): Promise<(TableDefinition | undefined)[]> {
  const wanted = names.filter((name) => name !== undefined);
  const answers = await showCreate(
    side,
    wanted.map((name) => `SHOW CREATE TABLE ${quoteTable(database, name)}`),
  );
  const found = new Map<string, TableDefinition>();
  wanted.forEach((object, n) => {
    const answer = answers[n]!;
    const problem = (reason: string) =>
      context.notProven.push({ kind: "table", name: { database, object }, reason: `${side.role}: ${reason}` });
    if ("problem" in answer) {
      problem(answer.problem);
      return;
    }
    try {
      found.set(object, readTable(String(answer.row["Create Table"]), side.defaults));
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      problem(`its definition is not understood: ${error.message}`);
    }
  });
  return names.map((name) => (name === undefined ? undefined : found.get(name)));
}

function missing(context: StructureContext, table: TableDefinition, name: ObjectName, there: ObjectName): void {
  const { target } = context;
  const lacks = collationsLacking(table, target);
  const { before, impossible } = unstamped(table.columns, target);
  const note = lacks.length > 0 ? `the target has no collation ${lacks.join(", ")}` : impossible;
  differs(context, "table", {
    kind: "table",
    name,
    what: MISSING,
    source: table.text,
    statements: note === undefined ? [tableSql(table, there.database, there.object!, target)] : [],
    ...(note === undefined ? { before } : { note }),
  });
  for (const key of table.foreignKeys)
    differs(context, "foreign key", {
      kind: "table",
      name,
      what: `foreign key ${quoteName(key.name)}`,
      source: foreignKeySql(key, name.database),
      statements: [`ALTER TABLE ${quoted(there)} ADD ${foreignKeySql(key, there.database)}`],
    });
}

function extra(context: StructureContext, name: ObjectName, there: ObjectName, text: string | undefined): void {
  differs(context, "loss", {
    kind: "table",
    name,
    what: EXTRA,
    target: text,
    statements: [`DROP TABLE ${quoted(there)}`],
    loses: `the table ${quoted(there)} of the target with all its rows`,
  });
}

function compareTable(
  context: StructureContext,
  name: ObjectName,
  there: ObjectName,
  left: TableDefinition,
  right: TableDefinition,
  counters: Counter[],
): void {
  const pair = { context, name, there, left, right };
  hoistChecks(left, right);
  hoistChecks(right, left);
  const [mine, theirs] = [context.source, context.target].map(({ db }) => db.server.flavour === "mariadb");
  if (mine !== theirs) mine ? aliasOfJson(left, right) : aliasOfJson(right, left);
  compareColumns(pair);
  compareKeys(pair);
  compareChecks(pair);
  compareForeignKeys(pair);
  compareOptions(pair);
  const column = left.columns.find((one) => one.autoIncrement);
  if (column && left.autoIncrement !== right.autoIncrement) counters.push({ name, there, column: column.name });
}

/** MariaDB keeps a column's CHECK with the column; MySQL turns it into a named CHECK of the table. */
function hoistChecks(mine: TableDefinition, theirs: TableDefinition): void {
  for (const column of mine.columns) {
    const twin = theirs.columns.find((one) => one.name.toLowerCase() === column.name.toLowerCase());
    if (column.check === undefined || !twin || twin.check !== undefined) continue;
    const at = theirs.checks.findIndex((one) => one.enforced && one.expression === column.check);
    if (at < 0) continue;
    theirs.checks.splice(at, 1);
    column.check = undefined;
  }
}

/**
 * A MariaDB JSON column, moved with a plain dump, becomes a LONGTEXT on MySQL, and its CHECK becomes a CHECK of the
 * table.
 */
function aliasOfJson(mariadb: TableDefinition, mysql: TableDefinition): void {
  for (const column of mysql.columns) {
    const twin = mariadb.columns.find((one) => one.name.toLowerCase() === column.name.toLowerCase());
    if (twin?.type !== "json" || column.type !== "longtext" || column.collation !== "utf8mb4_bin") continue;
    const expression = `json_valid(${quoteName(column.name)})`;
    const at = mysql.checks.findIndex((one) => one.enforced && one.expression === expression);
    if (at < 0) continue;
    mysql.checks.splice(at, 1);
    Object.assign(column, { type: "json", charset: undefined, collation: undefined });
  }
}

/** Collations of the table that the server lacks. */
export function collationsLacking(table: TableDefinition, side: StructureSide): string[] {
  const wanted = [table.collation, ...table.columns.flatMap((column) => column.collation ?? [])];
  return [...new Set(wanted)].filter((collation) => !side.collations.has(collation));
}
