import type { CheckedServer } from "../side";
import { columnId, showNames, tableId } from "../tableName";
import { columnFacts } from "./columns";
import { inSelection, picks, type Selection } from "./selection";
import { Tally } from "./tally";

export interface IndexFacts {
  /** `tableId` of every table with a primary key or a unique key whose columns are all NOT NULL. */
  keyed: Set<string>;
  /** `tableId` of every table with a primary key. */
  primary: Set<string>;
  /** Columns of each unique key over whole columns, by `tableId`. */
  unique: Map<string, string[][]>;
  /** By `tableId`, the shortest index prefix that ends in the AUTO_INCREMENT column. */
  autoKeys: Map<string, string[]>;
  /** Index parts longer than 767 bytes, `db.table.index (n bytes)`. */
  long: Tally;
  /** Names of FULLTEXT indexes. */
  fulltext: Tally;
}

const COLUMNS = "TABLE_SCHEMA,TABLE_NAME,INDEX_NAME,NON_UNIQUE,NULLABLE,INDEX_TYPE,SUB_PART,COLUMN_NAME";
const ORDER = "ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX";

/** One pass over the indexes of the selection. */
export function indexFacts(side: CheckedServer, selection: Selection): Promise<IndexFacts> {
  return side.once(`indexes ${JSON.stringify(selection)}`, async () => {
    const { longIndexed, autoColumns } = await columnFacts(side, selection);
    const facts: IndexFacts = {
      keyed: new Set(),
      primary: new Set(),
      unique: new Map(),
      autoKeys: new Map(),
      long: new Tally(),
      fulltext: new Tally(),
    };
    let current: { id: string; columns: string[] } = { id: "", columns: [] };
    // Unique keys with a nullable column; all others are usable.
    const unique = new Map<string, boolean>();
    const sql = `SELECT ${COLUMNS} FROM information_schema.STATISTICS WHERE ${inSelection("TABLE_SCHEMA", selection)} ${ORDER}`;
    for await (const row of side.stream(sql, { doing: "reading indexes" })) {
      const [database, table, index, nonUnique, nullable, type, part, column] = row.map((value) =>
        value === null ? "" : String(value),
      ) as [string, string, string, string, string, string, string, string];
      if (!picks(selection, database, table)) continue;
      const own = tableId(database, table);
      if (index === "PRIMARY") facts.primary.add(own);
      // The parts of an index are returned consecutively.
      const indexId = JSON.stringify([database, table, index]);
      if (current.id !== indexId) {
        current = { id: indexId, columns: [] };
        if (Number(nonUnique) === 0) facts.unique.set(own, [...(facts.unique.get(own) ?? []), current.columns]);
      }
      // A key over a column prefix or an expression does not cover the column.
      current.columns.push(part === "" && column !== "" ? column : "");
      const shorter = facts.autoKeys.get(own)?.length ?? Number.POSITIVE_INFINITY;
      if (autoColumns.get(own) === column && current.columns.length < shorter)
        facts.autoKeys.set(own, [...current.columns]);
      if (Number(nonUnique) === 0) {
        const id = JSON.stringify([database, table, index]);
        unique.set(id, (unique.get(id) ?? true) && nullable !== "YES" && column !== "");
      }
      if (type === "FULLTEXT") facts.fulltext.add(showNames(database, table, index));
      const perCharacter = longIndexed.get(columnId(database, table, column));
      const size = perCharacter && (part === "" ? Number.POSITIVE_INFINITY : Number(part) * perCharacter);
      if (size && size > 767 && type !== "FULLTEXT")
        facts.long.add(`${showNames(database, table, index)} (${column}${part === "" ? "" : `(${part})`})`);
    }
    for (const [id, good] of unique) {
      const [database, table] = JSON.parse(id) as [string, string, string];
      if (good) facts.keyed.add(tableId(database, table));
    }
    return facts;
  });
}
