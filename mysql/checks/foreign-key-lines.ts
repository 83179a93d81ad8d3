import { columnFacts } from "../facts/columns";
import { type ForeignKey, foreignKeys, type JoinedKey, joinedKeys } from "../facts/foreign-keys";
import type { Selection } from "../facts/selection";
import { StatementProblem } from "../problem";
import type { Side } from "../side";
import { quoteName, quoteTable } from "../sql";
import { columnId, tableId } from "../tableName";

export function dropKey(key: Pick<ForeignKey, "database" | "table" | "name">): string {
  return `ALTER TABLE ${quoteTable(key.database, key.table)} DROP FOREIGN KEY ${quoteName(key.name)};`;
}

export function addKey(key: JoinedKey, actions?: Pick<ForeignKey, "onDelete" | "onUpdate">): string {
  const columns = (end: "child" | "parent") => key.pairs.map((pair) => quoteName(pair[end])).join(", ");
  const acts = (word: string, action = "NO ACTION") => (PLAIN.has(action) ? "" : ` ON ${word} ${action}`);
  const act = acts("DELETE", actions?.onDelete) + acts("UPDATE", actions?.onUpdate);
  return `ALTER TABLE ${quoteTable(key.database, key.table)} ADD CONSTRAINT ${quoteName(key.name)} FOREIGN KEY (${columns("child")}) REFERENCES ${quoteTable(key.parentDatabase, key.parentTable)} (${columns("parent")})${act};`;
}

/** Actions that do nothing. */
export const PLAIN: ReadonlySet<string> = new Set(["NO ACTION", "RESTRICT"]);

/** `tableId` of the tables that a foreign key binds to each other. */
export function tablesOf(key: JoinedKey): [child: string, parent: string] {
  return [tableId(key.database, key.table), tableId(key.parentDatabase, key.parentTable)];
}

/** Foreign keys of texts: both ends have one collation. None when the account may not see them, and then the server refuses what breaks one. */
export async function textKeys(source: Side, selection: Selection): Promise<JoinedKey[]> {
  try {
    const { keyTypes } = await columnFacts(source, selection);
    return (await joinedKeys(source, selection)).filter(({ database, table, pairs }) =>
      pairs.some(({ child }) => /^(var)?char|text/i.test(keyTypes.get(columnId(database, table, child)) ?? "")),
    );
  } catch (error) {
    if (error instanceof StatementProblem) return [];
    throw error;
  }
}

/**
 * Statements that convert the texts of tables, with the foreign keys of texts on either end dropped before and added again after: a server
 * converts no column that a key holds.
 */
export async function betweenTextKeys(
  source: Side,
  selection: Selection,
  tables: ReadonlySet<string>,
  lines: readonly string[],
): Promise<string[]> {
  const held = (await textKeys(source, selection)).filter((key) => tablesOf(key).some((id) => tables.has(id)));
  if (held.length === 0) return [...lines];
  const all = await foreignKeys(source, selection);
  const actions = (key: JoinedKey) =>
    all.find(({ database, table, name }) => database === key.database && table === key.table && name === key.name);
  return [...held.map(dropKey), ...lines, ...held.map((key) => addKey(key, actions(key)))];
}
