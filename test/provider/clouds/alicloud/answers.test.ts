import { describe, expect, it, vi } from "vitest";
import { EcsClient } from "../../../../provider/clouds/alicloud/ecs/client";
import { machine } from "../../../../provider/clouds/alicloud/ecs/machines";
import { addRules, listGroups, readRules, removeRules } from "../../../../provider/clouds/alicloud/ecs/rules";
import type { InstanceQuery } from "../../../../provider/core/clouds";

const REGION = "cn-hangzhou";

/** A client to which ECS answers this. */
function answering(answer: object): EcsClient {
  const client = new EcsClient({ region: REGION, accessKey: "LTAI", secretKey: "secret" });
  vi.spyOn(client, "call").mockResolvedValue(answer);
  return client;
}

const RULE = { SecurityGroupRuleId: "sgr-1", Policy: "Accept", Description: "", Direction: "ingress" };
const GROUP = { SecurityGroupId: "sg-1", RegionId: REGION, Permissions: { Permission: [RULE] } };
const MACHINE = { InstanceId: "i-1", RegionId: REGION, Status: "Running" };

describe("an answer of Alibaba ECS", () => {
  it("is taken for what was asked", async () => {
    expect(await readRules(answering(GROUP), "sg-1")).toEqual([RULE]);
    const seen = await machine(answering({ Instances: { Instance: [MACHINE] } }), "source", {
      instanceId: "i-1",
    } as InstanceQuery);
    expect(seen.problems).toEqual([]);
  });

  it.each([
    ["another group", { ...GROUP, SecurityGroupId: "sg-2" }, /another group \(sg-2\); needed: sg-1/],
    ["no group", { ...GROUP, SecurityGroupId: undefined }, /another group \(none\)/],
    ["another region", { ...GROUP, RegionId: "cn-beijing" }, /another region \(cn-beijing\); needed: cn-hangzhou/],
    [
      "the way out",
      { ...GROUP, Permissions: { Permission: [{ ...RULE, Direction: "egress" }] } },
      /another direction \(egress\)/,
    ],
  ])("about %s proves nothing about a group's rules", async (_, answer, told) => {
    await expect(readRules(answering(answer), "sg-1")).rejects.toThrow(told);
  });

  it("about another region is no list of this one's groups", async () => {
    const answer = { RegionId: "cn-beijing", TotalCount: 0, SecurityGroups: { SecurityGroup: [] } };
    await expect(listGroups(answering(answer))).rejects.toThrow(/another region \(cn-beijing\)/);
  });

  it.each([
    ["another machine", { ...MACHINE, InstanceId: "i-2" }, /another machine \(i-2\); needed: i-1/],
    ["another region", { ...MACHINE, RegionId: "cn-beijing" }, /another region \(cn-beijing\)/],
  ])("about %s proves nothing about a machine", async (_, one, told) => {
    const query = { instanceId: "i-1" } as InstanceQuery;
    const client = answering({ Instances: { Instance: [one] } });
    await expect(machine(client, "source", query)).rejects.toThrow(told);
  });

  it.each([
    ["adding", (client: EcsClient) => addRules(client, "sg-1", { description: "x", port: 3306, cidrs: ["10.0.0.1"] })],
    ["removing", (client: EcsClient) => removeRules(client, "sg-1", [RULE])],
  ])("that does not say that a change was made leaves that unknown (%s a rule)", async (_, change) => {
    await expect(change(answering({}))).rejects.toThrow(/does not say whether it was done/);
    await change(answering({ RequestId: "R-1" }));
  });
});
