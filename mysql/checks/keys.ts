import { mysqlAtLeast } from "../../model/mysql/server";
import { columnFacts } from "../facts/columns";
import { indexFacts } from "../facts/indexes";
import type { Selection } from "../facts/selection";
import type { Table } from "../facts/tables";
import { freeName } from "../freeName";
import type { CheckedServer } from "../side";
import { quoteName, quoteTable } from "../sql";
import { tableId } from "../tableName";

/**
 * The statement that adds a key to a table without one. A table has at most one AUTO_INCREMENT column (1075): if it has
 * one, the key is the prefix of the index that ends in it, which is unique unless numbers were inserted explicitly.
 */
export async function addKey(
  source: CheckedServer,
  selection: Selection,
  table: Pick<Table, "database" | "name">,
): Promise<string> {
  const { autoKeys } = await indexFacts(source, selection);
  const alter = `ALTER TABLE ${quoteTable(table.database, table.name)}`;
  const numbered = autoKeys.get(tableId(table.database, table.name));
  if (numbered?.every((column) => column !== ""))
    return `${alter} ADD PRIMARY KEY (${numbered.map(quoteName).join(", ")});`;
  const invisible = mysqlAtLeast(source.server, 8, 0, 23) ? " INVISIBLE" : "";
  const name = freeName((await columnFacts(source, selection)).rowIds.get(tableId(table.database, table.name)));
  return `${alter} ADD COLUMN ${name} BIGINT UNSIGNED NOT NULL AUTO_INCREMENT${invisible} PRIMARY KEY;`;
}

/**
 * The statement that converts a table to InnoDB. InnoDB requires AUTO_INCREMENT to be the first column of some index
 * (1075); MyISAM can also number within the preceding columns. A strict session refuses a row format or block size that
 * was specified for the old engine.
 */
export async function toInnodb(
  source: CheckedServer,
  selection: Selection,
  table: Pick<Table, "database" | "name" | "createOptions">,
): Promise<string> {
  const { autoKeys } = await indexFacts(source, selection);
  const { autoColumns } = await columnFacts(source, selection);
  const id = tableId(table.database, table.name);
  const alter = `ALTER TABLE ${quoteTable(table.database, table.name)}`;
  const engine = `ENGINE=InnoDB${/row_format=/i.test(table.createOptions) ? " ROW_FORMAT=DEFAULT" : ""}${/key_block_size=/i.test(table.createOptions) ? " KEY_BLOCK_SIZE=0" : ""}`;
  const [column, key] = [autoColumns.get(id), autoKeys.get(id)];
  if (column === undefined || key === undefined || key.length < 2) return `${alter} ${engine};`;
  return `${alter} ADD KEY (${quoteName(column)}), ${engine}; -- new rows are then numbered in one sequence, not within (${key.slice(0, -1).join(", ")})`;
}
