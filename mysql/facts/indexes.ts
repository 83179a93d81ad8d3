import type { Side } from "../side";
import { showNames, tableId } from "../tableName";
import { columnFacts, columnId } from "./columns";
import { inSelection, picks, type Selection } from "./selection";
import { Tally } from "./tally";

export interface IndexFacts {
  /** `tableId` of every table with a primary key or a unique key whose columns are all NOT NULL. */
  keyed: Set<string>;
  /** Index parts above 767 bytes, `db.table.index (n bytes)`. */
  long: Tally;
  /** Names of FULLTEXT indexes. */
  fulltext: Tally;
}

const COLUMNS = "TABLE_SCHEMA,TABLE_NAME,INDEX_NAME,NON_UNIQUE,NULLABLE,INDEX_TYPE,SUB_PART,COLUMN_NAME";

/** One pass over the indexes of the selection. */
export function indexFacts(side: Side, selection: Selection): Promise<IndexFacts> {
  return side.once(`indexes ${JSON.stringify(selection)}`, async () => {
    const { longIndexed } = await columnFacts(side, selection);
    const facts: IndexFacts = { keyed: new Set(), long: new Tally(), fulltext: new Tally() };
    // Unique keys seen with a nullable column; one that never is, is good.
    const unique = new Map<string, boolean>();
    const sql = `SELECT ${COLUMNS} FROM information_schema.STATISTICS WHERE ${inSelection("TABLE_SCHEMA", selection)}`;
    for await (const row of side.stream(sql, { doing: "reading indexes" })) {
      const [database, table, index, nonUnique, nullable, type, part, column] = row.map((value) =>
        value === null ? "" : String(value),
      ) as [string, string, string, string, string, string, string, string];
      if (!picks(selection, database, table)) continue;
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
