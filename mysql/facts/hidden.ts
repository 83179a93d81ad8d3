import { mysqlAtLeast, type ServerFacts } from "../../model/mysql/server";
import { type Grants, has } from "../grants";
import { tableId } from "../tableName";
import type { Selection } from "./selection";

/** Something that the server may be hiding from the account. */
export interface Hidden {
  right: string;
  /** A database, or `*.*`. */
  on: string;
  what: string;
  /** Kinds of objects of which some may be missing from lists. */
  kinds: readonly HiddenKind[];
}

export type HiddenKind =
  | "database"
  | "table"
  | "view"
  | "sequence"
  | "trigger"
  | "event"
  | "procedure"
  | "function"
  | "package"
  | "package body"
  | "library";

const NEEDED: readonly (readonly [string, string, readonly HiddenKind[]])[] = [
  ["SELECT", "tables and columns", ["database", "table", "view", "sequence"]],
  ["SHOW VIEW", "the text of views", []],
  ["TRIGGER", "triggers", ["trigger"]],
  ["EVENT", "events", ["event"]],
];
const ROUTINES: readonly HiddenKind[] = ["procedure", "function", "package", "package body", "library"];

/**
 * What the account's rights may hide of the selection. Determined from the rights alone: a list of objects cannot prove
 * that it is complete. `all` needs global rights without partial revokes (`partial_revokes`): a database with a revoked
 * right is not even listed.
 */
export function hidden(server: ServerFacts, grants: Grants, selection: Selection): Hidden[] {
  const found: Hidden[] = [];
  const databases = selection.databases === "all" ? ["*"] : selection.databases;
  const lacks = (right: string, what: string, kinds: readonly HiddenKind[]) => {
    for (const database of databases)
      if (!has(grants, right, database))
        found.push({ right, on: database === "*" ? "*.*" : `${database}.*`, what, kinds });
  };
  for (const [right, what, kinds] of NEEDED) lacks(right, what, kinds);
  if (!readsRoutines(server, grants))
    found.push({ ...routineNeeds(server), what: "routines and their text", kinds: ROUTINES });
  if (selection.databases === "all")
    for (const [database, rights] of grants.revoked)
      for (const [right, what, kinds] of [...NEEDED, ["EXECUTE", "routines", ROUTINES] as const])
        if (rights.has(right) || rights.has("ALL"))
          found.push({ right, on: `${database}.*`, what: `${what} (revoked there)`, kinds });
  return found;
}

/** The text of a routine is visible to its definer and to accounts that may read all routines. */
function readsRoutines(server: ServerFacts, grants: Grants): boolean {
  if (mysqlAtLeast(server, 8)) return has(grants, "SHOW_ROUTINE") || has(grants, "SELECT");
  return has(grants, "SELECT", "mysql") || grants.tables.get(tableId("mysql", "proc"))?.has("SELECT") === true;
}

function routineNeeds(server: ServerFacts): { right: string; on: string } {
  if (mysqlAtLeast(server, 8))
    return mysqlAtLeast(server, 8, 0, 20) ? { right: "SHOW_ROUTINE", on: "*.*" } : { right: "SELECT", on: "*.*" };
  return { right: "SELECT", on: "mysql.proc" };
}

export function hiddenText({ right, on, what }: Hidden): string {
  return `without ${right} on ${on}, the server may hide ${what} from the account`;
}
