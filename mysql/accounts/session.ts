import { redacted } from "../../model/printing/redacted";
import type { Db } from "../connect";
import { hasAlterUser, mayLock } from "../dialect";
import { type Grants, parseGrants } from "../grants";
import { StatementProblem } from "../problem";
import { quoteAccount, quoteLiteral, quoteText } from "../sql";
import { AccountProblem, type AccountSpec, type AccountState } from "./spec";

export async function setPassword(db: Db, spec: AccountSpec, who: string): Promise<void> {
  const sql = hasAlterUser(db.server)
    ? `ALTER USER ${who} IDENTIFIED BY ${quoteLiteral(spec.password)}`
    : `SET PASSWORD FOR ${who} = PASSWORD(${quoteLiteral(spec.password)})`;
  await run(db, sql, `setting the password of ${who}`);
  if (mayLock(db.server)) await run(db, `ALTER USER ${who} ACCOUNT UNLOCK`, `unlocking ${who}`);
}

export async function setTls(db: Db, spec: AccountSpec, who: string): Promise<void> {
  await run(db, tlsStatement(db.server, who, spec.requireTls), `setting the TLS requirement of ${who}`);
}

/** REQUIRE is a clause of ALTER USER, and of GRANT on older versions. */
export function tlsStatement(server: Db["server"], who: string, required: boolean | undefined): string {
  const require = required ? "SSL" : "NONE";
  return hasAlterUser(server)
    ? `ALTER USER ${who} REQUIRE ${require}`
    : `GRANT USAGE ON *.* TO ${who} REQUIRE ${require}`;
}

/** Hosts at which the account exists on the server. */
export async function hostsOf(db: Db, user: string): Promise<string[]> {
  const rows = await db.query<{ h: string }>(
    `SELECT Host AS h FROM mysql.user WHERE User = ${quoteText(user)} ORDER BY Host`,
    [],
    {
      doing: "looking for the account (needs SELECT on mysql.user)",
    },
  );
  return rows.map((row) => row.h);
}

export async function grantsAt(db: Db, user: string, host: string): Promise<Grants> {
  return parseGrants(await grantLines(db, user, host));
}

async function grantLines(db: Db, user: string, host: string): Promise<string[]> {
  const rows = await db.query(`SHOW GRANTS FOR ${quoteAccount(user, host)}`, [], {
    doing: "reading the account's grants",
  });
  return rows.map((row) => String(Object.values(row)[0]));
}

export async function stateOf(db: Db, user: string, hosts: readonly string[]): Promise<AccountState> {
  const grants: Record<string, string[]> = {};
  for (const host of hosts) {
    grants[host] = (await grantLines(db, user, host)).map((line) =>
      line.replace(/ IDENTIFIED BY PASSWORD ('[^']*'|<secret>)/i, ""),
    );
  }
  const tls = await db.query<{ t: string }>(`SELECT ssl_type AS t FROM mysql.user WHERE User = ${quoteText(user)}`);
  return { user, hosts: [...hosts].sort(), grants, requireTls: tls.length > 0 && tls.every((row) => row.t !== "") };
}

export function run(db: Db, sql: string, doing: string): Promise<unknown> {
  return db.query(sql, [], { doing: `${db.address}: ${doing}` });
}

/**
 * A server that quotes the statement in its error message would reveal the password, so it is redacted from every
 * message.
 */
export async function guarded<T>(db: Db, spec: AccountSpec, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StatementProblem)) throw error;
    const message = redacted(error.message, [spec.password]);
    const fix = error.noPrivilege
      ? "the administrator's account needs CREATE USER, GRANT OPTION and the privileges that it grants"
      : /password/i.test(error.message)
        ? "choose a password that the server's policy accepts"
        : `check user, hosts and databases on ${db.address}`;
    throw new AccountProblem(`${message}; ${fix}`);
  }
}
