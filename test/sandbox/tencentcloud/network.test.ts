import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newWorld } from "../../../sandbox/clouds";
import { publicEgress } from "../../../sandbox/tencentcloud/facts/egress";
import { ManualClock } from "../huaweicloud/doubles";
import { Cloud, refusal, until } from "./stage";

const clock = new ManualClock();
let cloud: Cloud;
beforeAll(async () => {
  cloud = await Cloud.raise({ world: newWorld(clock) });
});
afterAll(() => cloud.close());

const vpc = (action: string, request: object) => cloud.call("vpc", action, request);
const cdb = (action: string, request: object) => cloud.call("cdb", action, request);
const id = () => cloud.source.securityGroupId;
const policies = async (request: object = {}) =>
  (await vpc("DescribeSecurityGroupPolicies", { SecurityGroupId: id(), ...request })).SecurityGroupPolicySet;
const change = (verb: "Create" | "Delete", set: object) =>
  vpc(`${verb}SecurityGroupPolicies`, { SecurityGroupId: id(), SecurityGroupPolicySet: set });
const allow = (CidrBlock: string, more: object = {}) => ({
  Protocol: "TCP",
  Port: "3306",
  CidrBlock,
  Action: "ACCEPT",
  PolicyDescription: "dbferry",
  ...more,
});

describe("the policies of a security group", () => {
  beforeEach(async () => {
    const { Ingress } = await policies();
    if (Ingress.length > 0)
      await change("Delete", { Ingress: Ingress.map(({ PolicyIndex }: any) => ({ PolicyIndex })) });
  });

  test("go to the end, or to the given index, and each change creates a new version", async () => {
    const before = Number((await policies()).Version);
    await change("Create", { Ingress: [allow("203.0.113.1"), allow("203.0.113.2/32")] });
    await change("Create", { Ingress: [allow("203.0.113.3", { PolicyIndex: 0, Action: "DROP" })] });
    const { Ingress, Version, PolicyStatistics } = await policies();
    expect(Ingress.map((one: any) => [one.PolicyIndex, one.Action, one.Protocol, one.Port, one.CidrBlock])).toEqual([
      [0, "DROP", "tcp", "3306", "203.0.113.3"],
      [1, "ACCEPT", "tcp", "3306", "203.0.113.1"],
      [2, "ACCEPT", "tcp", "3306", "203.0.113.2/32"],
    ]);
    expect(Number(Version)).toBe(before + 2);
    expect(PolicyStatistics).toMatchObject({ IngressIPv4TotalCount: 3 });
  });

  test("are deleted by index or by content; others stay", async () => {
    await change("Create", { Ingress: [allow("203.0.113.1"), allow("203.0.113.2"), allow("203.0.113.3")] });
    await change("Delete", { Ingress: [allow("203.0.113.2", { PolicyDescription: "other words" })] });
    await change("Delete", { Ingress: [{ PolicyIndex: 0 }] });
    expect((await policies()).Ingress).toMatchObject([{ PolicyIndex: 0, CidrBlock: "203.0.113.3" }]);
  });

  test("are found by filter", async () => {
    await change("Create", { Ingress: [allow("203.0.113.1"), allow("203.0.113.2", { PolicyDescription: "other" })] });
    const { Ingress } = await policies({ Filters: [{ Name: "description", Values: ["oth"] }] });
    expect(Ingress).toMatchObject([{ PolicyIndex: 1, CidrBlock: "203.0.113.2" }]);
  });

  test.each<[string, "Create" | "Delete", object, string]>([
    [
      "the same again",
      "Create",
      { Ingress: [allow("203.0.113.9"), allow("203.0.113.9")] },
      "UnsupportedOperation.DuplicatePolicy",
    ],
    [
      "both directions at once",
      "Create",
      { Ingress: [allow("203.0.113.9")], Egress: [allow("203.0.113.9")] },
      "InvalidParameter.Coexist",
    ],
    [
      "an old version",
      "Create",
      { Version: "0", Ingress: [allow("203.0.113.9")] },
      "UnsupportedOperation.VersionMismatch",
    ],
    ["no block", "Create", { Ingress: [{ Protocol: "TCP", Port: "3306", Action: "ACCEPT" }] }, "MissingParameter"],
    ["a block that is none", "Create", { Ingress: [allow("203.0.113.999")] }, "InvalidParameterValue.Malformed"],
    [
      "a protocol that is none",
      "Create",
      { Ingress: [allow("203.0.113.9", { Protocol: "SQL" })] },
      "InvalidParameterValue",
    ],
    [
      "an address template",
      "Create",
      { Ingress: [allow("", { AddressTemplate: { AddressId: "ipm-1" } })] },
      "UnsupportedOperation",
    ],
    ["one that is not there", "Delete", { Ingress: [allow("203.0.113.77")] }, "ResourceNotFound"],
    ["index and words", "Delete", { Ingress: [{ PolicyIndex: 0 }, allow("203.0.113.1")] }, "InvalidParameter.Coexist"],
  ])("refuse %s", async (what, verb, set, code) => {
    await change("Create", { Ingress: [allow("203.0.113.1")] });
    expect(await refusal(change(verb, set)), what).toMatchObject({ code });
    expect((await policies()).Ingress).toHaveLength(1);
  });

  test("of a group that does not exist, or in another region, are not found", async () => {
    const read = (SecurityGroupId: string, region?: string) =>
      refusal(cloud.call("vpc", "DescribeSecurityGroupPolicies", { SecurityGroupId }, { region }));
    expect(await read("sg-00000000")).toMatchObject({ code: "ResourceNotFound" });
    expect(await read("nonsense")).toMatchObject({ code: "InvalidParameterValue.Malformed" });
    expect(await read(id(), "ap-shanghai")).toMatchObject({ code: "ResourceNotFound" });
  });
});

describe("lists", () => {
  test("of groups, VPCs and subnets come in pages and by filter", async () => {
    const first = await vpc("DescribeSecurityGroups", { Limit: "1" });
    const second = await vpc("DescribeSecurityGroups", { Limit: "1", Offset: "1" });
    expect([first.TotalCount, first.SecurityGroupSet.length]).toEqual([2, 1]);
    expect(second.SecurityGroupSet[0].SecurityGroupId).not.toBe(first.SecurityGroupSet[0].SecurityGroupId);
    const { VpcSet } = await vpc("DescribeVpcs", { Filters: [{ Name: "vpc-id", Values: [cloud.source.vpcId] }] });
    expect(VpcSet).toMatchObject([{ VpcId: cloud.source.vpcId, CidrBlock: "10.20.0.0/16" }]);
    const { SubnetSet } = await vpc("DescribeSubnets", { SubnetIds: [cloud.source.subnetId] });
    expect(SubnetSet).toMatchObject([
      { VpcId: cloud.source.vpcId, TotalIpAddressCount: 253, AvailableIpAddressCount: 252 },
    ]);
    expect(await vpc("DescribeAddresses", {})).toMatchObject({ TotalCount: 0, AddressSet: [] });
  });

  test("refuse ids and filters together, an unknown filter, and too large a page", async () => {
    const code = async (request: object) => (await refusal(vpc("DescribeVpcs", request))).code;
    expect(await code({ VpcIds: ["vpc-x"], Filters: [{ Name: "vpc-id", Values: ["x"] }] })).toBe(
      "InvalidParameter.Coexist",
    );
    expect(await code({ Filters: [{ Name: "colour", Values: ["x"] }] })).toBe("InvalidParameter.FilterInvalidKey");
    expect(await code({ Limit: "101" })).toBe("InvalidParameterValue");
    expect(await code({ VpcIds: ["vpc-unknown0"] })).toBe("ResourceNotFound");
  });

  test("of instances come in pages, with only the matching ones", async () => {
    const ids = async (request: object) =>
      (await cdb("DescribeDBInstances", request)).Items.map((one: any) => one.InstanceId);
    const both = [cloud.source.instanceId, cloud.target.instanceId];
    expect(await ids({ OrderBy: "instanceId", OrderDirection: "ASC" })).toEqual(both);
    expect(await ids({ OrderBy: "instanceId", OrderDirection: "ASC", Offset: 1, Limit: 1 })).toEqual([both[1]]);
    expect(await ids({ InstanceNames: ["shop-target"] })).toEqual([both[1]]);
    expect(await ids({ SecurityGroupId: id(), WithSecurityGroup: 1 })).toEqual([both[0]]);
    expect(await ids({ Status: [5] })).toEqual([]);
    expect(await ids({ InstanceIds: ["cdb-elsewhere"] })).toEqual([]);
  });
});

describe("an instance", () => {
  const one = async () => (await cdb("DescribeDBInstances", { InstanceIds: [cloud.source.instanceId] })).Items[0];
  const wan = (verb: "Open" | "Close") => cdb(`${verb}WanService`, { InstanceId: cloud.source.instanceId });
  const done = (AsyncRequestId: string) => {
    clock.pass(30);
    return until(async () =>
      expect((await cdb("DescribeAsyncRequestInfo", { AsyncRequestId })).Status).toBe("SUCCESS"),
    );
  };
  const egress = { address: publicEgress("ap-guangzhou", 0) };

  test("is reachable from the internet only while public access is open and its group admits the caller", async () => {
    expect(await one()).toMatchObject({ WanStatus: 0, WanDomain: "", UniqVpcId: cloud.source.vpcId });
    const { AsyncRequestId } = await wan("Open");
    expect(await one()).toMatchObject({ TaskStatus: 4, WanStatus: 0 });
    expect(await refusal(wan("Open"))).toMatchObject({ code: "OperationDenied.ActionInProcess" });
    await done(AsyncRequestId);
    const { WanStatus, WanDomain, WanPort } = await one();
    expect([WanStatus, WanDomain]).toEqual([1, `gz-${cloud.source.instanceId}.sql.tencentcdb.com`]);
    expect(await refusal(wan("Open"))).toMatchObject({ code: "OperationDenied" });

    const reach = () => cloud.world.reach(egress, WanDomain, WanPort);
    expect(reach()).toMatchObject({ ok: false, why: "securityGroup" });
    await change("Create", { Ingress: [allow(egress.address)] });
    expect(reach()).toMatchObject({ ok: true });
    await change("Create", { Ingress: [allow("0.0.0.0/0", { Action: "DROP", PolicyIndex: 0 })] });
    expect(reach()).toMatchObject({ ok: false, why: "securityGroup" });
    await change("Delete", { Ingress: [{ PolicyIndex: 0 }] });

    await done((await wan("Close")).AsyncRequestId);
    expect(await one()).toMatchObject({ WanStatus: 2, WanDomain: "", TaskStatus: 0 });
    expect(reach()).toMatchObject({ ok: false, why: "dns" });
    expect(await refusal(wan("Close"))).toMatchObject({ code: "OperationDenied" });
  });

  test("shows its groups with their policies, its backups and how it replicates", async () => {
    const InstanceId = cloud.target.instanceId;
    expect((await cdb("DescribeDBSecurityGroups", { InstanceId })).Groups).toMatchObject([
      { SecurityGroupId: cloud.target.securityGroupId, Inbound: [] },
    ]);
    expect(await cdb("DescribeBackupConfig", { InstanceId })).toMatchObject({ BinlogExpireDays: 7 });
    expect(await cdb("DescribeDBInstanceConfig", { InstanceId })).toMatchObject({ ProtectMode: 0 });
  });

  test("that does not exist is not found, in every action", async () => {
    for (const action of [
      "OpenWanService",
      "DescribeDBSecurityGroups",
      "DescribeBackupConfig",
      "DescribeInstanceParams",
    ])
      expect(await refusal(cdb(action, { InstanceId: "cdb-nothere1" }))).toMatchObject({
        code: "InvalidParameter.InstanceNotFound",
      });
    expect(await refusal(cdb("DescribeAsyncRequestInfo", { AsyncRequestId: "x" }))).toMatchObject({
      code: "InvalidParameter.InvalidAsyncRequestId",
    });
  });
});
