import { mysqlAtLeast } from "../../model/mysql/server";
import { type Check, type CheckContext, fail, notApplicable, type Outcome, pass, some, sqlLines, warn } from "../check";
import { type Program, programs } from "../facts/programs";
import { global } from "../facts/settings";
import { seen } from "../facts/visibility";
import { setVariable } from "../remedy";
import { quoteTable, quoteText } from "../sql";
import { showNames } from "../tableName";

/** Modes removed in 8.0. */
const REMOVED = new Set([
  "DB2",
  "MAXDB",
  "MSSQL",
  "MYSQL323",
  "MYSQL40",
  "ORACLE",
  "POSTGRESQL",
  "NO_AUTO_CREATE_USER",
  "NO_FIELD_OPTIONS",
  "NO_KEY_OPTIONS",
  "NO_TABLE_OPTIONS",
]);

/** Modes that exist on only one of the two flavours. */
const MARIADB_ONLY = new Set([
  "EMPTY_STRING_IS_NULL",
  "IGNORE_BAD_TABLE_OPTIONS",
  "SIMULTANEOUS_ASSIGNMENT",
  "TIME_ROUND_FRACTIONAL",
]);
const MYSQL_ONLY = new Set(["TIME_TRUNCATE_FRACTIONAL"]);

/** sql_mode is the same, and no stored program has a mode unknown to the target. */
export const c35: Check = {
  id: "C35",
  title: "sql_mode equal, no removed modes",
  group: "Settings",
  side: "both",
  reads: "sql_mode of both, and of routines, triggers and events",
  source: "Huawei DRS, Tencent DTS 571/122436, Alibaba DTS CHECK_SQL_MODE, MySQL Shell upgrade checker",
  async run(context) {
    const outcome = await judge(context);
    // A program's own mode matters only from 8.0 on.
    if (!mysqlAtLeast(context.target.server, 8)) return outcome;
    return seen(context.source, context.selection, ["procedure", "function", "trigger", "event"], outcome);
  },
};

async function judge({ source, target, selection }: CheckContext): Promise<Outcome> {
  const needed = "equal on both; no mode that the target has removed";
  const [ours, other] = [await global(source, "sql_mode"), await global(target, "sql_mode")];
  if (ours === undefined || other === undefined) return notApplicable("a side does not report sql_mode", needed);
  const [mine, theirs] = [modes(ours), modes(other)];
  if (mysqlAtLeast(target.server, 8)) {
    const carried = (await programs(source, selection)).filter((one) =>
      modes(one.sqlMode).some((mode) => REMOVED.has(mode)),
    );
    const lost = mine.filter((mode) => REMOVED.has(mode));
    if (carried.length > 0) {
      const found = some(
        carried.map(
          (one) =>
            `${one.kind} ${showNames(one.database, one.name)}: ${modes(one.sqlMode)
              .filter((mode) => REMOVED.has(mode))
              .join(",")}`,
        ),
      );
      return fail(found, needed, againWithout(carried));
    }
    if (lost.length > 0)
      return fail(
        `source has ${lost.join(",")}, which 8.0 does not support`,
        needed,
        setVariable(source, "sql_mode", mine.filter((mode) => !REMOVED.has(mode)).join(",")),
      );
  }
  const [more, less] = [mine.filter((mode) => !theirs.includes(mode)), theirs.filter((mode) => !mine.includes(mode))];
  if (more.length === 0 && less.length === 0) return pass(mine.join(",") || "empty on both", needed);
  const found = [
    more.length > 0 && `source only: ${more.join(",")}`,
    less.length > 0 && `target only: ${less.join(",")}`,
  ]
    .filter(Boolean)
    .join("; ");
  const own = target.server.flavour === "mariadb" ? MYSQL_ONLY : MARIADB_ONLY;
  const unknown = mine.filter((mode) => (REMOVED.has(mode) && mysqlAtLeast(target.server, 8)) || own.has(mode));
  const wanted = mine.filter((mode) => !unknown.includes(mode)).join(",");
  const set = setVariable(target, "sql_mode", wanted, { note: "on the target" });
  return warn(
    found,
    needed,
    unknown.length > 0
      ? `${set}\n-- the target does not support ${some(unknown)}: remove it on the source too, and both are equal`
      : set,
  );
}

function modes(text: string | undefined): string[] {
  return (text ?? "").split(",").filter(Boolean).sort();
}

/** A program keeps the mode of the session that created it. */
function againWithout(carried: readonly Program[]): string {
  const byMode = new Map<string, Program[]>();
  for (const one of carried) {
    const mode = modes(one.sqlMode)
      .filter((word) => !REMOVED.has(word))
      .join(",");
    byMode.set(mode, [...(byMode.get(mode) ?? []), one]);
  }
  const lines = [...byMode].flatMap(([mode, list]) => [
    ...list.map((one) => `SHOW CREATE ${one.kind.toUpperCase()} ${quoteTable(one.database, one.name)};`),
    `SET SESSION sql_mode = ${quoteText(mode)}; -- then, in this session, drop each of them and create it as shown`,
  ]);
  return `-- on the source; keep the output until everything has been recreated:\n${sqlLines(lines, 40)}`;
}
