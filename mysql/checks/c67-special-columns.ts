import { type Check, fail, pass, some, sqlLines, warn } from "../check";
import { columnFacts } from "../facts/columns";
import { baseTables } from "../facts/tables";
import { quoteName, quoteTable } from "../sql";
import { showNames, tableId } from "../tableName";

const MANY_TABLES = 10_000;
const LARGEST: Record<string, bigint> = {
  tinyint: 127n,
  smallint: 32_767n,
  mediumint: 8_388_607n,
  int: 2_147_483_647n,
  bigint: 9_223_372_036_854_775_807n,
};

/** Columns and table statistics that need attention. */
export const c67: Check = {
  id: "C67",
  title: "Invisible and generated columns, auto-increment, very many tables",
  group: "Objects",
  side: "source",
  reads: "EXTRA of columns, AUTO_INCREMENT of tables, their number",
  source: "AWS DMS pre-migration assessment",
  must: true,
  async run({ source, selection }) {
    const needed = "none; auto-increment far from its maximum";
    const columns = await columnFacts(source, selection);
    const all = await baseTables(source, selection);
    const used = all.flatMap((table) => {
      const id = tableId(table.database, table.name);
      const [type, column] = [columns.autoIncrement.get(id), columns.autoColumns.get(id)];
      if (!type || column === undefined || !table.autoIncrement) return [];
      return [
        {
          name: showNames(table.database, table.name),
          part: partUsed(type, BigInt(table.autoIncrement)),
          enlarge: enlarge(quoteTable(table.database, table.name), quoteName(column), type),
        },
      ];
    });
    const full = used.filter((one) => one.part >= 1);
    if (full.length > 0)
      return fail(`auto-increment exhausted: ${some(full.map((one) => one.name))}`, needed, remedy(full));
    const soft: string[] = [];
    if (columns.invisible.count > 0) soft.push(`invisible columns: ${columns.invisible}`);
    if (columns.generated.count > 0) soft.push(`generated columns: ${columns.generated}`);
    const nearly = used.filter((one) => one.part >= 0.8);
    if (nearly.length > 0) soft.push(`auto-increment above 80 %: ${some(nearly.map((one) => one.name))}`);
    if (all.length > MANY_TABLES) soft.push(`${all.length} tables`);
    if (soft.length > 0)
      return warn(
        soft.join("; "),
        needed,
        [
          ...(nearly.length > 0 ? [remedy(nearly)] : []),
          "-- check that invisible and generated columns exist after the load; split very many tables over several tasks",
        ].join("\n"),
      );
    return pass(`${all.length} tables, ${columns.columns} columns`, needed);
  },
};

/** The statement that changes the column to a larger type; undefined when there is none. */
function enlarge(table: string, column: string, type: string): string | undefined {
  const unsigned = /unsigned/.test(type);
  const largest = /^bigint/.test(type);
  if (largest && unsigned) return undefined;
  return `ALTER TABLE ${table} MODIFY ${column} BIGINT${unsigned || largest ? " UNSIGNED" : ""} NOT NULL AUTO_INCREMENT;`;
}

function remedy(list: readonly { name: string; enlarge: string | undefined }[]): string {
  const lines = list.flatMap((one) => one.enlarge ?? []);
  const largest = list.filter((one) => one.enlarge === undefined).map((one) => one.name);
  return [
    ...(lines.length > 0 ? [sqlLines(lines), "-- columns that reference it need the same type"] : []),
    ...(largest.length > 0 ? [`-- no larger type exists for ${some(largest)}: renumber the rows`] : []),
  ].join("\n");
}

/** The fraction of an integer type's range in use. */
function partUsed(fullType: string, next: bigint): number {
  const most = LARGEST[/^[a-z]+/.exec(fullType)?.[0] ?? ""];
  if (most === undefined) return 0;
  const top = /unsigned/.test(fullType) ? most * 2n + 1n : most;
  return next > top ? 1 : Number((next * 1000n) / top) / 1000 >= 1 ? 1 : Number((next * 1000n) / top) / 1000;
}
