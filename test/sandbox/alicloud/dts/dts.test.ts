import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AlicloudServices, startAlicloud } from "../../../../sandbox/alicloud";
import { newWorld, type SandboxWorld } from "../../../../sandbox/clouds";
import { Clock } from "../../../../sandbox/world/clock";
import { Contract } from "../../../contract/support/contract";
import { dtsClient, refusal } from "./client";

const credentials = { accessKey: "LTAIsandbox", secretKey: "alibaba-secret", region: "cn-hangzhou" };
const mysql = { host: "127.0.0.1", port: 1, admin: { user: "root", password: "x" }, version: "5.6.24" };

let world: SandboxWorld;
let services: AlicloudServices;
let call: ReturnType<typeof dtsClient>;
let contract: Contract;

beforeEach(async () => {
  world = newWorld(new Clock(60));
  for (const id of ["rm-source", "rm-target"]) world.alicloud.rds.add({ id, region: "cn-hangzhou", mysql });
  contract = new Contract();
  contract.watch(world.exchanges);
  services = await startAlicloud({ world, credentials });
  call = dtsClient(services.endpoints.dts, credentials);
});
/** Asserts that every answer matched the vendor's model. */
afterEach(async () => {
  await services.close();
  expect(contract.conclude()).toEqual([]);
});

const ENDS = {
  SourceEndpointInstanceType: "RDS",
  SourceEndpointInstanceID: "rm-source",
  SourceEndpointRegion: "cn-hangzhou",
  DestinationEndpointInstanceType: "RDS",
  DestinationEndpointInstanceID: "rm-target",
  DestinationEndpointRegion: "cn-hangzhou",
};
const CONFIGURATION = {
  RegionId: "cn-hangzhou",
  DtsJobName: "shop",
  JobType: "MIGRATION",
  StructureInitialization: true,
  DataInitialization: true,
  DataSynchronization: true,
  ...ENDS,
};
/** Instead of the source: any server at a public address. */
const OUTSIDE = {
  SourceEndpointInstanceType: "OTHER",
  SourceEndpointInstanceID: undefined,
  SourceEndpointIP: "198.51.100.20",
  SourceEndpointPort: "3306",
  SourceEndpointRegion: "cn-hangzhou",
};
const NONE = { Reserve: JSON.stringify({ autoStartModulesAfterConfig: "none" }) };
const LIST = { DbList: JSON.stringify({ shop: { name: "shop", all: true } }) };
const BOUGHT = { RegionId: "cn-hangzhou", PayType: "PostPaid", InstanceClass: "small" };
const FIRST = {
  ...BOUGHT,
  Type: "MIGRATION",
  SourceRegion: "cn-hangzhou",
  DestinationRegion: "cn-hangzhou",
  SourceEndpointEngineName: "MySQL",
  DestinationEndpointEngineName: "MySQL",
};

const row = async (id: string) => (await call("DescribeDtsJobs", { DtsJobId: id })).DtsJobList[0];

describe("a task of the sandbox's DTS, called through the vendor's client", () => {
  it("is bought and then configured, and waits if its configuration says so", async () => {
    const { JobId, InstanceId } = await call("CreateDtsInstance", FIRST);
    expect(InstanceId).toBe(`dts${JobId}`);
    expect((await row(JobId)).Status).toBe("NotConfigured");
    await call("ConfigureDtsJob", { ...CONFIGURATION, DtsJobId: JobId }, { ...NONE, ...LIST });
    expect(await row(JobId)).toMatchObject({ Status: "NotStarted", DtsJobName: "shop", PayType: "PostPaid" });
  });

  it("is checked and started at once if it is bought and then configured without a delay", async () => {
    const { JobId } = await call("CreateDtsInstance", FIRST);
    await call("ConfigureDtsJob", { ...CONFIGURATION, DtsJobId: JobId }, LIST);
    expect((await row(JobId)).Status).toBe("Prechecking");
  });

  it("is configured and then bought, and waits unless the purchase starts it", async () => {
    const { DtsJobId } = await call("ConfigureDtsJob", CONFIGURATION, LIST);
    expect(await row(DtsJobId)).toMatchObject({ Status: "NotStarted", PayType: "" });
    expect((await refusal(call("StartDtsJob", { DtsJobId }))).code).toBe("Forbidden.InstanceNotPurchased");
    await call("CreateDtsInstance", { ...BOUGHT, JobId: DtsJobId, AutoStart: false });
    expect(await row(DtsJobId)).toMatchObject({ Status: "NotStarted", PayType: "PostPaid" });
    expect((await refusal(call("CreateDtsInstance", { ...BOUGHT, JobId: DtsJobId }))).message).toContain("already");
    await call("StartDtsJob", { DtsJobId });
    expect((await row(DtsJobId)).Status).toBe("Prechecking");
  });

  it("takes a server at a public address as its source, and shows it", async () => {
    const { SourceEndpointInstanceID: _, ...rest } = { ...CONFIGURATION, ...OUTSIDE };
    const { DtsJobId } = await call("ConfigureDtsJob", rest, NONE);
    expect((await row(DtsJobId)).SourceEndpoint).toMatchObject({
      ...{ InstanceType: "OTHER", InstanceID: "", Ip: "198.51.100.20", Port: "3306", Region: "cn-hangzhou" },
    });
  });

  it("takes a server behind a VPN as its source, by a VPC of the region, and shows it", async () => {
    const behind = {
      ...{ ...CONFIGURATION, ...OUTSIDE, SourceEndpointInstanceType: "EXPRESS", SourceEndpointIP: "10.1.0.7" },
      SourceEndpointInstanceID: "vpc-1",
    };
    expect((await refusal(call("ConfigureDtsJob", behind, NONE))).message).toContain("no such VPC in the region");
    world.alicloud.vpns.vswitches.put({
      ...{ id: "vsw-1", region: "cn-hangzhou", vpcId: "vpc-1", zone: "cn-hangzhou-h", cidr: "172.16.1.0/24" },
    });
    const { DtsJobId } = await call("ConfigureDtsJob", behind, NONE);
    expect((await row(DtsJobId)).SourceEndpoint).toMatchObject({
      ...{ InstanceType: "EXPRESS", InstanceID: "vpc-1", Ip: "10.1.0.7", Port: "3306", Region: "cn-hangzhou" },
    });
    const open = { ...behind, SourceEndpointIP: "198.51.100.20" };
    expect((await refusal(call("ConfigureDtsJob", open, NONE))).message).toContain("private address");
  });

  it("is found by its name and by its tags, and is gone once it is released", async () => {
    const { DtsJobId, DtsInstanceId } = await call("ConfigureDtsJob", CONFIGURATION, NONE);
    await call("ConfigureDtsJob", { ...CONFIGURATION, DtsJobName: "shop-two" }, NONE);
    const tag = { RegionId: "cn-hangzhou", ResourceType: "ALIYUN::DTS::INSTANCE", "ResourceId.1": DtsInstanceId };
    await call("TagResources", { ...tag, "Tag.1.Key": "migrate-id", "Tag.1.Value": "shop" });
    const found = await call("DescribeDtsJobs", { Region: "cn-hangzhou", Type: "name", Params: "shop" });
    expect(found.DtsJobList.map(({ DtsJobName, TagList }: any) => [DtsJobName, TagList])).toEqual([
      ["shop", [{ TagKey: "migrate-id", TagValue: "shop" }]],
      ["shop-two", []],
    ]);
    expect((await refusal(call("DeleteDtsJob", { DtsJobId, JobType: "SYNC" }))).message).toContain("JobType");
    await call("DeleteDtsJob", { DtsJobId, JobType: "MIGRATION" });
    expect((await call("DescribeDtsJobs", { DtsJobId })).DtsJobList).toEqual([]);
    expect(await refusal(call("DescribeDtsJobDetail", { DtsJobId }))).toMatchObject({ code: "InvalidJobId" });
    expect((await refusal(call("StopDtsJob", { DtsInstanceId }))).code).toBe("Forbidden.InstanceNotFound");
  });

  it("never shows a password", async () => {
    const logins = { SourceEndpointUserName: "df", SourceEndpointPassword: "ver-y-secret" };
    const { DtsJobId } = await call("ConfigureDtsJob", { ...CONFIGURATION, ...logins }, NONE);
    const shown = JSON.stringify([await row(DtsJobId), await call("DescribeDtsJobDetail", { DtsJobId })]);
    expect(shown).toContain('"UserName":"df"');
    expect(shown).not.toContain("ver-y-secret");
  });
});

describe("the egress addresses of DTS", () => {
  it("are known before any task exists, by region and access type", async () => {
    const inside = await call("WhiteIpList", { Region: "cn-hangzhou", DestinationRegion: "cn-shanghai", Type: "vpc" });
    expect(inside.IpList.split(",")).toHaveLength(4);
    expect(inside.IpList).toMatch(/^100\.104\.\d+\.0\/24(,100\.104\.\d+\.0\/24)+$/);
    const outside = await call("WhiteIpList", { Region: "cn-hangzhou", Type: "internet" });
    expect(outside.IpList).toMatch(/^192\.0\.2\.\d+\/29,192\.0\.2\.\d+\/29,10\.151\.\d+\.0\/24$/);
    expect((await refusal(call("WhiteIpList", { Region: "nowhere", Type: "vpc" }))).code).toBe("InvalidParameter");
  });
});

describe("what the sandbox's DTS refuses", () => {
  it.each([
    [
      "another signature",
      () => dtsClient(services.endpoints.dts, { ...credentials, secretKey: "x" })("DescribeDtsJobs"),
      "SignatureDoesNotMatch",
    ],
    [
      "an older signature that is wrong",
      () => dtsClient(services.endpoints.dts, { ...credentials, secretKey: "x" }, "v2")("DescribeDtsJobs"),
      "SignatureDoesNotMatch",
    ],
    ["an action that there is not", () => call("DescribeDtsJobz"), "InvalidAction.NotFound"],
    ["an action that is not implemented", () => call("DescribeConnectionStatus"), "UnsupportedOperation"],
    [
      "a parameter that there is not",
      () => call("DescribeDtsJobs", { Regions: "cn-hangzhou" }),
      "UnsupportedParameter",
    ],
    [
      "a parameter that is not implemented",
      () => call("DescribeDtsJobs", { InstanceId: "rm-1" }),
      "UnsupportedParameter",
    ],
    ["a parameter that is missing", () => call("WhiteIpList", { Region: "cn-hangzhou" }), "MissingParameter"],
    ["a page of another size", () => call("DescribeDtsJobs", { PageSize: 50 }), "InvalidParameter"],
    [
      "a member of Reserve that is not known",
      () => call("ConfigureDtsJob", CONFIGURATION, { Reserve: '{"a":1}' }),
      "InvalidParameter",
    ],
    [
      "an instance of another region",
      () => call("ConfigureDtsJob", { ...CONFIGURATION, SourceEndpointRegion: "cn-shanghai" }),
      "InvalidParameter",
    ],
    [
      "TLS to a public server",
      () => {
        const { SourceEndpointInstanceID: _, ...rest } = { ...CONFIGURATION, ...OUTSIDE };
        return call("ConfigureDtsJob", rest, { Reserve: '{"srcSSL":"1"}' });
      },
      "InvalidParameter",
    ],
    [
      "an instance with an address",
      () => call("ConfigureDtsJob", { ...CONFIGURATION, SourceEndpointIP: "198.51.100.20" }),
      "InvalidParameter",
    ],
    ["objects that are none", () => call("ConfigureDtsJob", CONFIGURATION, { DbList: "{}" }), "InvalidParameter"],
    [
      "a migration that is paid ahead",
      () => call("CreateDtsInstance", { ...FIRST, PayType: "PrePaid" }),
      "InvalidParameter",
    ],
    [
      "a certificate, which the vendor forbids",
      () => call("ConfigureDtsJob", { ...CONFIGURATION, SrcClientPassword: "x" }),
      "UnsupportedParameter",
    ],
  ])("%s", async (_what, refused, code) => {
    expect(await refusal(refused())).toMatchObject({ code });
  });

  it.each([
    ["an id", { SourceEndpointInstanceID: "rm-source" }],
    ["no address", { SourceEndpointIP: undefined }],
    ["no port", { SourceEndpointPort: undefined }],
    ["a region of another cloud", { SourceEndpointRegion: "ap-guangzhou" }],
  ])("refuses a public server with %s", async (_what, change) => {
    const given = Object.entries({ ...CONFIGURATION, ...OUTSIDE, ...change });
    const there = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    expect(await refusal(call("ConfigureDtsJob", there))).toMatchObject({ code: "InvalidParameter" });
  });

  it("refuses to reset a migration, and to stop or suspend one that has not started", async () => {
    const { DtsJobId } = await call("ConfigureDtsJob", CONFIGURATION, NONE);
    for (const action of ["ResetDtsJob", "StopDtsJob", "SuspendDtsJob"])
      expect((await refusal(call(action, { DtsJobId }))).code, action).toBe("Forbidden.InvalidJobStatus");
  });
});

describe("the answers of the sandbox's DTS", () => {
  it("conform to the vendor's model at every step of a task", async () => {
    const { DtsJobId, DtsInstanceId } = await call("ConfigureDtsJob", CONFIGURATION, { ...NONE, ...LIST });
    const tag = { RegionId: "cn-hangzhou", ResourceType: "ALIYUN::DTS::INSTANCE", "ResourceId.1": DtsInstanceId };
    await call("CreateDtsInstance", { ...BOUGHT, JobId: DtsJobId });
    await call("TagResources", { ...tag, "Tag.1.Key": "a", "Tag.1.Value": "b" });
    await call("ListTagResources", { RegionId: "cn-hangzhou", ResourceType: "ALIYUN::DTS::INSTANCE" });
    await call("DescribeDtsJobs");
    await call("DescribeDtsJobDetail", { DtsJobId });
    await call("StartDtsJob", { DtsJobId });
    await call("DescribePreCheckStatus", { DtsJobId, JobCode: "01" });
    await call("DescribeDtsServiceLog", { DtsJobId });
    await call("ModifyDtsJobName", { DtsJobId, DtsJobName: "x" });
    await call("UntagResources", { ...tag, All: true });
    await call("WhiteIpList", { Region: "cn-hangzhou", Type: "vpc" });
    await call("DescribeDTSIP", { SourceEndpointRegion: "cn-hangzhou" });
    await call("DeleteDtsJob", { DtsJobId });
    expect(contract.actions.size).toBe(14);
  });
});
