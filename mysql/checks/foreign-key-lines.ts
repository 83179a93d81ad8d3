import { visible } from "../../model/printing/visible";
import { count, some } from "../check";
import { columnFacts } from "../facts/columns";
import { type ForeignKey, foreignKeys, type JoinedKey, joinedKeys } from "../facts/foreign-keys";
import type { Selection } from "../facts/selection";
import { toPaste } from "../paste";
import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";
import { quoteName, quoteTable } from "../sql";
import { columnId, showTable, tableId, tableOf } from "../tableName";

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

/** `tableId` of the two tables that a foreign key links. */
export function tablesOf(key: JoinedKey): [child: string, parent: string] {
  return [tableId(key.database, key.table), tableId(key.parentDatabase, key.parentTable)];
}

/**
 * Foreign keys on string columns, whose two ends must have the same collation. Empty when the account may not see
 * foreign keys; the server then refuses a conversion that would break one.
 */
export async function textKeys(source: CheckedServer, selection: Selection): Promise<JoinedKey[]> {
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

/** Maximum number of statements to print; a single group that needs more is still printed whole. */
const MOST_LINES = 40;
const MOST_OF_A_GROUP = 200;

/**
 * Statements that convert the strings of tables. Foreign keys on those strings are dropped before and recreated after,
 * because a server does not convert a column that a foreign key uses. Tables linked by foreign keys are printed all
 * together or not at all: half of them would leave keys dropped.
 *
 * @param conversions by `tableId`
 * @param where a query that lists the tables
 */
export async function conversionLines(
  source: CheckedServer,
  selection: Selection,
  conversions: ReadonlyMap<string, string>,
  where: string,
): Promise<string> {
  const held = (await textKeys(source, selection)).filter((key) => tablesOf(key).some((id) => conversions.has(id)));
  const all = held.length === 0 ? [] : await foreignKeys(source, selection);
  const actions = (key: JoinedKey) =>
    all.find(({ database, table, name }) => database === key.database && table === key.table && name === key.name);
  const shown: string[] = [];
  const left: Group[] = [];
  for (const group of groupsOf(conversions, held)) {
    const lines = [
      ...group.keys.map(dropKey),
      ...group.lines,
      ...group.keys.map((key) => addKey(key, actions(key))),
    ].map(toPaste);
    const fits = shown.length + lines.length <= MOST_LINES || (shown.length === 0 && lines.length <= MOST_OF_A_GROUP);
    if (fits && left.length === 0) shown.push(...lines);
    else left.push(group);
  }
  if (left.length > 0) shown.push(...notShown(left, shown.length > 0, where));
  return shown.join("\n");
}

interface Group {
  tables: string[];
  lines: string[];
  keys: JoinedKey[];
}

/** Groups of tables linked by foreign keys, directly or not, with their conversions. */
function groupsOf(conversions: ReadonlyMap<string, string>, held: readonly JoinedKey[]): Group[] {
  const leaders = new Map<string, string>();
  const leaderOf = (id: string): string => {
    let at = id;
    for (let next = leaders.get(at); next !== undefined; next = leaders.get(at)) at = next;
    return at;
  };
  for (const key of held) {
    const [child, parent] = tablesOf(key).map(leaderOf);
    if (child !== parent) leaders.set(child!, parent!);
  }
  const groups = new Map<string, Group>();
  const groupOf = (id: string) => {
    const leader = leaderOf(id);
    const group = groups.get(leader) ?? { tables: [], lines: [], keys: [] };
    groups.set(leader, group);
    return group;
  };
  for (const [id, line] of conversions) {
    const group = groupOf(id);
    group.tables.push(id);
    group.lines.push(line);
  }
  for (const key of held) groupOf(tablesOf(key)[0]).keys.push(key);
  return [...groups.values()];
}

function notShown(groups: readonly Group[], begun: boolean, where: string): string[] {
  const statements = groups.reduce((sum, { lines, keys }) => sum + lines.length + 2 * keys.length, 0);
  const tables = groups.flatMap((group) => group.tables);
  const named = visible(some(tables.map((id) => showTable(tableOf(id)))));
  const next = begun
    ? "the next preflight prints more of them after these have run"
    : "foreign keys connect them: drop these keys, convert the tables, and add the keys again";
  return [
    `-- and ${count(statements, "more statement")} for ${count(tables.length, "table")}: ${named}; ${next}`,
    `-- which tables: ${where};`,
  ];
}
