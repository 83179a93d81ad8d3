import { becameReserved } from "../reserved";
import type { CheckedServer } from "../side";
import { columnId, showNames, tableId } from "../tableName";
import { joinedColumns } from "./foreign-keys";
import { inSelection, picks, type Selection } from "./selection";
import { global } from "./settings";
import { Tally } from "./tally";
import { mustSeeTables } from "./visibility";

/** Result of one pass over information_schema.COLUMNS. The columns themselves are not kept: there may be a million. */
export interface ColumnFacts {
  columns: number;
  /** FLOAT and DOUBLE without precision, `db.table.column`. */
  floats: Tally;
  /** Those that are part of a primary or unique key. */
  floatKeys: Tally;
  /** The first of those, in parts. */
  floatKeyColumns: { database: string; table: string; column: string; nullable: boolean; numbered: boolean }[];
  /** ENUM or SET with an element longer than 255 characters. */
  longElements: Tally;
  utf8mb3: Tally;
  /** Each collation and the first column that uses it. */
  collations: Map<string, string>;
  generated: Tally;
  invisible: Tally;
  /** Default 0000-00-00. */
  zeroDefaults: Tally;
  /** DATE, DATETIME, TIME, TIMESTAMP in the pre-5.6 format. */
  oldTemporals: Tally;
  /** The first tables with such columns, by `tableId`. */
  oldTables: Set<string>;
  /** Names that start with a dollar sign. */
  dollarNames: Tally;
  json: Tally;
  timestamps: number;
  /** Types of auto-increment columns by `tableId`. */
  autoIncrement: Map<string, string>;
  /** By `tableId`, names in lower case that are taken, so that a new row-number column needs another. */
  rowIds: Map<string, Set<string>>;
  /** Names of the AUTO_INCREMENT columns. */
  autoColumns: Map<string, string>;
  /** Type and collation of foreign key columns, by `columnId`. */
  keyTypes: Map<string, string>;
  /** Hidden row ids that a server added to tables without a key. */
  hiddenIds: Tally;
  /** Indexed text columns longer than 767 bytes: `columnId` to bytes per character. */
  longIndexed: Map<string, number>;
  /** Names that are reserved words in some version. */
  reserved: { word: string; where: string; database: string }[];
  /** Names with characters that engines do not support. */
  oddNames: Tally;
}

const COLUMNS =
  "TABLE_SCHEMA,TABLE_NAME,COLUMN_NAME,DATA_TYPE,COLUMN_TYPE,COLUMN_DEFAULT,CHARACTER_SET_NAME,CHARACTER_OCTET_LENGTH,CHARACTER_MAXIMUM_LENGTH,COLUMN_KEY,EXTRA,COLLATION_NAME,IS_NULLABLE";

/** Limit on the number of statements that a remedy prints. */
const MOST_PARTS = 100;

/** One pass over the columns of the selection. */
export function columnFacts(side: CheckedServer, selection: Selection): Promise<ColumnFacts> {
  return side.once(`columns ${JSON.stringify(selection)}`, async () => {
    await mustSeeTables(side, selection);
    const facts = empty();
    const joined = await joinedColumns(side, selection);
    // COLUMN_TYPE shows old temporal formats only then. This sets the session variable, not the server's.
    if ((await global(side, "show_old_temporals")) !== undefined)
      await side.query("SET SESSION show_old_temporals = ON");
    const sql = `SELECT ${COLUMNS} FROM information_schema.COLUMNS WHERE ${inSelection("TABLE_SCHEMA", selection)}`;
    for await (const row of side.stream(sql, { doing: "reading columns" })) {
      if (picks(selection, String(row[0]), String(row[1]))) look(facts, row, joined);
    }
    return facts;
  });
}

function empty(): ColumnFacts {
  const tally = () => new Tally();
  return {
    columns: 0,
    floats: tally(),
    floatKeys: tally(),
    floatKeyColumns: [],
    longElements: tally(),
    utf8mb3: tally(),
    collations: new Map(),
    generated: tally(),
    invisible: tally(),
    zeroDefaults: tally(),
    oldTemporals: tally(),
    oldTables: new Set(),
    dollarNames: tally(),
    json: tally(),
    timestamps: 0,
    autoIncrement: new Map(),
    rowIds: new Map(),
    autoColumns: new Map(),
    keyTypes: new Map(),
    hiddenIds: tally(),
    longIndexed: new Map(),
    reserved: [],
    oddNames: tally(),
  };
}

/** Columns that SELECT * does not return: on Alibaba RDS, PolarDB-X, and MySQL from 8.0.30. */
const HIDDEN = /^(__#alibaba_rds_row_id#__|_drds_implicit_id_|my_row_id)$/i;

function look(facts: ColumnFacts, row: readonly unknown[], joined: ReadonlySet<string>): void {
  const [database, table, name, type, fullType] = row.slice(0, 5).map(String) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const [byDefault, charset, octets, length, key, extra, collation, nullable] = row.slice(5);
  const where = showNames(database, table, name);
  facts.columns += 1;
  if (typeof collation === "string" && !facts.collations.has(collation)) facts.collations.set(collation, where);
  if ((type === "float" || type === "double") && !fullType.includes("(")) {
    facts.floats.add(where);
    if (key === "PRI" || key === "UNI") {
      facts.floatKeys.add(where);
      const numbered = /auto_increment/i.test(String(extra ?? ""));
      if (facts.floatKeyColumns.length < MOST_PARTS)
        facts.floatKeyColumns.push({ database, table, column: name, nullable: nullable === "YES", numbered });
    }
  }
  if ((type === "enum" || type === "set") && fullType.length > 255 && longestElement(fullType) > 255)
    facts.longElements.add(where);
  if (charset === "utf8" || charset === "utf8mb3") facts.utf8mb3.add(where);
  const more = String(extra ?? "");
  if (/VIRTUAL|STORED|PERSISTENT|GENERATED ALWAYS/i.test(more)) facts.generated.add(where);
  if (/INVISIBLE/i.test(more)) facts.invisible.add(where);
  if (/auto_increment/i.test(more)) {
    facts.autoIncrement.set(tableId(database, table), fullType);
    facts.autoColumns.set(tableId(database, table), name);
  }
  if (/^row_id(_\d+)?$/i.test(name)) {
    const names = facts.rowIds.get(tableId(database, table)) ?? new Set();
    facts.rowIds.set(tableId(database, table), names.add(name.toLowerCase()));
  }
  const id = columnId(database, table, name);
  if (joined.has(id)) facts.keyTypes.set(id, `${fullType}${typeof collation === "string" ? ` ${collation}` : ""}`);
  if (HIDDEN.test(name)) facts.hiddenIds.add(where);
  if (/^'?0000-00-00/.test(String(byDefault ?? ""))) facts.zeroDefaults.add(where);
  if (/5\.5 binary format|mariadb-5\.3/i.test(fullType)) {
    facts.oldTemporals.add(where);
    if (facts.oldTables.size < MOST_PARTS) facts.oldTables.add(tableId(database, table));
  }
  if (name.startsWith("$")) facts.dollarNames.add(where);
  if (type === "json") facts.json.add(where);
  if (type === "timestamp") facts.timestamps += 1;
  if (key !== "" && Number(octets ?? 0) > 767)
    facts.longIndexed.set(columnId(database, table, name), Number(octets) / Math.max(1, Number(length)));
  const since = becameReserved(name);
  if (since) facts.reserved.push({ word: name, where, database });
  if (/[^\x20-\x7e]|['<>`/\\"]/.test(name)) facts.oddNames.add(where);
}

function longestElement(fullType: string): number {
  const elements = fullType.match(/'(?:[^']|'')*'/g) ?? [];
  return Math.max(0, ...elements.map((element) => [...element.slice(1, -1).replace(/''/g, "'")].length));
}
