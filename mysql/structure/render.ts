import { mariadbAtLeast, mysqlAtLeast } from "../../model/mysql/server";
import { quoteLiteral, quoteName, quoteTable } from "../sql";
import { dialect, type StructureSide } from "./side";
import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  KeyDefinition,
  TableDefinition,
} from "./table/definition";

/** Writes the source's definitions as SQL for the target. */

export function columnSql(column: ColumnDefinition, target: StructureSide): string {
  const rename = dialect(target);
  const parts = [
    quoteName(column.name),
    column.fullType.startsWith("longtext") && column.type === "json" ? "json" : column.fullType,
  ];
  if (column.charset !== undefined)
    parts.push(`CHARACTER SET ${rename(column.charset)} COLLATE ${rename(column.collation!)}`);
  if (column.generated)
    parts.push(
      `GENERATED ALWAYS AS (${column.generated.expression}) ${column.generated.stored ? "STORED" : "VIRTUAL"}`,
    );
  const mariadb = target.db.server.flavour === "mariadb";
  // MariaDB accepts neither keyword on a generated column.
  if (!(column.generated && mariadb)) parts.push(column.nullable ? "NULL" : "NOT NULL");
  for (const more of column.more.filter((one) => one.startsWith("SRID"))) parts.push(more);
  if (!column.generated && column.default !== undefined) parts.push(`DEFAULT ${defaultSql(column.default)}`);
  else if (
    !column.generated &&
    column.nullable &&
    !/^(tiny|medium|long)?(text|blob)|^(geometry|point|polygon|linestring|json)/.test(column.type)
  )
    parts.push("DEFAULT NULL");
  if (column.onUpdate !== undefined) parts.push(`ON UPDATE ${stamp(column.onUpdate)}`);
  if (column.autoIncrement) parts.push("AUTO_INCREMENT");
  if (column.invisible) parts.push("INVISIBLE");
  for (const more of column.more.filter((one) => !one.startsWith("SRID") && !one.startsWith("GENERATED")))
    parts.push(more);
  if (column.comment !== "") parts.push(`COMMENT ${quoteLiteral(column.comment)}`);
  if (column.check !== undefined) parts.push(`CHECK (${column.check})`);
  return parts.join(" ");
}

/** Adds what the columns need so that the target gives no implicit default to a TIMESTAMP NOT NULL. */
export function unstamped(
  columns: readonly ColumnDefinition[],
  target: StructureSide,
): { before?: string[]; impossible?: string } {
  const stamped = columns.some(
    ({ type, nullable, default: value, generated, more }) =>
      type.startsWith("timestamp") && !nullable && value === undefined && !generated && more.length === 0,
  );
  if (!target.stamps || !stamped) return {};
  const { server } = target.db;
  return mysqlAtLeast(server, 5, 7) || mariadbAtLeast(server, 10, 3)
    ? { before: ["SET SESSION explicit_defaults_for_timestamp = 1"] }
    : {
        impossible:
          "the target gives a TIMESTAMP NOT NULL an implicit default: start it with explicit_defaults_for_timestamp = ON, then compare again",
      };
}

/** now() as CURRENT_TIMESTAMP, a literal unchanged, anything else in parentheses. */
function defaultSql(value: string): string {
  if (/^now\(\d*\)$/.test(value)) return stamp(value);
  return /^(-?[\d.]+(e[+-]?\d+)?|'.*'|_\w+'.*'|b'[01]+'|0x[0-9a-f]*|null|true|false)$/is.test(value)
    ? value
    : `(${value})`;
}

function stamp(value: string): string {
  return value.replace(/^now\(\)$/, "CURRENT_TIMESTAMP").replace(/^now\((\d)\)$/, "CURRENT_TIMESTAMP($1)");
}

export function keySql(key: KeyDefinition, target: StructureSide): string {
  const kind =
    key.kind === "PRIMARY" ? "PRIMARY KEY" : `${key.kind === "KEY" ? "" : `${key.kind} `}KEY ${quoteName(key.name)}`;
  const parts = [`${kind} (${key.parts.join(",")})`];
  if (key.using) parts.push(`USING ${key.using}`);
  parts.push(...key.more);
  if (key.parser) parts.push(`WITH PARSER ${key.parser}`);
  if (key.comment !== "") parts.push(`COMMENT ${quoteLiteral(key.comment)}`);
  if (key.invisible) parts.push(target.db.server.flavour === "mariadb" ? "IGNORED" : "INVISIBLE");
  return parts.join(" ");
}

export function foreignKeySql(key: ForeignKeyDefinition, database: string): string {
  const list = (names: readonly string[]) => names.map(quoteName).join(",");
  const rule = (when: string, what: string) => (what === "RESTRICT" ? "" : ` ON ${when} ${what}`);
  return `CONSTRAINT ${quoteName(key.name)} FOREIGN KEY (${list(key.columns)}) REFERENCES ${quoteTable(key.parentDatabase ?? database, key.parentTable)} (${list(key.parentColumns)})${rule("DELETE", key.onDelete)}${rule("UPDATE", key.onUpdate)}`;
}

export function checkSql(check: CheckDefinition): string {
  return `CONSTRAINT ${quoteName(check.name)} CHECK (${check.expression})${check.enforced ? "" : " NOT ENFORCED"}`;
}

/** The table options after the columns. */
export function optionsSql(table: TableDefinition, target: StructureSide): string {
  const rename = dialect(target);
  const parts = [
    `ENGINE=${table.engine}`,
    `DEFAULT CHARSET=${rename(table.charset)} COLLATE=${rename(table.collation)}`,
  ];
  if (table.autoIncrement !== undefined) parts.push(`AUTO_INCREMENT=${table.autoIncrement}`);
  for (const [name, value] of table.options) parts.push(optionSql(name, value));
  if (table.comment !== "") parts.push(`COMMENT=${quoteLiteral(table.comment)}`);
  if (table.systemVersioned) parts.push("WITH SYSTEM VERSIONING");
  return parts.join(" ");
}

export function optionSql(name: string, value: string): string {
  return `${name}=${value}`;
}

/** The whole table without its foreign keys, which are added once all tables exist. */
export function tableSql(table: TableDefinition, database: string, name: string, target: StructureSide): string {
  const inner = [
    ...table.columns.map((column) => columnSql(column, target)),
    ...table.keys.map((key) => keySql(key, target)),
    ...table.checks.map(checkSql),
    ...table.periods.map((period) => `PERIOD FOR ${period}`),
  ];
  const partitions = table.partitions === undefined ? "" : `\n${table.partitions}`;
  return `CREATE TABLE ${quoteTable(database, name)} (\n  ${inner.join(",\n  ")}\n) ${optionsSql(table, target)}${partitions}`;
}
