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
export async function quota(client: HuaweiClient, { migration }: QuotaQuery): Promise<QuotaSeen | undefined> {
  const doing = "Huawei EIP, reading the quota";
  const answer = await client.send<{ quotas?: { resources?: WireQuota[] } }>("vpc", doing, {
    method: "GET",
    url: "/v1/{project_id}/quotas",
    query: { type: "publicIp" },
    reads: true,
  });
  const line = listIn(doing, "quotas.resources", answer.quotas?.resources).find(({ type }) => type === "publicIp");
  if (typeof line?.used !== "number" || typeof line.quota !== "number" || line.quota < 0) return undefined;
  const { used, quota: limit } = line;
  // Two more, at most, are asked for.
  const ours = used + 2 > limit && (await eips(client)).some((eip) => eip.migration === migration);
  return { used, limit, ours };
}
