import { type Problem, ProblemsError } from "../../model/problems";
import type { Selection } from "../facts/selection";
import { showNames } from "../tableName";
import type { StructureContext } from "./compare/context";

/**
 * A selected object that is on neither side is a mistake in the call. If a server may be hiding it from its account, it
 * is not proven instead.
 * @param databases the databases that exist
 * @throws ProblemsError
 */
export function refuseUnknown(context: StructureContext, selection: Selection, databases: readonly string[]): void {
  const { same, notProven, hides, met } = context;
  const there = new Set(databases.map(same));
  const mayBeHidden = hides.source.size + hides.target.size > 0;
  const problems: Problem[] = [];
  const reason = "on neither side, or hidden from the account";
  for (const database of selection.databases === "all" ? [] : selection.databases) {
    if (there.has(same(database))) continue;
    if (mayBeHidden) notProven.push({ kind: "database", name: { database }, reason });
    else
      problems.push({
        path: "databases",
        seen: `${showNames(database)} exists on neither side`,
        needed: "a database of the source or the target",
      });
  }
  for (const { database, table } of selection.tables ?? []) {
    if (
      !there.has(same(database)) &&
      selection.databases !== "all" &&
      selection.databases.some((one) => same(one) === same(database))
    )
      continue;
    if (met.has(JSON.stringify([same(database), same(table)]))) continue;
    if (mayBeHidden) notProven.push({ kind: "table", name: { database, object: table }, reason });
    else
      problems.push({
        path: "tables",
        seen: `${showNames(database, table)} exists on neither side`,
        needed: "a table of the source or the target",
      });
  }
  if (problems.length > 0) throw new ProblemsError("there is nothing to compare", problems);
}
