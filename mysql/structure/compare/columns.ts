import { quoteName } from "../../sql";
import { columnSql, unstamped } from "../render";
import type { ColumnDefinition } from "../table/definition";
import { found, type TablePair } from "./pair";

/** Changes that a server refuses while a foreign key uses the column. */
const RETYPES: ReadonlySet<string> = new Set(["type", "collation", "NULL", "case of its name"]);

/** Compares columns by name, then their order. */
export function compareColumns(pair: TablePair): void {
  const { left, right, context } = pair;
  const key = (column: ColumnDefinition) => column.name.toLowerCase();
  const theirs = new Map(right.columns.map((column) => [key(column), column]));
  // AFTER cannot name a column that the target will not get.
  const had = (column: ColumnDefinition) => theirs.has(key(column)) || !obstacles([column], pair).impossible;
  const place = placeOf(left.columns.filter(had));
  for (const column of left.columns) {
    const twin = theirs.get(key(column));
    if (!twin) {
      addColumn(pair, column, place(column));
      continue;
    }
    const differing = attributes(column, twin, context.source.widths && context.target.widths);
    if (differing.length === 0) continue;
    const { before, impossible } = obstacles([column], pair);
    found(pair, "table", {
      what: `column ${quoteName(column.name)}: ${differing.join(", ")}`,
      source: columnSql(column, context.source),
      target: columnSql(twin, context.target),
      alter: impossible ? [] : change(column, twin, columnSql(column, context.target), place(column)),
      ...(impossible ? { note: impossible } : { before }),
      retyped: differing.some((what) => RETYPES.has(what)) ? column.name : undefined,
    });
  }
  const mine = new Set(left.columns.map(key));
  for (const column of right.columns) {
    if (mine.has(key(column))) continue;
    found(pair, "loss", {
      what: `column ${quoteName(column.name)} on the target only`,
      target: columnSql(column, context.target),
      alter: [`DROP COLUMN ${quoteName(column.name)}`],
      loses: `the values of the target's column ${quoteName(column.name)}`,
    });
  }
  compareOrder(pair, key);
}

function addColumn(pair: TablePair, column: ColumnDefinition, where: string): void {
  const sql = columnSql(column, pair.context.target);
  // AUTO_INCREMENT needs its key in the same statement.
  const key = column.autoIncrement ? pair.left.keys.find((one) => one.parts[0] === quoteName(column.name)) : undefined;
  const { before, impossible } = obstacles([column], pair);
  found(pair, "table", {
    what: `column ${quoteName(column.name)} missing on the target`,
    source: columnSql(column, pair.context.source),
    alter: impossible
      ? []
      : [`ADD COLUMN ${key?.kind === "PRIMARY" ? `${sql} PRIMARY KEY` : key ? `${sql} UNIQUE` : sql} ${where}`],
    note: impossible ?? "its values must be copied too: compare the data afterwards",
    before,
  });
}

/** What must be set on the target first, or why it cannot have these columns. */
function obstacles(
  columns: readonly ColumnDefinition[],
  { context: { target } }: TablePair,
): ReturnType<typeof unstamped> {
  const lacking = columns.find(({ collation }) => collation !== undefined && !target.collations.has(collation));
  return lacking ? { impossible: `the target has no collation ${lacking.collation}` } : unstamped(columns, target);
}

/** A generated column cannot be changed in place from virtual to stored or back. */
function change(column: ColumnDefinition, twin: ColumnDefinition, sql: string, place: string): string[] {
  const kind = ({ generated }: ColumnDefinition) => (generated ? (generated.stored ? "stored" : "virtual") : "plain");
  const same = kind(column) === kind(twin) && column.generated?.expression === twin.generated?.expression;
  if (same || !column.generated) return [`MODIFY COLUMN ${sql}`];
  return [`DROP COLUMN ${quoteName(twin.name)}, ADD COLUMN ${sql} ${place}`];
}

function attributes(mine: ColumnDefinition, theirs: ColumnDefinition, widths: boolean): string[] {
  const what: string[] = [];
  const note = (differ: boolean, word: string) => differ && what.push(word);
  const type = ({ type: plain, fullType }: ColumnDefinition) => (widths && plain !== "json" ? fullType : plain);
  note(mine.name !== theirs.name, "case of its name");
  note(type(mine) !== type(theirs), "type");
  note(mine.collation !== theirs.collation, "collation");
  note(mine.nullable !== theirs.nullable, "NULL");
  note(mine.default !== theirs.default, "default");
  note(mine.onUpdate !== theirs.onUpdate, "ON UPDATE");
  note(mine.autoIncrement !== theirs.autoIncrement, "AUTO_INCREMENT");
  note(mine.generated?.expression !== theirs.generated?.expression, "expression");
  note(mine.generated?.stored !== theirs.generated?.stored, "STORED");
  note(mine.invisible !== theirs.invisible, "INVISIBLE");
  note(mine.check !== theirs.check, "CHECK");
  note(mine.comment !== theirs.comment, "comment");
  note([...mine.more].sort().join("\n") !== [...theirs.more].sort().join("\n"), "attributes");
  return what;
}

/** Whether columns that exist on both sides are in the same order. */
function compareOrder(pair: TablePair, key: (column: ColumnDefinition) => string): void {
  const [mine, theirs] = [pair.left.columns.map(key), pair.right.columns.map(key)];
  const common = mine.filter((name) => theirs.includes(name));
  const there = theirs.filter((name) => mine.includes(name));
  if (common.join("\0") === there.join("\0")) return;
  const list = (names: readonly string[]) => names.map(quoteName).join(",");
  const place = placeOf(pair.left.columns);
  const moved = pair.left.columns.filter((column) => common.includes(key(column)));
  const { before, impossible } = obstacles(moved, pair);
  found(pair, "table", {
    what: "order of the columns",
    source: list(common),
    target: list(there),
    alter: impossible
      ? []
      : [moved.map((column) => `MODIFY COLUMN ${columnSql(column, pair.context.target)} ${place(column)}`).join(", ")],
    ...(impossible ? { note: impossible } : { before }),
  });
}

function placeOf(columns: readonly ColumnDefinition[]): (column: ColumnDefinition) => string {
  return (column) => {
    const at = columns.indexOf(column);
    return at <= 0 ? "FIRST" : `AFTER ${quoteName(columns[at - 1]!.name)}`;
  };
}
