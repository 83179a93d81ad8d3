import { type Grants, has, mayGrant } from "../grants";
import type { Rights } from "../rights";
import { quoteAccount, quoteName, quoteTable } from "../sql";
import { tableId, tableOf } from "../tableName";
import type { AccountSpec } from "./spec";

/** One GRANT statement and the rights it grants. */
export interface Grant {
  sql: string;
  rights: readonly string[];
  database: string;
  option: boolean;
}

/** The statements that grant the rights at one host. Pure. */
export function grantsFor(spec: AccountSpec, host: string, rights: Rights): Grant[] {
  const who = quoteAccount(spec.user, host);
  const grants: Grant[] = [];
  const give = (list: readonly string[], database: string, option: boolean) => {
    if (list.length === 0) return;
    const on = grantObject(database);
    const what = list.includes("ALL") ? "ALL PRIVILEGES" : list.join(", ");
    grants.push({
      sql: `GRANT ${what} ON ${on} TO ${who}${option ? " WITH GRANT OPTION" : ""}`,
      rights: list,
      database,
      option,
    });
  };
  give(rights.global, "*", rights.grantOption);
  for (const database of spec.databases === "all" ? ["*"] : spec.databases) give(rights.data, database, false);
  for (const [database, list] of Object.entries(rights.extra)) {
    // A right on *.* covers the extra databases too.
    if (spec.databases === "all" && list.every((right) => rights.data.includes(right))) continue;
    give(list, database, false);
  }
  return grants;
}

/** `*`, a database, or one table such as `mysql.proc`, where it cannot be a database. */
function grantObject(scope: string): string {
  if (scope === "*") return "*.*";
  if (scope === PROC) return "`mysql`.`proc`";
  return `${grantName(scope)}.*`;
}

/** The one table that a migration account may need: it contains the text of routines before MySQL 8.0. */
const PROC = "mysql.proc";
const PROC_TABLE = tableId("mysql", "proc");

/** Database names in GRANT are patterns: `my_app` would also match `myXapp`. */
function grantName(database: string): string {
  return quoteName(database.replace(/[\\%_]/g, "\\$&"));
}

/** True when the account already has what the statement grants. */
export function covered(held: Grants, grant: Grant): boolean {
  if (grant.database === PROC)
    return has(held, "SELECT", "mysql") || held.tables.get(PROC_TABLE)?.has("SELECT") === true;
  const all = grant.rights.every(
    (right) =>
      has(held, right, grant.database) || (right === "ALL" && held.databases.get(escaped(grant.database))?.has("ALL")),
  );
  return all && (!grant.option || mayGrant(held, grant.database));
}

function escaped(database: string): string {
  return database.replace(/[\\%_]/g, "\\$&");
}

/** REVOKE statements, without the account, for its rights beyond the least. */
export function surplus(held: Grants, spec: AccountSpec, rights: Rights): string[] {
  const wanted = new Map<string, Set<string>>();
  for (const grant of grantsFor(spec, "x", rights)) {
    const key = grant.database === "*" ? "*" : escaped(grant.database);
    wanted.set(key, new Set([...(wanted.get(key) ?? []), ...grant.rights, ...(grant.option ? ["GRANT OPTION"] : [])]));
  }
  const lines: string[] = [];
  const compare = (key: string, set: ReadonlySet<string>, option: boolean) => {
    const mine = wanted.get(key) ?? new Set<string>();
    const extra = [...set].filter((right) => !mine.has(right));
    if (option && !mine.has("GRANT OPTION")) extra.push("GRANT OPTION");
    if (extra.length === 0) return;
    lines.push(
      `${extra.map((right) => (right === "ALL" ? "ALL PRIVILEGES" : right)).join(", ")} ON ${key === "*" ? "*.*" : `${quoteName(key)}.*`}`,
    );
  };
  compare("*", held.global, held.grantOption.has("*"));
  for (const [key, set] of held.databases) compare(key, set, held.grantOption.has(key));
  for (const [table, set] of held.tables) {
    if (table === PROC_TABLE && wanted.has(escaped(PROC)) && [...set].every((right) => right === "SELECT")) continue;
    const { database, table: name } = tableOf(table);
    lines.push(`${[...set].join(", ")} ON ${quoteTable(database, name)}`);
  }
  return lines;
}
