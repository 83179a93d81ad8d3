import type { CheckedServer } from "../side";
import { inSelection, picks, type Selection } from "./selection";
import { mustSeeTables } from "./visibility";

export interface Table {
  database: string;
  name: string;
  /** Absent for a view, or for a table that the server cannot open. */
  engine?: string;
  kind: "table" | "view";
  rowFormat: string;
  /** Estimate. */
  rows: number;
  dataBytes: number;
  indexBytes: number;
  autoIncrement?: string;
  collation?: string;
  createOptions: string;
}

/** Tables and views of the selection on one server. Read once and shared by every check. */
export function tables(side: CheckedServer, selection: Selection): Promise<Table[]> {
  return side.once(`tables ${JSON.stringify(selection)}`, async () => {
    await mustSeeTables(side, selection);
    const found: Table[] = [];
    const sql = `SELECT TABLE_SCHEMA,TABLE_NAME,ENGINE,TABLE_TYPE,ROW_FORMAT,TABLE_ROWS,DATA_LENGTH,INDEX_LENGTH,AUTO_INCREMENT,TABLE_COLLATION,CREATE_OPTIONS FROM information_schema.TABLES WHERE ${inSelection("TABLE_SCHEMA", selection)}`;
    for await (const row of side.stream(sql, { doing: "reading tables" })) {
      const [database, name] = [String(row[0]), String(row[1])];
      if (!picks(selection, database, name)) continue;
      found.push({
        database,
        name,
        engine: text(row[2]),
        kind: row[3] === "VIEW" || row[3] === "SYSTEM VIEW" ? "view" : "table",
        rowFormat: text(row[4]) ?? "",
        rows: Number(row[5] ?? 0),
        dataBytes: Number(row[6] ?? 0),
        indexBytes: Number(row[7] ?? 0),
        autoIncrement: text(row[8]),
        collation: text(row[9]),
        createOptions: text(row[10]) ?? "",
      });
    }
    return found;
  });
}

/** Base tables only. */
export async function baseTables(side: CheckedServer, selection: Selection): Promise<Table[]> {
  return (await tables(side, selection)).filter((table) => table.kind === "table");
}

/** Bytes of data and indexes in the selection, estimated from the server's statistics. */
export async function sizeBytes(side: CheckedServer, selection: Selection): Promise<number> {
  return (await baseTables(side, selection)).reduce((sum, table) => sum + table.dataBytes + table.indexBytes, 0);
}

function text(value: unknown): string | undefined {
  return value === null || value === undefined || value === "" ? undefined : String(value);
}
