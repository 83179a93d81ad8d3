import type { Call } from "./call";

/**
 * Every call of dbferry's own to Alibaba ECS, by the vendor's name. The client has no other: what is not here cannot be called.
 * RAM names an action like the call: https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-ram
 */
const CALLS = {
  AuthorizeSecurityGroup: { needs: ["ecs:AuthorizeSecurityGroup"], purposes: ["up"] },
  DescribeInstances: { needs: ["ecs:DescribeInstances"], purposes: ["up"] },
  DescribeSecurityGroupAttribute: { needs: ["ecs:DescribeSecurityGroupAttribute"], purposes: ["up", "audit", "clean"] },
  DescribeSecurityGroups: { needs: ["ecs:DescribeSecurityGroups"], purposes: ["audit"] },
  RevokeSecurityGroup: { needs: ["ecs:RevokeSecurityGroup"], purposes: ["up", "clean"] },
} satisfies Record<string, Call>;

export type EcsCall = keyof typeof CALLS;
export const ALIBABA_ECS_CALLS: Readonly<Record<EcsCall, Call>> = CALLS;
