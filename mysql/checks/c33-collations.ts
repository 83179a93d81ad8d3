import { mariadbAtLeast, mysqlAtLeast } from "../../model/mysql/server";
import { type Check, fail, notApplicable, pass, some, sqlLines, warn } from "../check";
import { collations, defaultCollations, replacementsFor } from "../collations";
import { columnFacts } from "../facts/columns";
import { inSelection, picks, type Selection, selectedSchemas } from "../facts/selection";
import { global } from "../facts/settings";
import { baseTables, tables } from "../facts/tables";
import { setVariable } from "../remedy";
import type { CheckedServer } from "../side";
import { inList, quoteName, quoteTable } from "../sql";
import { showNames, tableId } from "../tableName";
import { conversionLines } from "./foreign-key-lines";

/** The target has every collation in use, and the same defaults. */
export const c33: Check = {
  id: "C33",
  title: "Collations known to the target",
  group: "Settings",
  side: "both",
  reads: "collation_server of both; collations of databases, tables and columns against the target's list",
  source: "Huawei DRS (collation_server; utf8mb4_0900_ai_ci on older targets breaks the load)",
  must: true,
  async run({ source, target, selection }) {
    const needed = "every collation used exists on the target; collation_server equal";
    const used = new Map<string, string>();
    for (const schema of await selectedSchemas(source, selection)) used.set(normal(schema.collation), schema.name);
    for (const table of await tables(source, selection))
      if (table.collation) used.set(normal(table.collation), showNames(table.database, table.name));
    for (const [collation, where] of (await columnFacts(source, selection)).collations)
      if (!used.has(normal(collation))) used.set(normal(collation), where);
    const known = new Set([...(await collations(target))].map(normal));
    // MariaDB lists Unicode 14 collations without their character set.
    const missing = [...used].filter(
      ([name]) => !known.has(name) && !known.has(name.replace(/^[^_]+_(?=uca1400)/, "")),
    );
    if (missing.length > 0) {
      const found = `the target lacks ${some(missing.map(([name, where]) => `${name} (${where})`))}`;
      return fail(found, needed, await convert(source, target, selection, new Set(missing.map(([name]) => name))));
    }
    const [mine, theirs] = [await global(source, "collation_server"), await global(target, "collation_server")];
    if (mine === undefined || theirs === undefined)
      return notApplicable("every collation is known; one side does not report collation_server", needed);
    const found: string[] = [];
    const fixes: string[] = [];
    if (normal(mine) !== normal(theirs) && !known.has(normal(mine))) {
      found.push(`collation_server: source ${mine}, which the target does not have, target ${theirs}`);
      fixes.push(
        "-- new databases and tables get a different collation on the target, unless they specify one; the warning remains",
      );
    } else if (normal(mine) !== normal(theirs)) {
      found.push(`collation_server: source ${mine}, target ${theirs}`);
      fixes.push(settings(target, mine));
    }
    for (const { charset, source: here, target: there, where } of await unwritten(source, target, used)) {
      found.push(
        `${where} in ${here}, which the source's definitions omit because it is the default for ${charset} there: on the target the default is ${there}`,
      );
      fixes.push(defaultOfCharset(target, charset, here));
    }
    if (found.length > 0) return warn(found.join("; "), needed, fixes.join("\n"));
    return pass(`${used.size} collations used, all known; collation_server ${mine}`, needed);
  },
};

interface Unwritten {
  charset: string;
  source: string;
  target: string;
  where: string;
}

/**
 * Collations in use that older versions omit from a definition, and for which the target would substitute its own
 * default.
 */
async function unwritten(
  source: CheckedServer,
  target: CheckedServer,
  used: ReadonlyMap<string, string>,
): Promise<Unwritten[]> {
  if (mysqlAtLeast(source.server, 8) || mariadbAtLeast(source.server, 10, 6, 11)) return [];
  const [mine, theirs] = [await defaultCollations(source), await defaultCollations(target)];
  const found: Unwritten[] = [];
  for (const [charset, collation] of mine) {
    const [where, other] = [used.get(normal(collation)), theirs.get(charset)];
    if (where !== undefined && other !== undefined && normal(other) !== normal(collation))
      found.push({ charset, source: collation, target: other, where });
  }
  return found;
}

/**
 * This variable exists for MySQL's replication, but it also applies to anyone who creates tables from definitions
 * without a collation.
 */
function defaultOfCharset(target: CheckedServer, charset: string, collation: string): string {
  const after =
    "-- compare the structure after the load (dbferry compare --structure-only), which prints the statements that restore the collations";
  if (charset !== "utf8mb4" || !mysqlAtLeast(target.server, 8, 0, 11) || collation !== "utf8mb4_general_ci")
    return after;
  const set = setVariable(target, "default_collation_for_utf8mb4", collation, {
    note: "on the target, during the load",
  });
  return `${set}\n-- or ${after.slice(3)}`;
}

/** Statements for each database and table that uses a missing collation; the tables' columns are read only then. */
async function convert(
  source: CheckedServer,
  target: CheckedServer,
  selection: Selection,
  missing: ReadonlySet<string>,
): Promise<string> {
  const [mine, theirs] = [await collations(source), await collations(target)];
  const instead = (collation: string) => replacementsFor(collation).find((name) => mine.has(name) && theirs.has(name));
  const lacks = (collation: unknown) => typeof collation === "string" && missing.has(normal(collation));
  const found = new Map<string, string | undefined>();
  for (const schema of await selectedSchemas(source, selection))
    if (lacks(schema.collation)) found.set(`DATABASE ${quoteName(schema.name)}`, instead(schema.collation));
  const tables = new Map<string, { table: string; collation: string | undefined }>();
  const note = (database: string, name: string, collation: string) => {
    const id = tableId(database, name);
    // The collation that distinguishes the most values is used for the whole table.
    if (tables.get(id)?.collation !== "utf8mb4_bin")
      tables.set(id, { table: quoteTable(database, name), collation: instead(collation) });
  };
  const base = (await baseTables(source, selection)).map((one) => quoteTable(one.database, one.name));
  for (const one of await baseTables(source, selection))
    if (lacks(one.collation)) note(one.database, one.name, one.collation!);
  const rows = await source.query<Record<"d" | "t" | "c", string>>(
    `SELECT DISTINCT TABLE_SCHEMA AS d, TABLE_NAME AS t, COLLATION_NAME AS c FROM information_schema.COLUMNS WHERE COLLATION_NAME IS NOT NULL AND ${inSelection("TABLE_SCHEMA", selection)}`,
    { doing: "reading collations of columns" },
  );
  const bases = new Set(base);
  for (const { d, t, c } of rows) if (lacks(c) && picks(selection, d, t) && bases.has(quoteTable(d, t))) note(d, t, c);
  const databases = [...found].flatMap(([what, name]) =>
    name === undefined ? [] : [`ALTER ${what} CHARACTER SET utf8mb4 COLLATE ${name};`],
  );
  const conversions = new Map(
    [...tables].flatMap(([id, { table, collation }]) =>
      collation === undefined
        ? []
        : [[id, `ALTER TABLE ${table} CONVERT TO CHARACTER SET utf8mb4 COLLATE ${collation};`] as const],
    ),
  );
  const names = [...missing].flatMap((name) => (/^utf8mb3_/.test(name) ? [name, name.replace("mb3", "")] : [name]));
  const where = `SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME, COLLATION_NAME FROM information_schema.COLUMNS WHERE ${inList("COLLATION_NAME", names)} AND ${inSelection("TABLE_SCHEMA", selection)}`;
  const lines = [sqlLines(databases), await conversionLines(source, selection, conversions, where)];
  return [
    ...lines.filter((text) => text !== ""),
    "-- on the source: some characters sort and compare differently: make sure that unique keys still hold; or choose a target that has the collation",
  ].join("\n");
}

function normal(collation: string): string {
  return collation.replace(/^utf8_/, "utf8mb3_");
}

/** A server does not start when its option file names a collation of a different character set. */
function settings(target: CheckedServer, collation: string): string {
  const old = !mysqlAtLeast(target.server, 8) && !mariadbAtLeast(target.server, 10, 6);
  const name = old ? collation.replace(/^utf8mb3_/, "utf8_") : collation;
  const set = (variable: string, value: string) => setVariable(target, variable, value, { note: "on the target" });
  return `${set("character_set_server", name.split("_")[0]!)}\n${set("collation_server", name)}`;
}
