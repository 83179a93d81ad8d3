import { type ConnectOptions, type Db, withDb } from "./connect";
import { type Grants, has, mayGrant, parseGrants } from "./grants";
import { hasAlterUser } from "./names";
import { StatementProblem } from "./problem";
import { type Engine, leastRights, type Mode, type Rights, type Role } from "./rights";
import { quoteAccount, quoteName, quoteText } from "./sql";

export interface AccountSpec {
  user: string;
  password: string;
  /** Addresses the account may log in from: IP addresses, CIDR or netmask forms, or names; never '%' alone. At least one. */
  hosts: readonly string[];
  engine: Engine;
  mode: Mode;
  role: Role;
  /** Rights on data are given on these only; `all` gives them on *.*. */
  databases: readonly string[] | "all";
  /** REQUIRE SSL: for paths over the public network. */
  requireTls?: boolean;
  /**
   * The caller knows that the account is its own (it is in its state): then rights beyond the least are revoked and
   * the password is set. Otherwise an account that exists with other rights is refused, not changed.
   */
  owned?: boolean;
}

export interface AccountState {
  user: string;
  /** Hosts at which the account exists, sorted. */
  hosts: string[];
  /** What SHOW GRANTS says, by host; password hashes left out. */
  grants: Record<string, string[]>;
  requireTls: boolean;
}

export interface EnsuredAccount extends AccountState {
  /** Hosts at which it was made by this call. */
  created: string[];
}

/** An account that cannot be made as asked; its message says why and what to do, and never holds the password. */
export class AccountProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "AccountProblem";
    this.stack = `${this.name}: ${this.message}`;
  }
}

/**
 * Makes the account exist at exactly `hosts` with exactly the least rights of its engine, mode and role. Doing it again
 * changes nothing.
 * @throws AccountProblem, ConnectProblem
 */
export async function ensureAccount(admin: ConnectOptions, spec: AccountSpec): Promise<EnsuredAccount> {
  validate(spec);
  return withDb(admin, (db) =>
    guarded(db, spec, async () => {
      const rights = leastRights(spec.engine, spec.mode, spec.role, db.server);
      const created: string[] = [];
      for (const host of spec.hosts) {
        if (await ensureOne(db, spec, host, rights)) created.push(host);
      }
      if (spec.owned) {
        for (const host of await hostsOf(db, spec.user)) {
          if (!spec.hosts.includes(host))
            await run(db, `DROP USER ${quoteAccount(spec.user, host)}`, `removing it at ${host}`);
        }
      }
      return { ...(await stateOf(db, spec.user, spec.hosts)), created };
    }),
  );
}

/** The account as the server has it; undefined when it exists at none of the hosts (all hosts when none are given). */
export async function readAccount(
  admin: ConnectOptions,
  user: string,
  hosts?: readonly string[],
): Promise<AccountState | undefined> {
  return withDb(admin, async (db) => {
    const there = await hostsOf(db, user);
    const wanted = hosts === undefined ? there : there.filter((host) => hosts.includes(host));
    return wanted.length === 0 ? undefined : stateOf(db, user, wanted);
  });
}

/** Drops the account at the given hosts; one that is gone already is fine. Returns the hosts it was dropped at. */
export async function dropAccount(admin: ConnectOptions, user: string, hosts: readonly string[]): Promise<string[]> {
  return withDb(admin, async (db) => {
    const there = (await hostsOf(db, user)).filter((host) => hosts.includes(host));
    for (const host of there)
      await run(db, `DROP USER ${quoteAccount(user, host)}`, `dropping ${quoteAccount(user, host)}`);
    return there;
  });
}

/** The statements that make the account on this server, in order; for people. The password is shown as `***`. */
export function accountStatements(spec: AccountSpec, server: Db["server"]): string[] {
  const rights = leastRights(spec.engine, spec.mode, spec.role, server);
  return spec.hosts.flatMap((host) => [
    `CREATE USER ${quoteAccount(spec.user, host)} IDENTIFIED BY '***'${spec.requireTls && hasAlterUser(server) ? " REQUIRE SSL" : ""};`,
    ...grantsFor(spec, host, rights).map((one) => `${one.sql};`),
  ]);
}

function validate(spec: AccountSpec): void {
  const bad: string[] = [];
  if (spec.user === "" || spec.user.length > 32)
    bad.push(`user ${JSON.stringify(spec.user)}: needed 1 to 32 characters (16 before MySQL 5.7.8)`);
  if (spec.password === "") bad.push("password: empty; needed one of up to 32 characters");
  if (spec.hosts.length === 0) bad.push("hosts: none; needed the addresses that the engine calls from");
  for (const host of spec.hosts) {
    if (/^[%_.]*$/.test(host))
      bad.push(`host ${JSON.stringify(host)}: any address; needed the addresses that the engine calls from`);
    if (/[\0'"`\\\s]/.test(host)) bad.push(`host ${JSON.stringify(host)}: not a host`);
  }
  if (bad.length > 0) throw new AccountProblem(`the account cannot be made: ${bad.join("; ")}`);
}

async function ensureOne(db: Db, spec: AccountSpec, host: string, rights: Rights): Promise<boolean> {
  const who = quoteAccount(spec.user, host);
  const exists = (await hostsOf(db, spec.user)).includes(host);
  if (!exists) {
    await run(db, `CREATE USER ${who} IDENTIFIED BY ${quoteText(spec.password)}`, `creating ${who}`);
  } else {
    await refuseStrangers(db, spec, host, rights);
    await setPassword(db, spec, who);
  }
  await setTls(db, spec, who);
  const held = await grantsAt(db, spec.user, host);
  for (const grant of grantsFor(spec, host, rights)) {
    if (!covered(held, grant)) await run(db, grant.sql, `granting to ${who}`);
  }
  if (exists) await revokeSurplus(db, spec, host, rights);
  return !exists;
}

interface Grant {
  sql: string;
  rights: readonly string[];
  database: string;
  option: boolean;
}

function grantsFor(spec: AccountSpec, host: string, rights: Rights): Grant[] {
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
    // A right on everything covers the extra databases too.
    if (spec.databases === "all" && list.every((right) => rights.data.includes(right))) continue;
    give(list, database, false);
  }
  return grants;
}

/** `*`, a database, or one table of one (`mysql.proc`: a table only where a database cannot be meant). */
function grantObject(scope: string): string {
  if (scope === "*") return "*.*";
  if (scope === PROC) return "`mysql`.`proc`";
  return `${grantName(scope)}.*`;
}

/** The one table that a migration account may need: the text of routines before MySQL 8.0. */
const PROC = "mysql.proc";

/** Database names in GRANT are patterns: `my_app` would also grant on `myXapp`. */
function grantName(database: string): string {
  return quoteName(database.replace(/[\\%_]/g, "\\$&"));
}

function covered(held: Grants, grant: Grant): boolean {
  if (grant.database === PROC) return has(held, "SELECT", "mysql") || held.tables.get(PROC)?.has("SELECT") === true;
  const all = grant.rights.every(
    (right) =>
      has(held, right, grant.database) || (right === "ALL" && held.databases.get(escaped(grant.database))?.has("ALL")),
  );
  return all && (!grant.option || mayGrant(held, grant.database));
}

function escaped(database: string): string {
  return database.replace(/[\\%_]/g, "\\$&");
}

/** What the account holds beyond the least, as REVOKE statements without the account. */
function surplus(held: Grants, spec: AccountSpec, rights: Rights): string[] {
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
    if (table === PROC && wanted.has(escaped(PROC)) && [...set].every((right) => right === "SELECT")) continue;
    const [database, name] = [table.slice(0, table.indexOf(".")), table.slice(table.indexOf(".") + 1)];
    lines.push(`${[...set].join(", ")} ON ${quoteName(database)}.${quoteName(name)}`);
  }
  return lines;
}

async function refuseStrangers(db: Db, spec: AccountSpec, host: string, rights: Rights): Promise<void> {
  if (spec.owned) return;
  const who = quoteAccount(spec.user, host);
  const extra = surplus(await grantsAt(db, spec.user, host), spec, rights);
  if (extra.length > 0) {
    throw new AccountProblem(
      `${db.address}: an account ${who} exists already with other rights (${extra.join("; ")}); choose another user name, or drop it if nobody needs it: DROP USER ${who}`,
    );
  }
}

async function revokeSurplus(db: Db, spec: AccountSpec, host: string, rights: Rights): Promise<void> {
  const who = quoteAccount(spec.user, host);
  for (const line of surplus(await grantsAt(db, spec.user, host), spec, rights)) {
    await run(db, `REVOKE ${line} FROM ${who}`, `revoking from ${who}`);
  }
}

async function setPassword(db: Db, spec: AccountSpec, who: string): Promise<void> {
  const sql = hasAlterUser(db.server)
    ? `ALTER USER ${who} IDENTIFIED BY ${quoteText(spec.password)}`
    : `SET PASSWORD FOR ${who} = PASSWORD(${quoteText(spec.password)})`;
  await run(db, sql, `setting the password of ${who}`);
}

async function setTls(db: Db, spec: AccountSpec, who: string): Promise<void> {
  const require = spec.requireTls ? "SSL" : "NONE";
  const sql = hasAlterUser(db.server)
    ? `ALTER USER ${who} REQUIRE ${require}`
    : `GRANT USAGE ON *.* TO ${who} REQUIRE ${require}`;
  await run(db, sql, `setting REQUIRE ${require} of ${who}`);
}

async function hostsOf(db: Db, user: string): Promise<string[]> {
  const rows = await db.query<{ h: string }>(
    `SELECT Host AS h FROM mysql.user WHERE User = ${quoteText(user)} ORDER BY Host`,
    [],
    {
      doing: "looking for the account (needs SELECT on mysql.user)",
    },
  );
  return rows.map((row) => row.h);
}

async function grantsAt(db: Db, user: string, host: string): Promise<Grants> {
  return parseGrants(await grantLines(db, user, host));
}

async function grantLines(db: Db, user: string, host: string): Promise<string[]> {
  const rows = await db.query(`SHOW GRANTS FOR ${quoteAccount(user, host)}`, [], {
    doing: "reading the account's grants",
  });
  return rows.map((row) => String(Object.values(row)[0]));
}

async function stateOf(db: Db, user: string, hosts: readonly string[]): Promise<AccountState> {
  const grants: Record<string, string[]> = {};
  for (const host of hosts) {
    grants[host] = (await grantLines(db, user, host)).map((line) =>
      line.replace(/ IDENTIFIED BY PASSWORD ('[^']*'|<secret>)/i, ""),
    );
  }
  const tls = await db.query<{ t: string }>(`SELECT ssl_type AS t FROM mysql.user WHERE User = ${quoteText(user)}`);
  return { user, hosts: [...hosts].sort(), grants, requireTls: tls.length > 0 && tls.every((row) => row.t !== "") };
}

function run(db: Db, sql: string, doing: string): Promise<unknown> {
  return db.query(sql, [], { doing: `${db.address}: ${doing}` });
}

/** A server that quotes the statement in its refusal would quote the password: it is cut out of every message. */
async function guarded<T>(db: Db, spec: AccountSpec, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StatementProblem)) throw error;
    const message = error.message.split(spec.password).join("***");
    const fix = error.noPrivilege
      ? "the administrator's account needs CREATE USER, GRANT OPTION and the rights it passes on"
      : /password/i.test(error.message)
        ? "choose a password that the server's policy accepts"
        : `check user, hosts and databases on ${db.address}`;
    throw new AccountProblem(`${message}; ${fix}`);
  }
}
