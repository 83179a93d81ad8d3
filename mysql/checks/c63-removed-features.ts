import { mysqlAtLeast } from "../../model/mysql/server";
import { type Check, type CheckContext, fail, notApplicable, type Outcome, pass, some, sqlLines, warn } from "../check";
import { columnFacts } from "../facts/columns";
import { foreignKeys } from "../facts/foreign-keys";
import { type Program, programs } from "../facts/programs";
import { global } from "../facts/settings";
import { baseTables } from "../facts/tables";
import { seen } from "../facts/visibility";
import { setVariable } from "../remedy";
import { quoteName, quoteTable } from "../sql";
import { showNames, showTable, tableId, tableOf } from "../tableName";

/** Functions removed in some version. */
const FUNCTIONS: readonly (readonly [since: readonly [major: number, minor: number], names: string])[] = [
  [
    [8, 0],
    "ENCODE|DECODE|ENCRYPT|DES_ENCRYPT|DES_DECRYPT|PASSWORD|OLD_PASSWORD|AREA|ASBINARY|ASTEXT|ASWKB|ASWKT|BUFFER|CENTROID|CROSSES|DIMENSION|DISJOINT|DISTANCE|ENDPOINT|ENVELOPE|EXTERIORRING|GEOMCOLLFROMTEXT|GEOMETRYFROMTEXT|GEOMETRYN|GEOMETRYTYPE|GEOMFROMTEXT|GEOMFROMWKB|GLENGTH|INTERIORRINGN|ISCLOSED|ISEMPTY|ISSIMPLE|LINEFROMTEXT|NUMGEOMETRIES|NUMINTERIORRINGS|NUMPOINTS|OVERLAPS|POINTFROMTEXT|POINTN|POLYFROMTEXT|SRID|STARTPOINT|TOUCHES|X|Y",
  ],
  // Moved to a component; installing one needs a right that managed servers do not grant.
  [[9, 6], "MD5|SHA|SHA1"],
];
/** What precedes a function's name: not INTO or TABLE with a column list, not a name qualified by a database. */
const NO_CALL = "(?<![\\w$@.]|\\b(?:INTO|TABLE|JOIN|UPDATE|REFERENCES|FUNCTION|PROCEDURE|CALL|INDEX|KEY)\\s+)";
const SYNTAX: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["GROUP BY ... ASC or DESC", /\bGROUP\s+BY\b(?:(?!\bORDER\s+BY\b|\bHAVING\b|\bLIMIT\b|;)[\s\S])*?\b(ASC|DESC)\b/i],
  ["\\N for NULL", /(?<![\w\\])\\N\b/],
  ["SQL_CACHE", /\bSQL_CACHE\b/i],
  ["PROCEDURE ANALYSE", /\bPROCEDURE\s+ANALYSE\b/i],
];

/** Nothing that the target's version has removed. */
export const c63: Check = {
  id: "C63",
  title: "Features removed in the target's version",
  group: "Objects",
  side: "both",
  reads:
    "bodies of views and programs, column defaults and formats, ENUM elements, names of foreign keys, tables that cannot be opened",
  source: "MySQL Shell upgrade checker, Huawei DRS FAQ",
  async run(context) {
    return seen(context.source, context.selection, ["procedure", "function", "trigger", "event"], await judge(context));
  },
};

async function judge({ source, target, selection }: CheckContext): Promise<Outcome> {
  const needed = `nothing that was removed in ${target.server.text}`;
  if (!mysqlAtLeast(target.server, 8))
    return notApplicable(
      `the target is ${target.server.text}: no features were removed up to that version`,
      "only for targets of MySQL 8.0 and newer",
    );
  const columns = await columnFacts(source, selection);
  const bad: string[] = [];
  const all = await programs(source, selection);
  const own = new Set(all.filter((one) => one.kind === "function").map((one) => one.name.toUpperCase()));
  const gone = FUNCTIONS.filter(([[major, minor]]) => mysqlAtLeast(target.server, major, minor)).map(
    ([, names]) => names,
  );
  const calls = new RegExp(`${NO_CALL}(${gone.join("|")})\\s*\\(`, "gi");
  for (const one of all) bad.push(...lost(one, own, calls));
  if (columns.longElements.count > 0) bad.push(`ENUM or SET elements above 255 characters: ${columns.longElements}`);
  if (columns.oldTemporals.count > 0) bad.push(`temporal columns in the pre-5.6 format: ${columns.oldTemporals}`);
  for (const key of await foreignKeys(source, selection))
    if (key.name.length > 64) bad.push(`foreign key name above 64 characters: ${key.name}`);
  const orphans = (await baseTables(source, selection)).filter((table) => table.engine === undefined);
  if (orphans.length > 0)
    bad.push(`tables that cannot be opened: ${some(orphans.map((table) => showNames(table.database, table.name)))}`);
  // Rebuilding a table rewrites its temporal columns in the new format.
  const fixes = [...columns.oldTables]
    .map(tableOf)
    .map(({ database, table }) => `ALTER TABLE ${quoteTable(database, table)} FORCE;`);
  const floating = mysqlAtLeast(target.server, 8, 4)
    ? [...columns.autoIncrement].filter(([, type]) => /^(float|double)/.test(type)).map(([id]) => tableOf(id))
    : [];
  if (floating.length > 0) {
    bad.push(`AUTO_INCREMENT on approximate numbers: ${some(floating.map(showTable))}`);
    for (const { database, table } of floating) {
      const column = columns.autoColumns.get(tableId(database, table))!;
      fixes.push(
        `ALTER TABLE ${quoteTable(database, table)} MODIFY ${quoteName(column)} BIGINT NOT NULL AUTO_INCREMENT;`,
      );
    }
  }
  const modes = ((await global(target, "sql_mode")) ?? "").split(",");
  const strict = modes.some((mode) => /^STRICT_/.test(mode)) && modes.includes("NO_ZERO_DATE");
  const loose = modes.filter((mode) => !/^NO_ZERO_(IN_)?DATE$|^TRADITIONAL$/.test(mode)).join(",");
  const allowZero = setVariable(target, "sql_mode", loose, {
    note: "on the target, as long as columns have such defaults",
  });
  if (columns.zeroDefaults.count > 0 && strict) {
    bad.push(`default 0000-00-00, which the target's sql_mode refuses (1067): ${columns.zeroDefaults}`);
    fixes.push(allowZero);
  }
  const general =
    "on the source: rewrite views and programs before the migration, shorten long elements and names, leave out what cannot be opened";
  if (bad.length > 0) return fail(some(bad), needed, [sqlLines(fixes), `-- ${general}`].filter(Boolean).join("\n"));
  if (columns.zeroDefaults.count > 0) {
    return warn(
      `default 0000-00-00: ${columns.zeroDefaults}`,
      needed,
      "leave NO_ZERO_DATE and NO_ZERO_IN_DATE out of the sessions that insert on the target, or give the columns other defaults",
    );
  }
  return pass("none found", needed);
}

/** Strings, quoted names and comments, which are not code. `\N` outside them stays. */
const NO_CODE = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`|--\s[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//g;

function lost(program: Program, own: ReadonlySet<string>, calls: RegExp): string[] {
  const code = (program.body ?? "").replace(NO_CODE, "''");
  const where = `${program.kind} ${showNames(program.database, program.name)}`;
  const found = SYNTAX.filter(([, pattern]) => pattern.test(code)).map(([what]) => `${where}: ${what}`);
  const called = [...code.matchAll(calls)].map((match) => match[1]!.toUpperCase()).find((name) => !own.has(name));
  return called ? [...found, `${where}: ${called}()`] : found;
}
