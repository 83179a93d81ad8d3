import type { QuotaQuery, QuotaSeen } from "../../core/clouds";
import type { TencentClient } from "./client";
import { policiesOf } from "./securityGroups";

/** `SecurityGroupPolicyLimit`, in each direction: https://cloud.tencent.com/document/api/215/41428, read on 2026-11-30. */
const POLICIES = 100;

/** How many policies the group has to which those of an instance are added, and may usually have. */
export async function quota(client: TencentClient, { kind, instanceId }: QuotaQuery): Promise<QuotaSeen | undefined> {
  if (kind !== "securityGroupRule" || instanceId === undefined) return undefined;
  const [first] = await policiesOf(client, instanceId);
  // That there is none is reported with the instance.
  return first && { used: first.ingress.length, limit: POLICIES, ours: false, usual: true };
}
