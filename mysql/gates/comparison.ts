import { count, fail, type Outcome, pass, some, undetermined } from "../check";
import { compare } from "../compare/compare";
import { rowsDiffer } from "../compare/words";
import { showNames } from "../tableName";
import type { GateContext } from "./types";

/** Source and target hold the same data. */
export async function dataEqual(context: GateContext): Promise<Outcome> {
  const { input } = context;
  const needed = "source and target hold the same rows";
  if (input.comparison === false) return undetermined("not compared, by request", needed, "compare in full");
  const result = await compare({
    mode: "full",
    ...input.comparison,
    source: input.source,
    target: input.target,
    databases: input.databases,
    tables: input.tables,
    signal: input.signal,
  });
  context.comparison = result;
  const rows = `${result.rows.source} rows on the source, ${result.rows.target} on the target, in ${count(result.tables.length, "table")} (${result.mode})`;
  if (result.verdict === "differs") {
    const bad = result.tables.filter((table) => table.verdict === "differs");
    const described = bad.map(
      (table) =>
        `${showNames(table.database, table.table)}: ${table.structure[0] ?? `${rowsDiffer(table)} (${table.rows.source} / ${table.rows.target})`}`,
    );
    return fail(
      `${rows}; ${some(described)}`,
      needed,
      "find out who wrote to the target or why the task lost rows; reload these tables or start again",
    );
  }
  if (result.verdict === "same") return pass(rows, needed);
  const left = [
    ...result.notProven,
    ...result.tables.flatMap((table) =>
      table.notProven.map((why) => `${showNames(table.database, table.table)}: ${why}`),
    ),
  ];
  return undetermined(
    `${rows}: no difference was found, but equality is not proven: ${some(left)}`,
    needed,
    "compare in full, with an account that sees everything",
  );
}
