import { routineRight } from "../../model/mysql/routineText";
import { mysqlAtLeast } from "../../model/mysql/server";
import type { Outcome } from "../check";
import { GLOBAL_ONLY, type Grants, has } from "../grants";
import { grantText, type Missing } from "../missing";
import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";
import { quoteAccount } from "../sql";
import { tableId } from "../tableName";
import type { Program } from "./programs";
import { type Selection, SYSTEM_DATABASES } from "./selection";
import { grantsOf, whoAmI } from "./settings";

/**
 * information_schema lists only what the account has rights on and says nothing about the rest: without the right, an
 * empty result does not mean an empty server.
 */
function blind(role: string, what: string, missing: Missing): StatementProblem {
  const sqlMessage = `without ${describeRight(missing)} the server shows no ${what}`;
  const raw = { errno: 1142, code: "ER_TABLEACCESS_DENIED_ERROR", sqlMessage, missing };
  return new StatementProblem(raw, `${role}: reading ${what}`);
}

function describeRight({ right, on }: Missing): string {
  return on === "*.*" && GLOBAL_ONLY.has(right) ? right : `${right} on ${on}`;
}

/** Selecting all databases requires the right on everything. */
function scope(database: string): string {
  return database === "*" ? "*.*" : database;
}

/** @throws StatementProblem without SELECT on what is selected */
export async function mustSeeTables(side: CheckedServer, selection: Selection): Promise<void> {
  mayReadTables(side.role, await grantsOf(side), selection);
}

/** @throws StatementProblem without SELECT on what is selected */
export function mayReadTables(role: string, grants: Grants, selection: Selection): void {
  const databases = selection.databases === "all" ? ["*"] : selection.databases;
  for (const database of databases) {
    if (has(grants, "SELECT", database)) continue;
    // Rights on individual tables make those tables visible.
    const tables = (selection.tables ?? []).filter((one) => one.database === database);
    if (tables.length > 0 && tables.every((one) => grants.tables.get(tableId(one.database, one.table))?.has("SELECT")))
      continue;
    throw blind(role, "tables", { right: "SELECT", on: scope(database) });
  }
}

/** Table privileges that let MariaDB show its foreign keys; SELECT alone does not. */
const SHOW_KEYS = "INSERT UPDATE DELETE CREATE DROP REFERENCES INDEX ALTER TRIGGER".split(" ").concat("SHOW VIEW");

/** @throws StatementProblem without SELECT on what is selected, and on MariaDB without one further right */
export async function mustSeeForeignKeys(side: CheckedServer, selection: Selection): Promise<void> {
  await mustSeeTables(side, selection);
  if (side.server.flavour !== "mariadb") return;
  const grants = await grantsOf(side);
  for (const database of selection.databases === "all" ? ["*"] : selection.databases) {
    if (SHOW_KEYS.some((right) => has(grants, right, database))) continue;
    throw blind(side.role, "foreign keys", { right: "SHOW VIEW", on: scope(database) });
  }
}

/** @throws StatementProblem without PROCESS, which limits the list to the account's own sessions */
export async function mustSeeSessions(side: CheckedServer): Promise<void> {
  if (!has(await grantsOf(side), "PROCESS"))
    throw blind(side.role, "sessions of others", { right: "PROCESS", on: "*.*" });
}

/** Kinds of stored programs that the account cannot see, and the right it lacks. */
async function unseen(side: CheckedServer, selection: Selection): Promise<Map<Program["kind"], Missing>> {
  const grants = await grantsOf(side);
  const databases = selection.databases === "all" ? ["*"] : selection.databases;
  const lacks = (right: string) => databases.find((database) => !has(grants, right, database));
  const found = new Map<Program["kind"], Missing>();
  const note = (kind: Program["kind"], right: string) => {
    const where = lacks(right);
    if (where !== undefined) found.set(kind, { right, on: scope(where) });
  };
  note("trigger", "TRIGGER");
  note("event", "EVENT");
  const readsAll = mysqlAtLeast(side.server, 8)
    ? has(grants, "SELECT") || has(grants, "SHOW_ROUTINE")
    : has(grants, "SELECT", "mysql") || grants.tables.get(tableId("mysql", "proc"))?.has("SELECT");
  if (!readsAll && (lacks("EXECUTE") ?? lacks("ALTER ROUTINE")) !== undefined) {
    for (const kind of ["procedure", "function"] as const) found.set(kind, routineRight(side.server));
  }
  return found;
}

/** Downgrades a pass that relies on kinds of programs that the account cannot see. */
export async function seen(
  side: CheckedServer,
  selection: Selection,
  kinds: readonly Program["kind"][],
  outcome: Outcome,
): Promise<Outcome> {
  if (outcome.status !== "pass") return outcome;
  const missing = await unseen(side, selection);
  const lacking = kinds.flatMap((kind) => missing.get(kind) ?? []);
  if (lacking.length === 0) return outcome;
  const rights = [...new Set(lacking.map(describeRight))];
  return {
    status: "undetermined",
    found: `${outcome.found}, as far as the account can see: it lacks ${rights.join(", ")}`,
    needed: outcome.needed,
    remedy: await grantForCheck(side, lacking),
  };
}

/** Statements that grant the account what a check needs to read. */
export async function grantForCheck(side: CheckedServer, missing: readonly Missing[]): Promise<string> {
  const me = await whoAmI(side);
  return `-- on the ${side.role}, or use an account that has it:\n${grantText(missing, quoteAccount(me.user, me.host))}`;
}

/**
 * Databases excluded from a global right by MySQL's partial revokes. They are hidden without a trace, so the grants
 * decide, not the visible databases.
 */
export function hidden(role: string, grants: Grants, selection: Selection): string[] {
  if (selection.databases !== "all") return [];
  const taken = [...grants.revoked].filter(([database, rights]) => database !== "*" && rights.has("SELECT"));
  return taken
    .filter(([database]) => !SYSTEM_DATABASES.includes(database.toLowerCase()))
    .map(
      ([database]) => `${role}: the account is not allowed to see the database ${database} (SELECT on it is revoked)`,
    );
}
