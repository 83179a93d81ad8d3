import { accountName, endpointHost } from "../../model/names";
import type { Ownership } from "../../model/ownership";
import type { Side } from "../../model/side";
import { locationOf, type Migration } from "../../model/spec";
import { dropAccount, readAccount, usersLike } from "../../mysql/accounts";
import { type ConnectOptions, ConnectProblem, StatementProblem } from "../../mysql/connect";
import type { Admin } from "../engine/admins";
import type { NotChecked } from "./scope";
import { allResources, type Recorded } from "./state";

/** A migration account that still exists. */
export interface AccountFinding {
  cloud: string;
  region: string;
  kind: "account";
  /** `user@host`, one per host. */
  id: string;
  side: Side;
  user: string;
  /** Hosts from which it can log in. */
  addresses: string[];
  migration: string;
  expires?: string;
  where: string;
}

export interface AccountsRead {
  found: AccountFinding[];
  lookedAt: string[];
  notLookedAt: NotChecked[];
}

/** The migration's account on one server, at any host, and an adopted one at the hosts recorded in the state. */
export async function accountsLeft(
  side: Side,
  admin: Admin,
  ownership: Ownership,
  migration: Migration,
  recorded: Recorded = {},
): Promise<AccountsRead> {
  const user = accountName(migration.name, ownership);
  const at = migration[side];
  const where = `${side} ${"instanceId" in at ? at.instanceId : at.host}`;
  const accounts = `accounts on ${where}`;
  const unread = (reason: string) => ({ found: [], lookedAt: [], notLookedAt: [{ where: accounts, reason }] });
  const options = optionsOf(side, admin);
  if (typeof options === "string") return unread(options);
  try {
    const { cloud, region } = locationOf(at) ?? { cloud: "onprem", region: "" };
    const found: AccountFinding[] = [];
    for (const one of [{ user }, ...adoptedIn(recorded, side, user)]) {
      const { hosts: addresses = [] } = (await readAccount(options, one.user, one.hosts)) ?? {};
      if (addresses.length === 0) continue;
      found.push({
        cloud,
        region,
        kind: "account",
        id: `${one.user}@${addresses.join(",")}`,
        side,
        user: one.user,
        where,
        addresses,
        migration: migration.name,
        expires: migration.expires,
      });
    }
    const others =
      ownership.id === undefined ? await usersLike(options, accountName(migration.name, { id: "any" })) : [];
    return {
      found,
      lookedAt: [accounts],
      notLookedAt: others.map((other) => ({
        where: `account ${other} on ${where}`,
        reason: "it has the migration's name but the mark of a state that this stack no longer has; it was not dropped",
      })),
    };
  } catch (error) {
    if (error instanceof ConnectProblem || error instanceof StatementProblem) return unread(error.message);
    throw error;
  }
}

/** Accounts with another name than the migration's own, which it has taken over from another stack. */
export function adoptedIn(recorded: Recorded, side: Side, own: string): { user: string; hosts?: string[] }[] {
  return allResources(recorded).flatMap(({ type, inputs = {} }) => {
    const { user, adopt, role, hosts } = inputs;
    if (type !== "dbferry:index:MysqlAccount" || role !== side || user === own || user !== adopt) return [];
    return typeof user === "string" && Array.isArray(hosts) ? [{ user, hosts: hosts.map(String) }] : [];
  });
}

/**
 * Accounts recorded in the state for servers the migration no longer uses. After a server change, nothing connects to
 * the old one.
 */
export function accountsElsewhere(
  recorded: Recorded,
  migration: Migration,
  ownership: Ownership,
  admins: readonly Admin[],
): NotChecked[] {
  const known = new Set(admins.map(({ host, port }) => `${host}:${port}`));
  for (const side of [migration.source, migration.target]) {
    if ("instanceId" in side) known.add(`${endpointHost(migration.name, side.instanceId, ownership)}:${side.port}`);
  }
  return allResources(recorded).flatMap(({ type, inputs = {} }): NotChecked[] => {
    if (type !== "dbferry:index:MysqlAccount") return [];
    const { host, port = 3306 } = (inputs["connect"] ?? {}) as { host?: string; port?: number };
    if (known.has(`${host}:${port}`)) return [];
    const where = `account ${String(inputs["user"])} on ${host}:${port}`;
    return [
      { where, reason: "it is in the state, but the configuration names another server; check that server by hand" },
    ];
  });
}

export async function dropLeft(finding: AccountFinding, admin: Admin): Promise<void> {
  const options = optionsOf(finding.side, admin);
  if (typeof options === "string") throw new Error(options);
  await dropAccount(options, finding.user, finding.addresses);
}

/** Connection options, or the reason there are none. */
export function optionsOf(side: Side, admin: Admin): ConnectOptions | string {
  const { host, port, user, password, tls } = admin;
  if (!host) return "its public endpoint is gone and no other connection is configured (source.connect)";
  if (!password) return "no password of its administrator is configured";
  return { host, port, user, password, tls, role: side };
}
