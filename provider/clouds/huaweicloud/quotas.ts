import type { QuotaQuery, QuotaSeen } from "../../core/clouds";
import { listIn } from "../../http/problem";
import type { HuaweiClient } from "./client";
import { eips } from "./openings";

/** A resource's entry in a quota response. */
export interface WireQuota {
  type?: string;
  used?: number;
  /** -1: no limit. */
  quota?: number;
}

/** Number of EIPs that the project has and may have. For a shared quota of the account, the vendor counts. */
async function eipQuota(client: HuaweiClient, migration: string): Promise<QuotaSeen | undefined> {
  const line = await lineOf(client, "Huawei EIP, reading the quota", "publicIp");
  if (!line) return undefined;
  // Two more, at most, are asked for.
  const ours = line.used + 2 > line.limit && (await eips(client)).some((eip) => eip.migration === migration);
  return { ...line, ours };
}

/** @returns undefined where the vendor does not limit it, or does not say */
export async function quota(client: HuaweiClient, { kind, migration }: QuotaQuery): Promise<QuotaSeen | undefined> {
  if (kind === "eip") return eipQuota(client, migration);
  // Those of all groups of the project together; what one group may have is advice only.
  const line = await lineOf(client, "Huawei VPC, reading the quota of security group rules", "securityGroupRule");
  return line && { ...line, ours: false };
}

async function lineOf(
  client: HuaweiClient,
  doing: string,
  wanted: string,
): Promise<{ used: number; limit: number } | undefined> {
  const answer = await client.send<{ quotas?: { resources?: WireQuota[] } }>("vpc", doing, {
    method: "GET",
    url: "/v1/{project_id}/quotas",
    query: { type: wanted },
    reads: true,
  });
  const line = listIn(doing, "quotas.resources", answer.quotas?.resources).find(({ type }) => type === wanted);
  if (typeof line?.used !== "number" || typeof line.quota !== "number" || line.quota < 0) return undefined;
  return { used: line.used, limit: line.quota };
}
