import { mysqlAtLeast, type ServerFacts } from "../../model/mysql/server";
import { type Grants, parseGrants } from "../grants";
import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";

/** Every global variable; names in lower case. */
export function globalVariables(side: CheckedServer): Promise<ReadonlyMap<string, string>> {
  return side.once("variables", async () =>
    pairs(await side.query("SHOW GLOBAL VARIABLES", { doing: "reading variables" })),
  );
}

/** Every global status counter; names in lower case. */
export function globalStatus(side: CheckedServer): Promise<ReadonlyMap<string, string>> {
  return side.once("status", async () => pairs(await side.query("SHOW GLOBAL STATUS", { doing: "reading status" })));
}

function pairs(rows: readonly object[]): Map<string, string> {
  return new Map(
    rows.map((row) => Object.values(row)).map(([name, value]) => [String(name).toLowerCase(), String(value ?? "")]),
  );
}

/** One variable; undefined when the server does not know it. */
export async function global(side: CheckedServer, name: string): Promise<string | undefined> {
  return (await globalVariables(side)).get(name.toLowerCase());
}

/** A boolean: true for ON, 1, YES; undefined when the server does not know it. */
export async function isOn(side: CheckedServer, name: string): Promise<boolean | undefined> {
  const value = await global(side, name);
  return value === undefined ? undefined : /^(on|1|yes|true)$/i.test(value);
}

/** Rights of the current account, including its active roles. */
export function grantsOf(side: CheckedServer): Promise<Grants> {
  return side.once("grants", () => readGrants(side));
}

/** The same for a given session. */
export async function readGrants(db: Queryable): Promise<Grants> {
  const lines = await grantLines(db);
  return parseGrants(lines, { literal: await namesAreLiteral(db, lines) });
}

interface Queryable {
  server: ServerFacts;
  query<T extends object>(sql: string): Promise<T[]>;
}

async function grantLines(db: Queryable): Promise<string[]> {
  const lines = (rows: readonly object[]) => rows.map((row) => String(Object.values(row)[0]));
  const own = lines(await db.query("SHOW GRANTS"));
  if (!mysqlAtLeast(db.server, 8) || !own.some((line) => /^GRANT [`'][^`']+[`']@/.test(line))) return own;
  const [active] = await db.query<{ roles: string }>("SELECT CURRENT_ROLE() AS roles");
  if (!active || active.roles === "NONE") return own;
  try {
    return lines(await db.query(`SHOW GRANTS FOR CURRENT_USER() USING ${active.roles}`));
  } catch (error) {
    if (error instanceof StatementProblem) return own;
    throw error;
  }
}

/** Queried only where it makes a difference. */
async function namesAreLiteral(db: Queryable, lines: readonly string[]): Promise<boolean> {
  if (!mysqlAtLeast(db.server, 8, 0, 16) || !lines.some((line) => / ON `[^`]*[%_]/.test(line))) return false;
  const [row] = await db.query<{ on: string | number }>("SELECT @@GLOBAL.partial_revokes AS `on`");
  return Number(row?.on) === 1;
}

/** `user` and `host` of the account that the server matched at login. */
export function whoAmI(side: CheckedServer): Promise<{ user: string; host: string }> {
  return side.once("whoami", async () => {
    const [row] = await side.query<{ me: string }>("SELECT CURRENT_USER() AS me");
    const at = row!.me.lastIndexOf("@");
    return { user: row!.me.slice(0, at), host: row!.me.slice(at + 1) };
  });
}
