import { columnsOf, digestOf, valueSql } from "../../sandbox/inspection/digest";
import type { End } from "../../sandbox/inspection/end";
import { withAdmin } from "../../sandbox/mysql/connect";
import type { Field } from "../../test/e2e/harness";

const SYSTEM = ["information_schema", "mysql", "performance_schema", "sys", "test"];

/** Every table of the business databases with its number of rows and a checksum, by the sandbox's own SQL rather than the product's. */
export function rowsOf({ sandbox }: Pick<Field, "sandbox">, side: "source" | "target"): Promise<string[]> {
  return withAdmin(sandbox.servers[side].ref, async (connection) => {
    const end = { connection } as unknown as End;
    const [tables] = await connection.query(
      "SELECT TABLE_SCHEMA AS `database`, TABLE_NAME AS `table` FROM information_schema.TABLES " +
        "WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA NOT IN (?) ORDER BY 1, 2",
      [SYSTEM],
    );
    const lines: string[] = [];
    for (const table of tables as { database: string; table: string }[]) {
      const { text, error } = await digestOf(end, table, (await columnsOf(end, table)).map(valueSql));
      if (error) throw new Error(`${table.database}.${table.table} on the ${side}: ${error}`);
      lines.push(`${table.database}.${table.table}: ${text}`);
    }
    return lines;
  });
}

/** Whether both sides hold the same tables with the same rows, and any at all. */
export function areEqual(source: readonly string[], target: readonly string[]): boolean {
  return source.length > 0 && JSON.stringify(source) === JSON.stringify(target);
}
