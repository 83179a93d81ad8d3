import { createHash } from "node:crypto";
import type { Db } from "../connect";
import { leastRights } from "../rights";
import { quoteAccount, quoteText } from "../sql";
import { covered, grantsFor, surplus } from "./grants";
import { grantsAt } from "./session";
import { type AccountSpec, isOwnAt } from "./spec";

/** The account at one host, as stored in mysql.user. */
export interface AccountRow {
  host: string;
  /** The stored password hash; absent when this login may not read it. */
  hash?: string;
  locked: boolean;
  expired: boolean;
  tls: boolean;
}

/**
 * What differs from the account as it was made, in words; empty when nothing does.
 *
 * @param seals password seals by host, from when the account was made; hosts without one were not recorded
 */
export async function differencesOf(
  db: Db,
  spec: AccountSpec,
  seals: Readonly<Record<string, string>>,
): Promise<string[]> {
  const rows = await accountRows(db, spec.user);
  const rights = leastRights(spec.engine, spec.mode, spec.role, db.server);
  const found: string[] = [];
  for (const host of spec.hosts) {
    const who = quoteAccount(spec.user, host);
    const row = rows.find((one) => one.host === host);
    if (!row) {
      found.push(`the account ${who} is gone`);
      continue;
    }
    if (passwordDiffers(row.hash, spec.password, seals[host]))
      found.push(`the account ${who} has a different password`);
    if (row.locked) found.push(`the account ${who} is locked`);
    if (row.expired) found.push(`the password of the account ${who} has expired`);
    if (row.tls !== (spec.requireTls ?? false)) found.push(`the account ${who} ${tlsWords(row.tls)}`);
    const held = await grantsAt(db, spec.user, host);
    const lacking = grantsFor(spec, host, rights).filter((grant) => !covered(held, grant));
    const lines = lacking.map(({ rights: list, database }) => `${list.join(", ")} ON ${database}`);
    if (lines.length > 0) found.push(`the account ${who} lacks ${lines.join("; ")}`);
    const extra = surplus(held, spec, rights);
    if (extra.length > 0) found.push(`the account ${who} has privileges that it does not need: ${extra.join("; ")}`);
  }
  // An account on the server's own loopback cannot be used over the network.
  const elsewhere = rows.filter(
    ({ host }) => !spec.hosts.includes(host) && !/^(127\.|::1$|localhost$)/.test(host) && isOwnAt(spec, host),
  );
  if (elsewhere.length > 0)
    found.push(
      `the account also exists for other hosts: ${elsewhere.map(({ host }) => quoteAccount(spec.user, host)).join(", ")}`,
    );
  return found;
}

/**
 * A digest per host that shows later whether the password was changed, and reveals nothing about it. Hosts whose hash
 * is not readable have none.
 */
export async function sealsOf(db: Db, user: string, hosts: readonly string[]): Promise<Record<string, string>> {
  const rows = await accountRows(db, user).catch(() => []);
  return Object.fromEntries(
    rows.flatMap(({ host, hash }) => (hosts.includes(host) && hash ? [[host, digest(hash)]] : [])),
  );
}

/** An account at every host. */
export async function accountRows(db: Db, user: string): Promise<AccountRow[]> {
  // The set of columns differs between versions.
  const rows = await db.query(`SELECT * FROM mysql.user WHERE User = ${quoteText(user)} ORDER BY Host`, [], {
    doing: "reading the account (needs SELECT on mysql.user)",
  });
  return rows.map((row) => {
    const columns = new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), textOf(value)]));
    return {
      host: columns.get("host") ?? "",
      hash: columns.get("authentication_string") || columns.get("password") || undefined,
      locked: columns.get("account_locked") === "Y",
      expired: columns.get("password_expired") === "Y",
      tls: (columns.get("ssl_type") ?? "") !== "",
    };
  });
}

/** A `mysql_native_password` hash can be computed from the password; any other is compared with its earlier seal. */
function passwordDiffers(hash: string | undefined, password: string, seal: string | undefined): boolean {
  if (hash === undefined) return false;
  if (/^\*[0-9A-F]{40}$/i.test(hash)) return hash.toUpperCase() !== nativeHash(password);
  return seal !== undefined && seal !== digest(hash);
}

function nativeHash(password: string): string {
  const once = createHash("sha1").update(password).digest();
  return `*${createHash("sha1").update(once).digest("hex").toUpperCase()}`;
}

function digest(hash: string): string {
  return createHash("sha256").update(hash).digest("hex");
}

/** Salted hashes come as binary. */
function textOf(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString("latin1") : String(value ?? "");
}

function tlsWords(tls: boolean): string {
  return tls ? "is allowed to log in over TLS only" : "is allowed to log in without TLS";
}
