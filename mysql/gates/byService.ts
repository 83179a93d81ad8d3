import { type Outcome, pass, some, undetermined } from "../check";
import { namesOf } from "../facts/folded";
import { inSelection } from "../facts/selection";
import { readGrants } from "../facts/settings";
import { hidden, mayReadTables } from "../facts/visibility";
import { showTable, type TableName, tableId } from "../tableName";
import type { GateContext } from "./types";
import { quietTime, writesStopped } from "./writes-stopped";

const NEEDED = "the service has compared every table since writes stopped, and found no difference";

/**
 * The migration's service has compared the data itself. What it compares while anything still changes proves nothing: it is ordered after
 * the quiet time, and the position from which on writes had stopped is read once more when it has ended (G02).
 */
export async function comparedByService(context: GateContext): Promise<Outcome> {
  const { input, source, comparison } = context;
  await quietTime(context);
  const stopped = context.paused && (await writesStopped(context));
  const { position } = context;
  if (!position || stopped?.status !== "pass")
    return undetermined("not ordered, because it is not proven that writes have stopped (G02)", NEEDED, "see G02");
  if (context.statusOf("G04") === "fail")
    return undetermined("not ordered, because the target lacks transactions (G04)", NEEDED, "see G04");
  const selection = { databases: input.databases, tables: input.tables };
  const grants = await readGrants(source);
  mayReadTables("source", grants, selection);
  const unlisted = hidden("source", grants, selection);
  if (unlisted.length > 0)
    return undetermined(some(unlisted), NEEDED, "use an account that sees every database of the selection");
  const rows = await source.query<{ d: string; t: string }>(
    `SELECT TABLE_SCHEMA AS d, TABLE_NAME AS t FROM information_schema.TABLES WHERE TABLE_TYPE IN ('BASE TABLE','SYSTEM VERSIONED') AND ${inSelection("TABLE_SCHEMA", selection)}`,
  );
  const seen = rows.map(({ d, t }): TableName => ({ database: d, table: t }));
  const as = await namesOf(source);
  const idOf = ({ database, table }: TableName) => tableId(as(database), as(table));
  const known = new Set(seen.map(idOf));
  const unseen = (input.tables ?? []).filter((one) => !known.has(idOf(one)));
  if (unseen.length > 0)
    return undetermined(`not on the source as tables: ${some(unseen.map(showTable))}`, NEEDED, "correct the selection");
  const chosen = input.tables && new Set(input.tables.map(idOf));
  const tables = chosen ? seen.filter((one) => chosen.has(idOf(one))) : seen;
  if (tables.length === 0) return pass("there is no table to compare", NEEDED);
  const empty = (comparison?.tables ?? []).filter(
    ({ verdict, rows: { source: mine, target: theirs } }) => verdict === "same" && mine === 0 && theirs === 0,
  );
  return { needed: NEEDED, ...(await input.serviceComparison!(tables, position, empty)) };
}
