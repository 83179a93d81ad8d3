import { cloudOf, type Migration } from "../../model/spec";
import { dropAccount, readAccount } from "../../mysql/accounts";
import { type ConnectOptions, ConnectProblem, type TlsOptions } from "../../mysql/connect";

/** A migration account that still exists. */
export interface AccountFinding {
  cloud: string;
  region: string;
  kind: "account";
  /** `user@host`, one per host. */
  id: string;
  side: "source" | "target";
  user: string;
  /** Hosts from which it can log in. */
  addresses: string[];
  migration: string;
  expires?: string;
  where: string;
}

export interface Admin {
  host?: string;
  port: number;
  user: string;
  password?: string;
  tls?: TlsOptions;
}

/** The migration's account on one server, at any host. */
export async function accountsLeft(
  side: "source" | "target",
  admin: Admin,
  user: string,
  migration: Migration,
): Promise<{ found: AccountFinding[]; unreached: { where: string; reason: string }[] }> {
  const at = migration[side];
  const where = `${side} ${"instanceId" in at ? at.instanceId : at.host}`;
  const options = optionsOf(side, admin);
  if (typeof options === "string") return { found: [], unreached: [{ where, reason: options }] };
  try {
    const hosts = (await readAccount(options, user))?.hosts ?? [];
    const cloud = cloudOf(at) ?? "onprem";
    const region = "region" in at ? at.region : "";
    const id = `${user}@${hosts.join(",")}`;
    const finding: AccountFinding = {
      ...{ cloud, region, kind: "account", id, side, user, where },
      ...{ addresses: hosts, migration: migration.name, expires: migration.expires },
    };
    return { found: hosts.length > 0 ? [finding] : [], unreached: [] };
  } catch (error) {
    if (error instanceof ConnectProblem) return { found: [], unreached: [{ where, reason: error.message }] };
    throw error;
  }
}

export async function dropLeft(finding: AccountFinding, admin: Admin): Promise<void> {
  const options = optionsOf(finding.side, admin);
  if (typeof options === "string") throw new Error(options);
  await dropAccount(options, finding.user, finding.addresses);
}

/** The connection, or why there is none. */
function optionsOf(side: "source" | "target", admin: Admin): ConnectOptions | string {
  const { host, port, user, password, tls } = admin;
  if (!host) return "its public endpoint is gone and no other way in is configured (source.connect)";
  if (!password) return "no password of its administrator is configured";
  return { host, port, user, password, tls, role: side };
}
