import type { Stack } from "@pulumi/pulumi/automation";
import { readHostPort } from "../../model/hostPort";
import { compare } from "../../mysql/compare/compare";
import { allowlistApi } from "../../provider/clouds/alicloud/allowlist";
import { Alicloud } from "../../provider/clouds/alicloud/client";
import { auditStack, describeFinding } from "../audit/audit";
import type { SandboxFacts } from "./sandboxProcess";
import type { SandboxProject } from "./workspace";

/** The source's allowlist by group, as the cloud returns it. Omits the default group while it admits nobody. */
export async function allowlistsOf(facts: SandboxFacts): Promise<Record<string, string[]>> {
  const { accessKey, secretKey, region } = facts.credentials.alicloud;
  const api = allowlistApi(new Alicloud({ region, accessKey, secretKey, endpoints: facts.endpoints.alicloud }), region);
  const groups = await api.groups(facts.source.instanceId);
  const open = groups.filter(({ entries }) => entries.some((entry) => entry !== "127.0.0.1"));
  return Object.fromEntries(open.map(({ name, entries }) => [name, entries]));
}

/** Compares every table by row count and checksum. */
export async function compareAll(
  facts: SandboxFacts,
): Promise<{ rows: { source: number; target: number }; tables: number; checksumEqual: boolean }> {
  const side = ({ connect, admin }: { connect: string; admin: { user: string; password: string } }) => {
    return { ...readHostPort(connect), ...admin };
  };
  const result = await compare({
    source: side(facts.source),
    target: side(facts.target),
    databases: facts.source.databases,
    mode: "full",
  });
  return { rows: result.rows, tables: result.tables.length, checksumEqual: result.verdict === "same" };
}

/** What an audit still finds or could not check. */
export async function openingsOf(stack: Stack, project: SandboxProject): Promise<string[]> {
  const { findings, notLookedAt } = await auditStack(stack, {}, { ...process.env, ...project.env });
  return [
    ...findings.map(describeFinding),
    ...notLookedAt.map(({ where, reason }) => `not checked: ${where}: ${reason}`),
  ];
}
