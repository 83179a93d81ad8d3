import { differencesOf, sealsOf } from "./accounts/differences";
import { covered, grantsFor, surplus } from "./accounts/grants";
import { commentClause, refuseForeignAccount } from "./accounts/owner";
import { grantsAt, guarded, hostsOf, run, setPassword, setTls, stateOf, tlsStatement } from "./accounts/session";
import {
  AccountProblem,
  type AccountSpec,
  type AccountState,
  accountHost,
  asGiven,
  type EnsuredAccount,
  isOwnAt,
  validate,
} from "./accounts/spec";
import { type ConnectOptions, type Db, withDb } from "./connect";
import { hasAlterUser } from "./dialect";
import { identityOf } from "./facts/identity";
import { toPaste } from "./paste";
import { leastRights, type Rights } from "./rights";
import { quoteAccount, quoteLiteral } from "./sql";

export { AccountProblem, type AccountSpec, type AccountState, type EnsuredAccount } from "./accounts/spec";

/**
 * Makes the account exist at exactly `hosts` with exactly the least rights for its engine, mode and role. Idempotent:
 * running it again changes nothing.
 * @throws AccountProblem, ConnectProblem
 */
export async function ensureAccount(admin: ConnectOptions, given: AccountSpec): Promise<EnsuredAccount> {
  validate(given);
  const spec = { ...given, hosts: given.hosts.map(accountHost) };
  return withDb(admin, (db) =>
    guarded(db, spec, async () => {
      const rights = leastRights(spec.engine, spec.mode, spec.role, db.server);
      const created: string[] = [];
      for (const host of spec.hosts) {
        if (await ensureOne(db, spec, host, rights)) created.push(host);
      }
      if (spec.owned) {
        for (const host of await hostsOf(db, spec.user)) {
          if (!spec.hosts.includes(host) && isOwnAt(spec, host))
            await run(db, `DROP USER ${quoteAccount(spec.user, host)}`, `removing it at ${host}`);
        }
      }
      const state = named(await stateOf(db, spec.user, spec.hosts), given.hosts);
      const seals = await sealsOf(db, spec.user, spec.hosts);
      return { ...state, created: created.map((host) => asGiven(given.hosts, host)), seals };
    }),
  );
}

/** The account as it is on the server; undefined when it exists at none of the hosts (of all hosts when none are given). */
export async function readAccount(
  admin: ConnectOptions,
  user: string,
  hosts?: readonly string[],
): Promise<AccountState | undefined> {
  return withDb(admin, async (db) => {
    const there = await hostsOf(db, user);
    const requested = hosts?.map(accountHost);
    const wanted = requested === undefined ? there : there.filter((host) => requested.includes(host));
    return wanted.length === 0 ? undefined : named(await stateOf(db, user, wanted), hosts ?? []);
  });
}

/**
 * What differs from the account as it was made, in words (dropped, password changed, other rights, locked, expired),
 * and its current password seals.
 * @param seals by host, as `ensureAccount` returned them; absent: none were recorded
 */
export function inspectAccount(
  admin: ConnectOptions,
  given: AccountSpec,
  seals: Readonly<Record<string, string>> | undefined,
): Promise<{ differences: string[]; seals: Record<string, string> }> {
  const spec = { ...given, hosts: given.hosts.map(accountHost) };
  return withDb(admin, async (db) => ({
    differences: await differencesOf(db, spec, seals ?? {}),
    seals: await sealsOf(db, spec.user, spec.hosts),
  }));
}

/** Identifies the server, however it was reached. */
export function serverIdentity(admin: ConnectOptions): Promise<string> {
  return withDb(admin, identityOf);
}

/** Accounts with the name of `user`, apart from the digest at its end. */
export async function usersLike(admin: ConnectOptions, user: string): Promise<string[]> {
  const stem = user.replace(/[0-9a-f]{6}$/, "");
  return withDb(admin, async (db) => {
    const rows = await db.query<{ u: string }>("SELECT DISTINCT User AS u FROM mysql.user ORDER BY User", [], {
      doing: "looking for accounts of the migration (needs SELECT on mysql.user)",
    });
    return rows.map(({ u }) => u).filter((one) => one.startsWith(stem) && /^[0-9a-f]{6}$/.test(one.slice(stem.length)));
  });
}

/** Drops the account at the given hosts, ignoring those where it does not exist. Returns the hosts it was dropped at. */
export async function dropAccount(admin: ConnectOptions, user: string, hosts: readonly string[]): Promise<string[]> {
  return withDb(admin, async (db) => {
    const requested = hosts.map(accountHost);
    const there = (await hostsOf(db, user)).filter((host) => requested.includes(host));
    for (const host of there)
      await run(db, `DROP USER ${quoteAccount(user, host)}`, `dropping ${quoteAccount(user, host)}`);
    return there.map((host) => asGiven(hosts, host));
  });
}

/** The state, with hosts spelled the way the caller spelled them. */
function named(state: AccountState, hosts: readonly string[]): AccountState {
  return {
    ...state,
    hosts: state.hosts.map((host) => asGiven(hosts, host)).sort(),
    grants: Object.fromEntries(Object.entries(state.grants).map(([host, lines]) => [asGiven(hosts, host), lines])),
  };
}

/** The statements that create the account on this server, in order, for display. The password is shown as `***`. */
export function accountStatements(spec: AccountSpec, server: Db["server"]): string[] {
  const rights = leastRights(spec.engine, spec.mode, spec.role, server);
  return spec.hosts.map(accountHost).flatMap((host) => {
    const who = quoteAccount(spec.user, host);
    const inCreate = spec.requireTls && hasAlterUser(server);
    return [
      `CREATE USER ${who} IDENTIFIED BY '***'${inCreate ? " REQUIRE SSL" : ""};`,
      ...(spec.requireTls && !inCreate ? [`${tlsStatement(server, who, true)};`] : []),
      ...grantsFor(spec, host, rights).map((one) => `${one.sql};`),
    ].map(toPaste);
  });
}

async function ensureOne(db: Db, given: AccountSpec, host: string, rights: Rights): Promise<boolean> {
  const spec = { ...given, owned: isOwnAt(given, host) };
  const who = quoteAccount(spec.user, host);
  const exists = (await hostsOf(db, spec.user)).includes(host);
  if (!exists) {
    const sql = `CREATE USER ${who} IDENTIFIED BY ${quoteLiteral(spec.password)}${commentClause(db.server, spec)}`;
    await run(db, sql, `creating ${who}`);
  } else {
    await refuseForeignAccount(db, spec, host);
    await refuseStrangers(db, spec, host, rights);
    await setPassword(db, spec, who);
  }
  await setTls(db, spec, who);
  const comment = exists && commentClause(db.server, spec);
  if (comment) await run(db, `ALTER USER ${who}${comment}`, `recording the owner of ${who}`);
  const held = await grantsAt(db, spec.user, host);
  for (const grant of grantsFor(spec, host, rights)) {
    if (!covered(held, grant)) await run(db, grant.sql, `granting to ${who}`);
  }
  if (exists) await revokeSurplus(db, spec, host, rights);
  return !exists;
}

async function refuseStrangers(db: Db, spec: AccountSpec, host: string, rights: Rights): Promise<void> {
  if (spec.owned) return;
  const who = quoteAccount(spec.user, host);
  const extra = surplus(await grantsAt(db, spec.user, host), spec, rights);
  if (extra.length > 0) {
    throw new AccountProblem(
      `${db.address}: an account ${who} already exists with other privileges (${extra.join("; ")}); choose another user name; or, if nobody needs it, drop it, and its privileges are lost: ${toPaste(`DROP USER ${who}`)}`,
    );
  }
}

async function revokeSurplus(db: Db, spec: AccountSpec, host: string, rights: Rights): Promise<void> {
  const who = quoteAccount(spec.user, host);
  for (const line of surplus(await grantsAt(db, spec.user, host), spec, rights)) {
    await run(db, `REVOKE ${line} FROM ${who}`, `revoking from ${who}`);
  }
}
