import { count, fail, type Outcome, pass, some, warn } from "../check";
import { compare } from "../compare/compare";
import { rowsDiffer } from "../compare/words";
import { showNames } from "../tableName";
import type { GateContext } from "./types";

/** Source and target hold the same data. */
export async function dataEqual(context: GateContext): Promise<Outcome> {
  const { input } = context;
  const needed = "source and target hold the same rows";
  if (input.comparison === false) return warn("not compared, by request", needed, "compare at least by sample");
  const result = await compare({
    mode: "full",
    ...input.comparison,
    source: input.source,
    target: input.target,
    databases: input.databases,
    signal: input.signal,
  });
  context.comparison = result;
  const rows = `${result.rows.source} rows on the source, ${result.rows.target} on the target, in ${count(result.tables.length, "table")} (${result.mode})`;
  if (!result.equal) {
    const bad = result.tables.filter((table) => !table.equal);
    const told = bad.map(
      (table) =>
        `${showNames(table.database, table.table)}: ${table.structure[0] ?? `${rowsDiffer(table)} (${table.rows.source} / ${table.rows.target})`}`,
    );
    return fail(
      `${rows}; ${some(told)}`,
      needed,
      "find out who wrote to the target or why the task lost rows; reload these tables or begin anew",
    );
  }
  if (result.tables.length === 0) return warn("there is no table to compare", needed);
  const left = result.tables.flatMap((table) =>
    table.notComparable.map((one) => `${showNames(table.database, table.table, one.column)} (${one.reason})`),
  );
  const found = left.length > 0 ? `${rows}; not comparable: ${some(left)}` : rows;
  return result.mode === "full"
    ? pass(found, needed)
    : warn(`${found}: equal as far as looked`, needed, "compare in full before the cutover");
}
