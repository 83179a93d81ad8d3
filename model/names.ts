import { createHash } from "node:crypto";

/**
 * Names of everything a migration makes, from its name alone: what a killed run left behind is found again by them,
 * without any state. Limits are the vendors'.
 */

/** Name of the migration task. Huawei DRS: 4 to 50 characters, starting with a letter. */
export function taskName(migration: string): string {
  return `dbferry-${migration}`;
}

/** Name of the EIP. Huawei: up to 64 characters. */
export function eipName(migration: string): string {
  return `dbferry-${migration}`;
}

/** Named allowlist group of an Alibaba RDS instance: 2 to 32 lower-case letters, digits and underscores. */
export function allowlistGroup(migration: string): string {
  return `dbferry_${migration.replaceAll("-", "_")}`.slice(0, 32);
}

/**
 * Prefix of the public endpoint of an Alibaba RDS instance: 5 to 40 lower-case letters, digits and hyphens, unique over all
 * customers of the region, hence the digest of the instance.
 */
export function endpointPrefix(migration: string, instanceId: string): string {
  return `dbferry-${migration}-${createHash("sha256").update(instanceId).digest("hex").slice(0, 6)}`;
}

/** The migration account: at most 16 characters, the limit of MySQL 5.6. */
export function accountName(migration: string): string {
  const plain = `df_${migration.replaceAll("-", "_")}`;
  if (plain.length <= 16) return plain;
  return `${plain.slice(0, 11)}_${createHash("sha256").update(migration).digest("hex").slice(0, 4)}`;
}

/** Domain of a public endpoint that a prefix of ours stands before. */
export function endpointHost(migration: string, instanceId: string): string {
  return `${endpointPrefix(migration, instanceId)}.mysql.rds.aliyuncs.com`;
}
