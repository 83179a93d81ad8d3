import type { Row } from "../../connect";
import { quoteLiteral, quoteName, quoteTable } from "../../sql";
import { foreignKeySql } from "../render";
import type { ForeignKeyDefinition } from "../table/definition";
import type { StructureContext } from "./context";

/** A foreign key of the target as its information_schema lists it, with qualified names. */
interface HeldKey extends ForeignKeyDefinition {
  database: string;
  table: string;
  parentDatabase: string;
}

type Retyped = StructureContext["retyped"][number];

/**
 * A server refuses to change a column's type while a foreign key uses it, at either end. So the keys are dropped before
 * any column is changed and recreated after all of them, because both ends must change together. A key of a table
 * outside the comparison is not touched.
 */
export async function freeRetyped(context: StructureContext): Promise<void> {
  if (context.retyped.length === 0) return;
  const held = await heldKeys(context, [...new Set(context.retyped.map(({ there }) => there.database))]);
  const stuck = stuckOnes(context, held);
  for (const one of context.retyped) {
    const { difference } = one;
    const why = stuck.get(one);
    if (why !== undefined) {
      difference.statements = [];
      difference.note = why;
      continue;
    }
    for (const key of held.filter((key) => holds(context, key, one))) {
      const { drop, add } = statementsFor(key);
      difference.before = [...(difference.before ?? []), drop];
      if (!takeOver(context, drop)) difference.after = [...(difference.after ?? []), add];
    }
  }
}

/** Columns that cannot be changed, and those that a key links to one of them, each with the reason. */
function stuckOnes(context: StructureContext, held: readonly HeldKey[]): Map<Retyped, string> {
  const { retyped, met, same } = context;
  const stuck = new Map<Retyped, string>();
  for (const one of retyped) if (one.difference.statements.length === 0) stuck.set(one, one.difference.note ?? "");
  for (let before = -1; before !== stuck.size; ) {
    before = stuck.size;
    for (const one of retyped.filter((column) => !stuck.has(column))) {
      const keys = held.filter((key) => holds(context, key, one));
      const foreign = keys.find((key) => !met.has(JSON.stringify([same(key.database), same(key.table)])));
      const joined = keys.find((key) => [...stuck.keys()].some((other) => holds(context, key, other)));
      if (foreign) stuck.set(one, `${showKey(foreign)} prevents this, and its table was not compared: compare it too`);
      else if (joined) stuck.set(one, `${showKey(joined)} joins it to a column that cannot be changed`);
    }
  }
  return stuck;
}

function showKey({ name, database, table }: HeldKey): string {
  return `foreign key ${quoteName(name)} of ${quoteTable(database, table)}`;
}

/** True when the column is at one of the key's ends. */
function holds({ same }: StructureContext, key: HeldKey, { there, column }: Retyped): boolean {
  const at = (database: string, table: string, columns: readonly string[]) =>
    same(database) === same(there.database) &&
    same(table) === same(there.object!) &&
    columns.some((one) => one.toLowerCase() === column.toLowerCase());
  return at(key.database, key.table, key.columns) || at(key.parentDatabase, key.parentTable, key.parentColumns);
}

function statementsFor(key: HeldKey): { drop: string; add: string } {
  const table = `ALTER TABLE ${quoteTable(key.database, key.table)}`;
  return {
    drop: `${table} DROP FOREIGN KEY ${quoteName(key.name)}`,
    add: `${table} ADD ${foreignKeySql(key, key.database)}`,
  };
}

/**
 * If another difference already drops the key, it is not dropped again, and that difference determines whether it is
 * recreated.
 */
function takeOver({ differences }: StructureContext, drop: string): boolean {
  const own = differences.filter((one) => one.statements.includes(drop) || one.dropped?.includes(drop));
  for (const one of own) {
    one.statements = one.statements.filter((statement) => statement !== drop);
    one.dropped = [...(one.dropped ?? []), drop];
  }
  return own.length > 0;
}

async function heldKeys({ target }: StructureContext, databases: readonly string[]): Promise<HeldKey[]> {
  const list = databases.map(quoteLiteral).join(",");
  const rows = await target.db.query<Row>(
    "SELECT k.CONSTRAINT_SCHEMA AS d, k.TABLE_NAME AS t, k.CONSTRAINT_NAME AS n, k.COLUMN_NAME AS c, k.REFERENCED_TABLE_SCHEMA AS pd, " +
      "k.REFERENCED_TABLE_NAME AS pt, k.REFERENCED_COLUMN_NAME AS pc, r.DELETE_RULE AS od, r.UPDATE_RULE AS ou " +
      "FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r " +
      "ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.TABLE_NAME = k.TABLE_NAME AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME " +
      `WHERE k.REFERENCED_TABLE_NAME IS NOT NULL AND (k.TABLE_SCHEMA IN (${list}) OR k.REFERENCED_TABLE_SCHEMA IN (${list})) ` +
      "ORDER BY 1, 2, 3, k.ORDINAL_POSITION",
    [],
    { doing: "reading foreign keys" },
  );
  const keys = new Map<string, HeldKey>();
  for (const { d, t, n, c, pd, pt, pc, od, ou } of rows.map((row) => row as Record<string, string>)) {
    const id = JSON.stringify([d, t, n]);
    const key = keys.get(id) ?? {
      database: d!,
      table: t!,
      name: n!,
      columns: [],
      parentDatabase: pd!,
      parentTable: pt!,
      parentColumns: [],
      onDelete: od!,
      onUpdate: ou!,
    };
    key.columns.push(c!);
    key.parentColumns.push(pc!);
    keys.set(id, key);
  }
  return [...keys.values()];
}
