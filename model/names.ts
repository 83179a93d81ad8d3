import { createHash } from "node:crypto";
import { digestOf, type Ownership } from "./ownership";

/**
 * Names of everything that a migration creates, derived from its name and the id in its state, so that whatever a
 * killed run left behind can be found again, and nobody else's resources are. Without an id, they are the names used by
 * versions without ids. Length limits are the vendors'.
 */

/**
 * Name of the migration task; Huawei DRS: 4 to 50 characters, starting with a letter. It does not depend on the stack,
 * so that a second migration of the same name is refused.
 */
export function taskName(migration: string): string {
  return `dbferry-${migration}`;
}

/** Name of the EIP. Huawei: up to 64 letters, digits, `_`, `-` and `.`; migration names contain no dot. */
export function eipName(migration: string, { id }: Owned = {}): string {
  return id ? `dbferry-${migration}.${digestOf(id, migration)}` : `dbferry-${migration}`;
}

/** Name of the allowlist group of an Alibaba RDS instance: 2 to 32 lower-case letters, digits and underscores. */
export function allowlistGroup(migration: string, instanceId: string, { id }: Owned = {}): string {
  const plain = `dbferry_${migration.replaceAll("-", "_")}`;
  if (!id) return plain.slice(0, 32);
  return `${plain.slice(0, 25)}_${digestOf(id, migration, instanceId)}`;
}

/**
 * Prefix of the public endpoint of an Alibaba RDS instance: 5 to 40 lower-case letters, digits and hyphens. It must be
 * unique among all customers in the region, hence the digest of the instance.
 */
export function endpointPrefix(migration: string, instanceId: string, { id }: Owned = {}): string {
  const digest = id
    ? digestOf(id, migration, instanceId)
    : createHash("sha256").update(instanceId).digest("hex").slice(0, 6);
  return `dbferry-${migration}-${digest}`;
}

/** Name of the migration account: at most 16 characters, the limit of MySQL 5.6. */
export function accountName(migration: string, { id }: Owned = {}): string {
  const plain = `df_${migration.replaceAll("-", "_")}`;
  if (id) return `${plain.slice(0, 9)}_${digestOf(id, migration)}`;
  if (plain.length <= 16) return plain;
  return `${plain.slice(0, 11)}_${createHash("sha256").update(migration).digest("hex").slice(0, 4)}`;
}

/** Host name of a public endpoint with one of our prefixes. */
export function endpointHost(migration: string, instanceId: string, owned: Owned = {}): string {
  return `${endpointPrefix(migration, instanceId, owned)}.mysql.rds.aliyuncs.com`;
}

type Owned = Pick<Ownership, "id">;
