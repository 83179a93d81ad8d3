import { routineRight } from "../../model/mysql/routineText";
import { type Check, type CheckContext, fail, type Outcome, pass, some, warn } from "../check";
import { programs } from "../facts/programs";
import { inSelection, picks, picksDatabase, type Selection } from "../facts/selection";
import { whoAmI } from "../facts/settings";
import { seen } from "../facts/visibility";
import { toPaste } from "../paste";
import type { CheckedServer } from "../side";
import { quoteAccount, quoteTable } from "../sql";
import { showNames } from "../tableName";

/** The text of every view and routine is readable and refers only to migrated objects. */
export const c53: Check = {
  id: "C53",
  title: "Views and routines complete and readable",
  group: "Objects",
  side: "source",
  reads: "information_schema.VIEWS and ROUTINES",
  source: "Huawei DRS, Alibaba DTS",
  async run(context) {
    return seen(context.source, context.selection, ["procedure", "function"], await judge(context));
  },
};

async function judge({ source, selection }: CheckContext): Promise<Outcome> {
  const needed = "every definition readable, and within the selection";
  const all = await programs(source, selection);
  const unreadable = all.filter((one) => one.body === undefined);
  if (unreadable.length > 0) {
    const me = await whoAmI(source);
    const who = quoteAccount(me.user, me.host);
    const { right, on } = routineRight(source.server);
    const found = `no privilege to read ${some(unreadable.map((one) => `${one.kind} ${showNames(one.database, one.name)}`))}`;
    const grants = [
      ...(unreadable.some(({ kind }) => kind !== "view") ? [`GRANT ${right} ON ${on} TO ${who};`] : []),
      ...(unreadable.some(({ kind }) => kind === "view") ? [`GRANT SHOW VIEW ON *.* TO ${who};`] : []),
    ];
    return fail(found, needed, `${grants.map(toPaste).join("\n")}\n-- or leave them out`);
  }
  const broken = await brokenViews(source, selection);
  if (broken.length > 0)
    return fail(
      `views that do not work on the source either (1356): ${some(broken.map(({ database, name }) => showNames(database, name)))}`,
      needed,
      broken
        .slice(0, 20)
        .map(({ database, name }) =>
          toPaste(
            `SHOW CREATE VIEW ${quoteTable(database, name)}; -- what it refers to is gone: create that again, change the view with ALTER VIEW, or leave it out`,
          ),
        )
        .join("\n"),
    );
  const outside = all.filter(
    (one) => one.kind === "view" && databasesIn(one.body ?? "").some((name) => !picksDatabase(selection, name)),
  );
  if (outside.length > 0) {
    const found = `views on databases that are not migrated: ${some(outside.map((one) => showNames(one.database, one.name)))}`;
    return warn(found, needed, "select those databases too, or leave the views out");
  }
  return pass(`${all.length} definitions`, needed);
}

/**
 * When a view refers to something missing, the server says so in place of the comment `VIEW`; before 8.0 only if it has to open the
 * view, for example for its row count.
 */
async function brokenViews(source: CheckedServer, selection: Selection): Promise<{ database: string; name: string }[]> {
  const rows = await source.query<Record<"d" | "n" | "c", string | undefined>>(
    `SELECT TABLE_SCHEMA AS d, TABLE_NAME AS n, TABLE_COMMENT AS c, TABLE_ROWS AS r FROM information_schema.TABLES WHERE TABLE_TYPE = 'VIEW' AND ${inSelection("TABLE_SCHEMA", selection)}`,
    { doing: "reading the state of views" },
  );
  return rows
    .filter(({ d, n, c }) => c !== undefined && c !== "VIEW" && c !== "" && picks(selection, d!, n!))
    .map(({ d, n }) => ({ database: d!, name: n! }));
}

/** Databases named in a view's stored text: the server writes every table as `database`.`table` in FROM and JOIN. */
function databasesIn(view: string): string[] {
  return [...view.matchAll(/(?:from|join)\s+\(*`((?:[^`]|``)+)`\.`/gi)].map((match) => match[1]!.replace(/``/g, "`"));
}
