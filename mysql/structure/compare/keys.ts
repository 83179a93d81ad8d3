import { quoteName } from "../../sql";
import { checkSql, foreignKeySql, keySql } from "../render";
import type { ForeignKeyDefinition, KeyDefinition } from "../table/definition";
import { found, type TablePair } from "./pair";

/** Compares keys by name. */
export function compareKeys(pair: TablePair): void {
  const { left, right, context } = pair;
  const drop = (key: KeyDefinition) =>
    key.kind === "PRIMARY" ? "DROP PRIMARY KEY" : `DROP KEY ${quoteName(key.name)}`;
  const sql = (key: KeyDefinition) => keySql(key, context.target);
  each(left.keys, right.keys, (mine, theirs) => {
    const name = (mine ?? theirs)!.name;
    const what = name === "PRIMARY" ? "primary key" : `${kindOf((mine ?? theirs)!)} ${quoteName(name)}`;
    if (!theirs)
      found(pair, "key", { what: `${what} missing on the target`, source: sql(mine!), alter: [`ADD ${sql(mine!)}`] });
    else if (!mine)
      found(pair, "key", { what: `${what} on the target only`, target: sql(theirs), alter: [drop(theirs)] });
    else if (same(mine, theirs)) return;
    else
      found(pair, "key", {
        what,
        source: sql(mine),
        target: sql(theirs),
        alter: changed(mine, theirs, drop(theirs), sql(mine), context.target.db.server.flavour === "mariadb"),
      });
  });
}

/**
 * Drops and recreates in one statement, so that a foreign key is never without its index. But a server that sees the
 * same columns leaves the index unchanged, with its old comment and visibility.
 */
function changed(mine: KeyDefinition, theirs: KeyDefinition, drop: string, sql: string, mariadb: boolean): string[] {
  if (same({ ...mine, invisible: false }, { ...theirs, invisible: false })) {
    const [hide, show] = mariadb ? ["IGNORED", "NOT IGNORED"] : ["INVISIBLE", "VISIBLE"];
    return [`ALTER INDEX ${quoteName(theirs.name)} ${mine.invisible ? hide : show}`];
  }
  return JSON.stringify(mine.parts) === JSON.stringify(theirs.parts) && mine.kind === theirs.kind
    ? [drop, `ADD ${sql}`]
    : [`${drop}, ADD ${sql}`];
}

function kindOf({ kind }: KeyDefinition): string {
  return kind === "KEY" ? "key" : `${kind} key`;
}

function same(mine: KeyDefinition, theirs: KeyDefinition): boolean {
  const flat = (key: KeyDefinition) =>
    JSON.stringify([
      key.kind,
      // In an expression, the case of a text counts.
      key.parts.map((part) => (part.startsWith("(") ? part : part.toLowerCase())),
      key.using,
      key.comment,
      key.invisible,
      key.parser,
      key.more,
    ]);
  return flat(mine) === flat(theirs);
}

/** Compares CHECKs by name, and whether they are enforced. */
export function compareChecks(pair: TablePair): void {
  const drop = (name: string) =>
    pair.context.target.db.server.flavour === "mariadb"
      ? `DROP CONSTRAINT ${quoteName(name)}`
      : `DROP CHECK ${quoteName(name)}`;
  each(pair.left.checks, pair.right.checks, (mine, theirs) => {
    const what = `CHECK ${quoteName((mine ?? theirs)!.name)}`;
    if (!theirs)
      found(pair, "key", {
        what: `${what} missing on the target`,
        source: checkSql(mine!),
        alter: [`ADD ${checkSql(mine!)}`],
      });
    else if (!mine)
      found(pair, "key", { what: `${what} on the target only`, target: checkSql(theirs), alter: [drop(theirs.name)] });
    else if (mine.expression !== theirs.expression || mine.enforced !== theirs.enforced)
      found(pair, "key", {
        what,
        source: checkSql(mine),
        target: checkSql(theirs),
        alter: [drop(theirs.name), `ADD ${checkSql(mine)}`],
      });
  });
}

export function compareForeignKeys(pair: TablePair): void {
  const { name, there, context } = pair;
  const sql = (key: ForeignKeyDefinition) => foreignKeySql(key, there.database);
  const flat = (key: ForeignKeyDefinition, own: string) =>
    JSON.stringify({
      ...key,
      columns: key.columns.map((one) => one.toLowerCase()),
      parentColumns: key.parentColumns.map((one) => one.toLowerCase()),
      // Without a database, the table's own database is meant.
      parentDatabase:
        context.same(key.parentDatabase ?? own) === context.same(own) ? "" : context.same(key.parentDatabase ?? own),
      parentTable: context.same(key.parentTable),
      name: "",
    });
  each(pair.left.foreignKeys, pair.right.foreignKeys, (mine, theirs) => {
    const what = `foreign key ${quoteName((mine ?? theirs)!.name)}`;
    const drop = theirs && `DROP FOREIGN KEY ${quoteName(theirs.name)}`;
    if (!theirs)
      found(pair, "foreign key", {
        what: `${what} missing on the target`,
        source: sql(mine!),
        alter: [`ADD ${sql(mine!)}`],
      });
    else if (!mine)
      found(pair, "drop foreign key", { what: `${what} on the target only`, target: sql(theirs), alter: [drop!] });
    else if (flat(mine, name.database) !== flat(theirs, there.database))
      found(pair, "foreign key", { what, source: sql(mine), target: sql(theirs), alter: [drop!, `ADD ${sql(mine)}`] });
  });
}

/** Pairs parts by name; one of the two may be missing. */
function each<T extends { name: string }>(
  mine: readonly T[],
  theirs: readonly T[],
  look: (mine: T | undefined, theirs: T | undefined) => void,
): void {
  const rest = new Map(theirs.map((one) => [one.name.toLowerCase(), one]));
  for (const one of mine) {
    const name = one.name.toLowerCase();
    look(one, rest.get(name));
    rest.delete(name);
  }
  for (const one of rest.values()) look(undefined, one);
}
