import { type End, rows } from "../../../inspection/end";
import type { Selection } from "../../../mover/types";
import { quoted } from "../../../mysql/connect";
import type { CompareObjects, CompareOptions, TableResult } from "./task";

const OWN = ["mysql", "information_schema", "performance_schema", "sys", "__tencentdb__"];

export interface TableRef {
  database: string;
  table: string;
  keyed: boolean;
}

/** Tables of the source that both the task and the comparison select. */
export async function chosenTables(source: End, selection: Selection, objects: CompareObjects): Promise<TableRef[]> {
  const found = await rows<{ database: string; table: string; keys: number }>(
    source,
    "SELECT t.TABLE_SCHEMA AS `database`, t.TABLE_NAME AS `table`, COUNT(c.CONSTRAINT_NAME) AS `keys` FROM information_schema.TABLES t " +
      "LEFT JOIN information_schema.TABLE_CONSTRAINTS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME " +
      "AND c.CONSTRAINT_TYPE IN ('PRIMARY KEY', 'UNIQUE') WHERE t.TABLE_TYPE = 'BASE TABLE' GROUP BY 1, 2 ORDER BY 1, 2",
  );
  const moved = ({ database, table }: { database: string; table: string }) =>
    selection === "all" ||
    selection.some((one) =>
      typeof one === "string" ? one === database : one.database === database && one.tables.includes(table),
    );
  const asked = ({ database, table }: { database: string; table: string }) =>
    objects === "all" ||
    objects.some((one) => one.database === database && (one.tables === "all" || one.tables.includes(table)));
  return found
    .filter((one) => !OWN.includes(one.database) && moved(one) && asked(one))
    .map(({ database, table, keys }) => ({ database, table, keyed: Number(keys) > 0 }));
}

/** Compares one table on both servers. The service compares no rows of a table without a key. */
export async function compareTable(
  source: End,
  target: End,
  ref: TableRef,
  options: CompareOptions,
): Promise<TableResult> {
  const { database, table } = ref;
  const base = { database, table, sourceRows: 0, targetRows: 0, finishedAt: Date.now() };
  if (!ref.keyed && options.Method !== "rowsCount")
    return { ...base, conclusion: "skipped", source: "The table has no primary key and no unique one.", target: "" };
  const columns = await rows<{ name: string }>(
    source,
    "SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION",
    [database, table],
  );
  const names = columns.map(({ name }) => name);
  const [from, to] = await Promise.all([digest(source, ref, names, options), digest(target, ref, names, options)]);
  return {
    ...base,
    ...{ conclusion: from.text === to.text ? "same" : "different", source: from.text, target: to.text },
    ...{ sourceRows: from.rows, targetRows: to.rows, finishedAt: Date.now() },
  };
}

async function digest(end: End, { database, table }: TableRef, columns: string[], options: CompareOptions) {
  const row = `CRC32(CONCAT_WS('#', ${columns.map((name) => `IFNULL(HEX(${quoted(name)}), 'NULL')`).join(", ")}))`;
  const sum = options.Method === "rowsCount" ? "0" : `COALESCE(BIT_XOR(${row}), 0)`;
  const sample = options.Method === "sampleDataCheck" ? ` WHERE MOD(${row}, 100) < ${options.SampleRate}` : "";
  try {
    const [found] = await rows<{ n: number; sum: string }>(
      end,
      `SELECT COUNT(*) AS n, ${sum} AS \`sum\` FROM ${quoted(database)}.${quoted(table)}${sample}`,
    );
    return { rows: Number(found!.n), text: `${found!.n} rows, ${found!.sum}` };
  } catch (error) {
    return { rows: 0, text: (error as Error).message };
  }
}
