import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deviceSettings } from "../../../model/vpn/devices";
import { newWorld } from "../../../sandbox/clouds";
import { ManualClock } from "../huaweicloud/doubles";
import { Cloud, NOBODY, REGION, refusal, until } from "./stage";

const KEY = "a_Key_that_nobody_Guesses";
const clock = new ManualClock();
let cloud: Cloud;
beforeAll(async () => {
  cloud = await Cloud.raise({ world: newWorld(clock) });
  cloud.world.onprem.add({
    ...{ id: "db-1", name: "db.onprem.example", address: "192.0.2.20", privateAddress: "10.1.0.7", port: 3306 },
    mysql: NOBODY,
  });
  cloud.world.onprem.list()[0]!.firewall.run("iptables -I INPUT 1 -s 10.20.10.0/24 -p tcp --dport 3306 -j ACCEPT");
});
afterAll(() => cloud.close());

const vpc = (action: string, request: object = {}) => cloud.call("vpc", action, request);
const tag = (action: string, request: object = {}) => cloud.call("tag", action, request);
const IKE = {
  PropoEncryAlgorithm: "AES-CBC-256",
  PropoAuthenAlgorithm: "SHA-256",
  DhGroupName: "GROUP14",
  IKEVersion: "IKEV2",
  LocalIdentity: "ADDRESS",
  RemoteIdentity: "ADDRESS",
  RemoteAddress: "192.0.2.1",
};
const IPSEC = { EncryptAlgorithm: "AES-CBC-256", IntegrityAlgorith: "SHA-256", PfsDhGroup: "DH-GROUP14" };

async function makeGateway(more: object = {}) {
  const { VpnGateway } = await vpc("CreateVpnGateway", {
    VpnGatewayName: "gateway",
    InternetMaxBandwidthOut: 100,
    VpcId: cloud.source.vpcId,
    ...more,
  });
  return VpnGateway;
}

/** A VPN of three parts, and the request that made its connection. */
async function makeVpn() {
  const gateway = await makeGateway();
  clock.pass(60);
  const { CustomerGateway: device } = await vpc("CreateCustomerGateway", {
    CustomerGatewayName: "device",
    IpAddress: "192.0.2.1",
  });
  const wanted = {
    VpnGatewayId: gateway.VpnGatewayId,
    CustomerGatewayId: device.CustomerGatewayId,
    VpnConnectionName: "connection",
    PreShareKey: KEY,
    VpcId: cloud.source.vpcId,
    RouteType: "Policy",
    SecurityPolicyDatabases: [{ LocalCidrBlock: "10.20.10.0/24", RemoteCidrBlock: ["10.1.0.0/24"] }],
    IKEOptionsSpecification: IKE,
    IPSECOptionsSpecification: IPSEC,
    DpdEnable: 1,
  };
  return { gateway, device, wanted };
}

/** The settings for the device, as they are typed in. */
const typedIn = (address: string, change = (text: string) => text) => {
  const { strongSwan } = deviceSettings({
    name: "dbferry-shop",
    deviceAddress: "192.0.2.1",
    deviceSubnets: ["10.1.0.0/24"],
    server: { address: "10.1.0.7" },
    cloudSubnets: ["10.20.10.0/24"],
    gateways: [{ address, keyIn: "the state" }],
  });
  cloud.world.onprem.device.load("dbferry-shop", change(strongSwan.replaceAll("<KEY-1>", KEY)));
};
const reach = () => cloud.world.reach({ address: "10.20.10.9", vpcId: cloud.source.vpcId }, "10.1.0.7", 3306);

beforeEach(() => {
  cloud.world.onprem.device.unload("dbferry-shop");
  const { vpns, routeTables } = cloud.world.tencentcloud;
  for (const kind of [vpns.connections, vpns.devices, vpns.gateways]) for (const { id } of kind.list()) kind.remove(id);
  for (const table of routeTables.list(REGION)) table.routes.splice(0);
});

describe("a VPN of Tencent Cloud", () => {
  test("carries packets once both ends agree and a route leads to its gateway, and not before", async () => {
    const { gateway, wanted } = await makeVpn();
    const made = await vpc("CreateVpnConnection", wanted);
    expect(made.VpnConnection.VpnConnectionId).toBe("");
    const read = async () => (await vpc("DescribeVpnConnections")).VpnConnectionSet[0];
    expect(await read()).toMatchObject({
      State: "AVAILABLE",
      NetStatus: "UNAVAILABLE",
      VpnConnectionName: "connection",
    });
    typedIn(gateway.PublicIpAddress);
    expect((await read()).NetStatus).toBe("AVAILABLE");
    expect(reach()).toMatchObject({ ok: false, why: "noRoute" });
    const { SubnetSet } = await vpc("DescribeSubnets", { SubnetIds: [cloud.source.subnetId] });
    const RouteTableId = SubnetSet[0].RouteTableId;
    const route = { DestinationCidrBlock: "10.1.0.0/24", GatewayType: "VPN", GatewayId: gateway.VpnGatewayId };
    const { RouteTableSet } = await vpc("CreateRoutes", { RouteTableId, Routes: [route] });
    expect(RouteTableSet[0].RouteSet).toMatchObject([{ ...route, Enabled: true, RouteType: "USER" }]);
    expect(reach()).toMatchObject({ ok: true });
    await vpc("DeleteRoutes", { RouteTableId, Routes: [{ RouteId: RouteTableSet[0].RouteSet[0].RouteId }] });
    expect(reach()).toMatchObject({ ok: false });
  });

  test.each<[string, (text: string) => string]>([
    ["a weaker group", (text) => text.replaceAll("modp2048", "modp1024")],
    ["another key", (text) => text.replaceAll(KEY, "another_Key")],
    ["other networks", (text) => text.replaceAll("10.20.10.0/24", "10.20.11.0/24")],
  ])("stays down where the device has %s", async (_, change) => {
    const { gateway, wanted } = await makeVpn();
    await vpc("CreateVpnConnection", wanted);
    typedIn(gateway.PublicIpAddress, change);
    expect((await vpc("DescribeVpnConnections")).VpnConnectionSet[0].NetStatus).toBe("UNAVAILABLE");
  });

  test("has weak settings where none are given", async () => {
    const { wanted } = await makeVpn();
    const { RemoteAddress } = IKE;
    await vpc("CreateVpnConnection", {
      ...wanted,
      IKEOptionsSpecification: { RemoteAddress },
      IPSECOptionsSpecification: {},
    });
    const [seen] = (await vpc("DescribeVpnConnections")).VpnConnectionSet;
    expect(seen.IKEOptionsSpecification).toMatchObject({ IKEVersion: "IKEV1", DhGroupName: "GROUP1" });
    expect(seen.IPSECOptionsSpecification).toMatchObject({ PfsDhGroup: "NULL", IntegrityAlgorith: "SHA1" });
  });

  test("is made in order, and removed in the reverse one", async () => {
    const { VpnGatewayId, State } = await makeGateway();
    expect(State).toBe("PENDING");
    const { gateway, device, wanted } = await makeVpn();
    expect(
      await refusal(vpc("CreateVpnConnection", { ...wanted, VpnGatewayId: (await makeGateway()).VpnGatewayId })),
    ).toMatchObject({
      code: "UnsupportedOperation.InvalidState",
    });
    await vpc("CreateVpnConnection", wanted);
    const { VpnConnectionId } = (await vpc("DescribeVpnConnections")).VpnConnectionSet[0];
    for (const [action, request] of [
      ["DeleteVpnGateway", { VpnGatewayId: gateway.VpnGatewayId }],
      ["DeleteCustomerGateway", { CustomerGatewayId: device.CustomerGatewayId }],
    ] as const)
      expect(await refusal(vpc(action, request))).toMatchObject({ code: "UnsupportedOperation" });
    await vpc("DeleteVpnConnection", { VpnGatewayId: gateway.VpnGatewayId, VpnConnectionId });
    await vpc("DeleteCustomerGateway", { CustomerGatewayId: device.CustomerGatewayId });
    await vpc("DeleteVpnGateway", { VpnGatewayId: gateway.VpnGatewayId });
    for (const [action, ids, code] of [
      ["DescribeVpnConnections", { VpnConnectionIds: [VpnConnectionId] }, "ResourceNotFound"],
      ["DescribeCustomerGateways", { CustomerGatewayIds: [device.CustomerGatewayId] }, "ResourceNotFound"],
      ["DescribeVpnGateways", { VpnGatewayIds: [gateway.VpnGatewayId] }, "InvalidVpnGatewayId.NotFound"],
    ] as const)
      expect(await refusal(vpc(action, ids))).toMatchObject({ code });
    expect((await vpc("DescribeVpnGateways", { VpnGatewayIds: [VpnGatewayId] })).TotalCount).toBe(1);
  });

  test("has tags by a service of its own, and others stay", async () => {
    const { gateway } = await makeVpn();
    const id = gateway.VpnGatewayId;
    const Resource = `qcs::vpc:${REGION}:uin/:vpngw/${id}`;
    const both = [
      { TagKey: "one", TagValue: "1" },
      { TagKey: "two", TagValue: "2" },
    ];
    await tag("ModifyResourceTags", { Resource, ReplaceTags: both });
    await tag("ModifyResourceTags", { Resource, DeleteTags: [{ TagKey: "one" }] });
    const { VpnGatewaySet } = await vpc("DescribeVpnGateways", { VpnGatewayIds: [id] });
    expect(VpnGatewaySet[0].TagSet).toMatchObject([{ Key: "two", Value: "2" }]);
    const of = { ServiceType: "vpc", ResourcePrefix: "vpngw", ResourceRegion: REGION, ResourceIds: [id] };
    expect((await tag("DescribeResourceTagsByResourceIds", of)).Tags).toMatchObject([
      { TagKey: "two", ResourceId: id },
    ]);
    expect(
      await refusal(tag("ModifyResourceTags", { Resource: Resource.replace("vpngw/", "cgw/"), ReplaceTags: both })),
    ).toMatchObject({
      code: "ResourceNotFound.AttachedTagKeyNotFound",
    });
  });
});

describe("a task of DTS with access by VPN", () => {
  const dts = (action: string, request: object) => cloud.dts(action, request);
  const task = async (gateway: string, change: object = {}) => {
    const sold = { SrcDatabaseType: "mysql", DstDatabaseType: "mysql", InstanceClass: "medium" };
    const { JobIds } = await dts("CreateMigrationService", { ...sold, SrcRegion: REGION, DstRegion: REGION });
    const [JobId] = JobIds as [string];
    await until(() => dts("DescribeMigrationDetail", { JobId }).then(passing("created")));
    const { vpcId, subnetId } = cloud.source;
    const by = { UniqVpnGwId: gateway, VpcId: vpcId, SubnetId: subnetId, ...change };
    const at = { Region: REGION, DatabaseType: "mysql", NodeType: "simple" };
    const login = { User: "u", Password: "p" };
    await dts("ModifyMigrationJob", {
      ...{ JobId, RunMode: "immediate" },
      SrcInfo: { ...at, AccessType: "vpncloud", Info: [{ Host: "10.1.0.7", Port: 3306, ...by, ...login }] },
      DstInfo: { ...at, AccessType: "cdb", Info: [{ InstanceId: cloud.target.instanceId, ...login }] },
      MigrateOption: { DatabaseTable: { ObjectMode: "all" }, MigrateType: "full" },
    });
    return JobId;
  };
  /** Lets time pass while it waits. */
  const passing = (wanted: string) => (answer: any) => {
    clock.pass(10);
    expect(answer.CheckFlag ?? answer.Status).toBe(wanted);
    return answer;
  };
  const sourceSays = async (JobId: string) => {
    await dts("CreateMigrateCheckJob", { JobId });
    const { StepInfo } = (await until(() =>
      dts("DescribeMigrationCheckJob", { JobId }).then(passing("checkNotPass")),
    )) as any;
    const text = JSON.stringify(StepInfo);
    return /Failed to connect to the source database: ([^"]*)/.exec(text)?.[1];
  };

  test("comes from an address of the subnet, by the routes and the tunnel alone, and no answer names it", async () => {
    const { gateway, wanted } = await makeVpn();
    const JobId = await task(gateway.VpnGatewayId);
    expect(await sourceSays(JobId)).toBe("10.1.0.7:3306 cannot be reached");
    await vpc("CreateVpnConnection", wanted);
    typedIn(gateway.PublicIpAddress);
    const table = cloud.world.tencentcloud.routeTables.of(cloud.source.vpcId);
    const to = { destination: "10.1.0.0/24", type: "VPN", gatewayId: gateway.VpnGatewayId, enabled: true };
    cloud.world.tencentcloud.routeTables.addRoute(table, { ...to, description: "" });
    // There is no real server behind it here: that its port refuses shows that packets get there.
    expect(await sourceSays(JobId)).toBe("Can't connect to MySQL server on port 1 (111)");
    const address = cloud.world.tencentcloud.networks.translated(cloud.source.subnetId);
    expect(address).toMatch(/^10\.20\.10\./);
    expect(JSON.stringify(await dts("DescribeMigrationDetail", { JobId }))).not.toContain(address);
  });

  test.each<[string, object]>([
    ["the gateway of another VPC", { VpcId: "vpc-00000000" }],
    ["a subnet of another VPC", { SubnetId: "subnet-00000000" }],
    ["a gateway that is not there", { UniqVpnGwId: "vpngw-00000000" }],
  ])("is refused with %s", async (_, change) => {
    const { gateway } = await makeVpn();
    expect(await refusal(task(gateway.VpnGatewayId, change))).toMatchObject({
      code: "InvalidParameterValue.InvalidParameterValue",
    });
  });
});

describe("VPC refuses", () => {
  test.each<[string, object, string]>([
    ["a bandwidth that it does not sell", { InternetMaxBandwidthOut: 30 }, "InvalidParameterValue"],
    ["a VPC of nobody", { VpcId: "vpc-00000000" }, "InvalidVpcId.NotFound"],
    ["a zone of another region", { Zone: "ap-shanghai-2" }, "InvalidParameterValue"],
    ["a gateway that the sandbox does not have", { Type: "CCN" }, "UnsupportedOperation"],
  ])("for a gateway: %s", async (_, change, code) => {
    expect(await refusal(makeGateway(change))).toMatchObject({ code });
  });

  test.each<[string, object, string]>([
    ["an unknown group", { IKEOptionsSpecification: { ...IKE, DhGroupName: "GROUP22" } }, "InvalidParameterValue"],
    ["no identity of the device", { IKEOptionsSpecification: {} }, "MissingParameter"],
    [
      "a lifetime that is too short",
      { IPSECOptionsSpecification: { IPSECSaLifetimeSeconds: 60 } },
      "InvalidParameterValue",
    ],
    ["another VPC", { VpcId: "" }, "InvalidVpcId.NotFound"],
    ["no policies", { SecurityPolicyDatabases: [] }, "MissingParameter"],
    ["routes instead of policies", { RouteType: "StaticRoute" }, "UnsupportedOperation"],
  ])("for a connection: %s", async (_, change, code) => {
    const { wanted } = await makeVpn();
    expect(await refusal(vpc("CreateVpnConnection", { ...wanted, ...change }))).toMatchObject({ code });
  });

  test("policies that overlap those of another connection of the gateway", async () => {
    const { wanted } = await makeVpn();
    await vpc("CreateVpnConnection", wanted);
    const policies = [{ LocalCidrBlock: "10.20.0.0/16", RemoteCidrBlock: ["10.1.0.0/25"] }];
    expect(await refusal(vpc("CreateVpnConnection", { ...wanted, SecurityPolicyDatabases: policies }))).toMatchObject({
      code: "UnsupportedOperation.VpnConnSPDOverlap",
    });
  });

  test("routes into the VPC itself, twice the same, and through the gateway of another VPC", async () => {
    const { gateway } = await makeVpn();
    const RouteTableId = cloud.world.tencentcloud.routeTables.of(cloud.source.vpcId).id;
    const route = { DestinationCidrBlock: "10.1.0.0/24", GatewayType: "VPN", GatewayId: gateway.VpnGatewayId };
    const create = (change: object) => vpc("CreateRoutes", { RouteTableId, Routes: [{ ...route, ...change }] });
    await create({});
    expect(await refusal(create({}))).toMatchObject({ code: "InvalidParameterValue.Duplicate" });
    expect(await refusal(create({ DestinationCidrBlock: "10.20.1.0/24" }))).toMatchObject({
      code: "InvalidParameterValue.VpcCidrOverlapRoute",
    });
    const other = cloud.world.tencentcloud.routeTables.of(cloud.target.vpcId).id;
    expect(await refusal(vpc("CreateRoutes", { RouteTableId: other, Routes: [route] }))).toMatchObject({
      code: "InvalidParameterValue.RouteNextHopInvalid",
    });
  });
});
