import type { Problem } from "../../../../model/problems";
import type { Side } from "../../../../model/side";
import type { InstanceQuery, InstanceSeen } from "../../../core/clouds";
import { listIn } from "../../../http/problem";
import { type EcsClient, TITLE } from "./client";

interface WireMachine {
  InstanceId: string;
  RegionId?: string;
  Status?: string;
  SecurityGroupIds?: { SecurityGroupId?: string[] };
  VpcAttributes?: { VpcId?: string; VSwitchId?: string; PrivateIpAddress?: { IpAddress?: string[] } };
}

/** The machine as ECS reports it, and where that contradicts the migration. */
export async function machine(client: EcsClient, side: Side, given: InstanceQuery): Promise<InstanceSeen> {
  const { instanceId } = given;
  const seen = await readMachine(client, instanceId);
  const path = `${side}.instanceId`;
  const needed = `a machine of Alibaba ECS in ${client.region}`;
  if (!seen) {
    const fix = "look up its id in the console, and check which account ALIBABA_CLOUD_ACCESS_KEY_ID belongs to";
    return { problems: [{ path, seen: `${instanceId}, which does not exist in ${client.region}`, needed, fix }] };
  }
  const { VpcId, VSwitchId, PrivateIpAddress } = seen.VpcAttributes ?? {};
  const stopped: Problem[] =
    seen.Status === undefined || seen.Status === "Running"
      ? []
      : [{ path, seen: `${instanceId}, whose state is ${seen.Status}`, needed, fix: "start it in the console" }];
  return {
    problems: [
      ...stopped,
      ...compared(side, given, "vpcId", [VpcId]),
      ...compared(side, given, "subnetId", [VSwitchId]),
      ...compared(side, given, "securityGroupId", seen.SecurityGroupIds?.SecurityGroupId ?? []),
      ...compared(side, given, "privateIp", PrivateIpAddress?.IpAddress ?? []),
    ],
  };
}

/** The security groups of the machine with this address; undefined: the response does not say. */
export async function groupsOfMachine(client: EcsClient, id: string, address: string): Promise<string[] | undefined> {
  const seen = await readMachine(client, id);
  // Another network interface of it would have groups of its own.
  if (!seen?.VpcAttributes?.PrivateIpAddress?.IpAddress?.includes(address)) return undefined;
  return seen.SecurityGroupIds?.SecurityGroupId;
}

/** undefined: there is none with this id in the region, or the account may not see it. */
async function readMachine(client: EcsClient, id: string): Promise<WireMachine | undefined> {
  const doing = `reading the machine ${id}`;
  const answer = await client.call<{ Instances?: { Instance?: WireMachine[] } }>("DescribeInstances", doing, {
    InstanceIds: JSON.stringify([id]),
  });
  const found = listIn(`${TITLE}, ${doing}`, "Instance", answer.Instances?.Instance, ["InstanceId"]);
  for (const { InstanceId, RegionId } of found) {
    client.about(doing, "machine", InstanceId, id);
    client.about(doing, "region", RegionId, client.region);
  }
  return found[0];
}

/** Nothing is concluded from what is missing. */
function compared(side: Side, given: InstanceQuery, name: string, seen: readonly (string | undefined)[]): Problem[] {
  const actual = seen.filter((one) => one !== undefined && one !== "");
  if (actual.length === 0 || actual.includes(String(given[name]))) return [];
  const needed = `${actual.join(" or ")}, which ${given.instanceId} has`;
  return [{ path: `${side}.${name}`, seen: String(given[name]), needed }];
}
