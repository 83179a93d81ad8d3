import { tableId } from "./tableName";

/** The result of SHOW GRANTS as sets: the rights of one account, global, per database and per table. */
export interface Grants {
  /** Rights on *.*, upper case; `ALL` is expanded by `has`, not here. */
  global: Set<string>;
  /** By database pattern as granted (may contain the wildcards % and _; \_ is a literal underscore). */
  databases: Map<string, Set<string>>;
  /** By `tableId`. */
  tables: Map<string, Set<string>>;
  /** Rights on single columns, `SELECT (id)`, by `tableId`. */
  columns: Map<string, Set<string>>;
  /** Rights on stored programs, keyed by `PROCEDURE` and the like followed by a `tableId`. */
  programs: Map<string, Set<string>>;
  /** With `partial_revokes` = ON, the server takes % and _ in database names literally. */
  literal: boolean;
  /** 8.0's partial revokes: rights revoked on one database although granted globally. */
  revoked: Map<string, Set<string>>;
  /** Databases on which the account has GRANT OPTION; `*` for global. */
  grantOption: Set<string>;
  /** Roles that are granted but not active. They do not help a service that does not activate them. */
  roles: string[];
  requireTls: boolean;
  /** Lines that were not understood, without the account: rights that may be missing in all of the above. */
  unread: string[];
}

const SIMPLE =
  /^(GRANT|REVOKE) (.+?) ON (?:(TABLE|FUNCTION|PROCEDURE|PACKAGE|PACKAGE BODY|LIBRARY) )?(\*\.\*|`(?:[^`]|``)*`\.\*|`(?:[^`]|``)*`\.`(?:[^`]|``)*`) (?:TO|FROM) (.*)$/i;

/** Old MariaDB does not quote the names of roles. */
const ROLES = /^GRANT ((?:[`'][^`']*[`']@?(?:[`'][^`']*[`'])?,?\s*)+|[^\s`']+) TO /i;

/** Parses the lines of SHOW GRANTS of any version, however accounts are quoted. */
export function parseGrants(lines: readonly string[], { literal = false } = {}): Grants {
  const grants: Grants = {
    global: new Set(),
    databases: new Map(),
    tables: new Map(),
    columns: new Map(),
    programs: new Map(),
    literal,
    revoked: new Map(),
    grantOption: new Set(),
    roles: [],
    requireTls: false,
    unread: [],
  };
  for (const line of lines) read(line.trim(), grants);
  return grants;
}

function read(line: string, grants: Grants): void {
  const match = SIMPLE.exec(line);
  if (!match) {
    const role = ROLES.exec(line);
    if (role) grants.roles.push(...role[1]!.split(",").map((name) => name.trim()));
    // Accounts are quoted in two ways, and behind them may be a password's hash.
    else grants.unread.push(line.replace(/ (TO|FOR) .*/is, "").replaceAll("`", "'"));
    return;
  }
  const [, verb, list, kind, object, rest] = match;
  if (kind && kind.toUpperCase() !== "TABLE") {
    add(grants.programs, `${kind.toUpperCase()} ${tableId(...splitNames(object!))}`, splitRights(list!));
    return;
  }
  const rights = splitRights(list!);
  if (/REQUIRE (SSL|X509|SUBJECT|ISSUER|CIPHER)/i.test(rest!)) grants.requireTls = true;
  const where = object === "*.*" ? "*" : object!.endsWith(".*") ? unquote(object!.slice(0, -2)) : undefined;
  if (verb!.toUpperCase() === "REVOKE") {
    if (where) add(grants.revoked, where, rights);
    else grants.unread.push(`REVOKE ${list} ON ${object}`);
    return;
  }
  const option = /WITH .*GRANT OPTION/i.test(rest!);
  if (option && where) grants.grantOption.add(where);
  if (where === "*") for (const right of rights) grants.global.add(right);
  else if (where) add(grants.databases, where, rights);
  else {
    const table = tableId(...splitNames(object!));
    add(grants.tables, table, rights);
    if (list!.includes("(")) add(grants.columns, table, columnRights(list!));
  }
}

/** `SELECT (a, b), UPDATE (a)` -> `SELECT (a)`, `SELECT (b)`, `UPDATE (a)`, however the columns are quoted. */
function columnRights(list: string): string[] {
  return [...list.matchAll(/([A-Z]+)\s*\(([^)]*)\)/gi)].flatMap(([, right, columns]) =>
    columns!.split(",").map((column) => `${right!.toUpperCase()} (${unquote(column.trim())})`),
  );
}

/** `SELECT, SHOW VIEW, INSERT (`a`, `b`)` -> rights; column privileges are ignored. */
function splitRights(list: string): string[] {
  return list
    .replace(/,?\s*[A-Z ]+\([^)]*\)/gi, "")
    .split(",")
    .map((right) => right.trim().toUpperCase())
    .filter((right) => right !== "" && right !== "USAGE" && right !== "PROXY")
    .map((right) => (right === "ALL PRIVILEGES" ? "ALL" : right))
    .map((right) => SYNONYMS[right] ?? right);
}

/** Newer names of the same right. */
const SYNONYMS: Record<string, string> = {
  "BINLOG MONITOR": "REPLICATION CLIENT",
  "DELETE VERSIONING ROWS": "DELETE HISTORY",
};

function add(map: Map<string, Set<string>>, key: string, rights: readonly string[]): void {
  const set = map.get(key) ?? new Set<string>();
  for (const right of rights) set.add(right);
  map.set(key, set);
}

/** The two names in `` `db`.`table` ``; either may contain a dot between backticks. */
function splitNames(object: string): [string, string] {
  const [, database, table] = /^(`(?:[^`]|``)*`)\.(`(?:[^`]|``)*`)$/.exec(object)!;
  return [unquote(database!), unquote(table!)];
}

function unquote(name: string): string {
  return name.replace(/^`|`$/g, "").replace(/``/g, "`");
}

/** Rights that exist only on *.*; GRANT ALL on one database does not include them. */
export const GLOBAL_ONLY: ReadonlySet<string> = new Set([
  "FILE",
  "PROCESS",
  "RELOAD",
  "REPLICATION CLIENT",
  "REPLICATION SLAVE",
  "SHOW DATABASES",
  "SHUTDOWN",
  "SUPER",
  "CREATE USER",
  "CREATE TABLESPACE",
  "SESSION_VARIABLES_ADMIN",
]);

/** True when the account has `right` on `database` (`*`: on everything). */
export function has(grants: Grants, right: string, database = "*"): boolean {
  const holds = (set: Set<string> | undefined) =>
    set !== undefined && (set.has(right) || (set.has("ALL") && !GLOBAL_ONLY.has(right)));
  if (grants.global.has(right) || grants.global.has("ALL")) return !grants.revoked.get(database)?.has(right);
  if (database === "*" || GLOBAL_ONLY.has(right)) return false;
  const patterns = deciding(grants, database);
  return patterns.length > 0 && patterns.every((pattern) => holds(grants.databases.get(pattern)));
}

/** Whether the account may create other accounts, as the server's administrator can. */
export function administers(grants: Grants): boolean {
  return has(grants, "CREATE USER") || has(grants, "SUPER");
}

/**
 * The server applies only the most specific matching pattern: a more specific one without a right removes that right.
 */
function deciding(grants: Grants, database: string): string[] {
  const matching = [...grants.databases.keys()].filter((pattern) =>
    grants.literal ? plain(pattern) === database : matches(pattern, database),
  );
  const most = Math.max(...matching.map(plainLength));
  return matching.filter((pattern) => plainLength(pattern) === most);
}

/** Characters before the first wildcard; a pattern without wildcards is the most specific. */
function plainLength(pattern: string): number {
  const at = pattern.replace(/\\[%_]/g, "-").search(/[%_]/);
  return at < 0 ? Number.MAX_SAFE_INTEGER : at;
}

/** True when the account may grant on `database`. */
export function mayGrant(grants: Grants, database = "*"): boolean {
  if (grants.grantOption.has("*")) return true;
  if (database === "*") return false;
  const patterns = deciding(grants, database);
  return patterns.length > 0 && patterns.every((pattern) => grants.grantOption.has(pattern));
}

function plain(pattern: string): string {
  return pattern.replace(/\\([%_])/g, "$1");
}

/** Granted database names are LIKE patterns. */
function matches(pattern: string, database: string): boolean {
  if (pattern === database) return true;
  const regex = pattern
    .replace(/[.*+?^${}()|[\]]/g, "\\$&")
    .replace(/\\?[%_]/g, (c) => (c === "%" ? ".*" : c === "_" ? "." : c.slice(1)));
  return new RegExp(`^${regex}$`, "s").test(database);
}
