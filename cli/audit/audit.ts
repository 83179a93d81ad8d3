import type { Stack } from "@pulumi/pulumi/automation";
import { ALLOW_VARIABLE, readAllowed } from "../../model/endpoints";
import { readHostPort } from "../../model/hostPort";
import { accountName } from "../../model/names";
import type { Opening } from "../../model/openings";
import { ProblemsError } from "../../model/problems";
import { cloudOf, type Migration, readMigration } from "../../model/spec";
import { parseClouds } from "../../model/spec/clouds";
import type { TlsMode } from "../../mysql/connect";
import { type Audit, type Config, listOpenings } from "../../provider/audit";
import { withEnvironment } from "../../provider/registry/config";
import { type AccountFinding, type Admin, accountsLeft } from "./accounts";

export type Finding = Opening | AccountFinding;

/** The answers of clouds and servers, and those that could not be asked. */
export interface AuditResult {
  findings: Finding[];
  /** An audit that could not look everywhere proves nothing. */
  unseen: { where: string; reason: string }[];
  /** Servers that are not reachable from here, so that their accounts were not checked. */
  unreached: { where: string; reason: string }[];
  migration: Migration;
  config: Config;
  admins: { source: Admin; target: Admin };
}

/** Audits the clouds and servers of a stack's migration; nothing is taken from the state. */
export async function auditStack(stack: Stack, env: NodeJS.ProcessEnv = process.env): Promise<AuditResult> {
  const values = await stack.getAllConfig();
  const text = (key: string) => values[`dbferry:${key}`]?.value;
  const json = (key: string): unknown => (text(key) === undefined ? undefined : JSON.parse(text(key)!));
  // An expired migration is audited like any other: only the phase `done` may have expired.
  const { value, problems } = readMigration(json("migration"), "done");
  const clouds = parseClouds(json("clouds") ?? {}, readAllowed(env[ALLOW_VARIABLE]));
  if (!value || clouds.problems.length > 0) throw new ProblemsError("the migration", [...problems, ...clouds.problems]);
  const { migration } = value;
  const config = configOf(migration, clouds.clouds, env);
  const admins = adminsOf(migration, { source: text("sourceAdminPassword"), target: text("targetAdminPassword") });
  const [audit, source, target] = await Promise.all([
    listOpenings(config, migration.name),
    accountsLeft("source", admins.source, accountName(migration.name), migration),
    accountsLeft("target", admins.target, accountName(migration.name), migration),
  ]);
  return {
    findings: [...audit.openings, ...source.found, ...target.found],
    unseen: audit.unseen.map(({ cloud, reason }: Audit["unseen"][number]) => ({ where: cloud, reason })),
    unreached: [...source.unreached, ...target.unreached],
    migration,
    config,
    admins,
  };
}

/** The environment fills in what a stack does not say: credentials above all. */
function configOf(
  { source, target }: Migration,
  clouds: ReturnType<typeof parseClouds>["clouds"],
  env: NodeJS.ProcessEnv,
): Config {
  const regions = [source, target].flatMap((side) => {
    const cloud = cloudOf(side);
    return cloud && "region" in side ? [[cloud, { region: side.region, ...clouds[cloud] }] as const] : [];
  });
  return withEnvironment(Object.fromEntries(regions), env);
}

function adminsOf(
  { source, target }: Migration,
  passwords: { source?: string; target?: string },
): AuditResult["admins"] {
  const admin = (side: Migration["source" | "target"], password: string | undefined) => ({
    ...reachedAt(side),
    user: side.admin.user,
    password,
    ...tlsOf(side),
  });
  return { source: admin(source, passwords.source), target: admin(target, passwords.target) };
}

/** Where this machine reaches a server once everything temporary is gone. */
function reachedAt(side: Migration["source" | "target"]): { host?: string; port: number } {
  if (side.connect) return readHostPort(side.connect);
  if ("endpoint" in side && side.endpoint) return side.endpoint;
  if ("privateIp" in side) return { host: side.privateIp, port: side.port };
  return { host: "host" in side ? side.host : undefined, port: side.port };
}

function tlsOf({ tls: mode, ca, serverName }: { tls?: TlsMode; ca?: string; serverName?: string }) {
  return { tls: { mode, ca, serverName } };
}

const KINDS: Record<Finding["kind"], string> = {
  task: "task",
  allowlistGroup: "allowlist group",
  securityGroupRule: "security-group rule",
  eip: "EIP",
  publicEndpoint: "public endpoint",
  account: "account",
};

export function kindOf(finding: Finding): string {
  return KINDS[finding.kind];
}

/** One line for people. */
export function describeFinding(finding: Finding): string {
  const addresses = finding.addresses.length > 0 ? ` ${finding.addresses.join(", ")}` : "";
  return `${kindOf(finding)}${addresses} (${finding.where})`;
}
