import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deviceSettings } from "../../../model/vpn/devices";
import { type AlicloudServices, startAlicloud } from "../../../sandbox/alicloud";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { Clock } from "../../../sandbox/world/clock";
import { tunnelParameters } from "../../contract/support/alibabaVpn";
import { Contract } from "../../contract/support/contract";
import { PATIENCE } from "../../support/patience";
import { refusal, rpcClient } from "./dts/client";

const credentials = { accessKey: "LTAIsandbox", secretKey: "alibaba-secret", region: "cn-hangzhou" };
const region = "cn-hangzhou";
const VPC = "vpc-1";
/** From a block of DTS, and to the server behind the device. */
const FROM = { address: "100.104.52.7", vpcId: VPC };
const SERVER = "10.1.0.7";
const KEYS = ["the_first_Key", "the_second_Key"];

let world: SandboxWorld;
let services: AlicloudServices;
let contract: Contract;
let vpc: (action: string, query?: Record<string, unknown>) => Promise<any>;

beforeEach(async () => {
  world = newWorld(new Clock(300));
  const { vswitches } = world.alicloud.vpns;
  vswitches.put({ id: "vsw-1", region, vpcId: VPC, zone: "cn-hangzhou-h", cidr: "172.16.1.0/24" });
  vswitches.put({ id: "vsw-2", region, vpcId: VPC, zone: "cn-hangzhou-i", cidr: "172.16.2.0/24" });
  vswitches.put({ id: "vsw-far", region: "eu-central-1", vpcId: VPC, zone: "eu-central-1a", cidr: "172.16.3.0/24" });
  const mysql = { host: "127.0.0.1", port: 1, admin: { user: "root", password: "x" }, version: "5.7.44" };
  const made = { id: "shop", name: "shop.example.net", address: "192.0.2.20", privateAddress: SERVER };
  world.onprem
    .add({ ...made, port: 3306, mysql })
    .firewall.run("iptables -I INPUT 1 -s 100.104.0.0/16 -p tcp --dport 3306 -j ACCEPT");
  contract = new Contract();
  contract.watch(world.exchanges);
  services = await startAlicloud({ world, credentials });
  const client = rpcClient(services.endpoints.vpc, credentials, "2016-04-28");
  vpc = (action, query = {}) => client(action, { RegionId: region, ...query });
});
afterEach(async () => {
  await services.close();
  expect(contract.conclude()).toEqual([]);
  expect(contract.ignored()).toEqual([]);
});

const GATEWAY = {
  ...{ VpcId: VPC, VSwitchId: "vsw-1", DisasterRecoveryVSwitchId: "vsw-2", Bandwidth: 10, Name: "gateway" },
  ...{ AutoPay: true, InstanceChargeType: "POSTPAY" },
};
/** A gateway takes one change at a time. */
const change = (action: string, query: Record<string, unknown>) => vi.waitFor(() => vpc(action, query), PATIENCE);

/** A VPN that a device may connect to. */
async function made(more: Record<string, unknown> = {}) {
  const { VpnGatewayId } = await vpc("CreateVpnGateway", GATEWAY);
  const { CustomerGatewayId } = await vpc("CreateCustomerGateway", { IpAddress: world.onprem.device.address });
  const { VpnConnectionId } = await change("CreateVpnConnection", {
    ...{ VpnGatewayId, LocalSubnet: "100.104.52.0/24", RemoteSubnet: "10.1.0.0/24", AutoConfigRoute: false },
    ...tunnelParameters(CustomerGatewayId, KEYS),
    ...more,
  });
  return { VpnGatewayId, CustomerGatewayId, VpnConnectionId };
}

/** What the administrator loads on the device, with keys for both addresses of the gateway. */
const file = (addresses: readonly string[], keys: readonly string[]) =>
  keys.reduce(
    (text, key, at) => text.replaceAll(`<KEY-${at + 1}>`, key),
    deviceSettings({
      ...{ name: "dbferry-shop", deviceAddress: "192.0.2.1", deviceSubnets: ["10.1.0.0/24"] },
      ...{ server: { address: SERVER }, cloudSubnets: ["100.104.52.0/24"] },
      gateways: addresses.map((address, at) => ({ address, keyIn: `item ${at + 1}` })),
    }).strongSwan,
  );

const statuses = async (id: string) =>
  (await vpc("DescribeVpnConnection", { VpnConnectionId: id })).TunnelOptionsSpecification.TunnelOptions.map(
    ({ Role, Status }: any) => `${Role} ${Status}`,
  );
const reach = () => world.reach(FROM, SERVER, 3306);

describe("a VPN of Alibaba Cloud", () => {
  it("carries packets only with a published route and a tunnel that both ends agree on", async () => {
    const { VpnGatewayId, VpnConnectionId } = await made();
    const { addresses } = world.alicloud.vpns.gateways.find(VpnGatewayId)!;
    expect(await statuses(VpnConnectionId)).toEqual(["master ike_sa_not_established", "slave ike_sa_not_established"]);
    world.onprem.device.load("dbferry", file(addresses, [KEYS[0]!, "another_Key"]));
    expect(await statuses(VpnConnectionId)).toEqual(["master ipsec_sa_established", "slave ike_sa_not_established"]);
    expect(reach()).toMatchObject({ ok: false });
    const route = { VpnGatewayId, RouteDest: "10.1.0.0/24", NextHop: VpnConnectionId };
    await change("CreateVpnRouteEntry", { ...route, Weight: 100, PublishVpc: false });
    expect(reach()).toMatchObject({ ok: false });
    await change("PublishVpnRouteEntry", { ...route, PublishVpc: true, RouteType: "dbr" });
    expect(reach()).toMatchObject({ ok: true });
    expect(world.reach({ ...FROM, address: "100.104.53.7" }, SERVER, 3306)).toMatchObject({ ok: false });
    expect(world.reach({ ...FROM, vpcId: "vpc-2" }, SERVER, 3306)).toMatchObject({ ok: false });
    world.onprem.device.load("dbferry", file(addresses, KEYS).replaceAll("modp2048", "modp1024"));
    expect(reach()).toMatchObject({ ok: false, detail: expect.stringContaining("no proposal chosen for IKE") });
    world.onprem.device.load("dbferry", file(addresses, [...KEYS].reverse()));
    expect(reach()).toMatchObject({ ok: false, detail: expect.stringContaining("pre-shared keys differ") });
  });

  it("takes one change at a time, and is removed in order", async () => {
    const { VpnGatewayId } = await vpc("CreateVpnGateway", GATEWAY);
    expect(await refusal(vpc("DeleteVpnGateway", { VpnGatewayId }))).toMatchObject({ code: "VpnGateway.Configuring" });
    await vi.waitFor(
      async () => expect((await vpc("DescribeVpnGateway", { VpnGatewayId })).Status).toBe("active"),
      PATIENCE,
    );
    const { CustomerGatewayId } = await vpc("CreateCustomerGateway", { IpAddress: "198.51.100.20" });
    const { VpnConnectionId } = await vpc("CreateVpnConnection", {
      ...{ VpnGatewayId, LocalSubnet: "100.104.52.0/24", RemoteSubnet: "10.1.0.0/24", AutoConfigRoute: false },
      ...tunnelParameters(CustomerGatewayId, KEYS),
    });
    const route = { VpnGatewayId, RouteDest: "10.1.0.0/24", NextHop: VpnConnectionId, Weight: 100 };
    const early = await refusal(vpc("CreateVpnRouteEntry", { ...route, PublishVpc: true }));
    expect(early).toMatchObject({ code: "VpnGateway.Configuring" });
    await change("CreateVpnRouteEntry", { ...route, PublishVpc: true });
    for (const [action, id] of [
      ["DeleteVpnConnection", { VpnConnectionId }],
      ["DeleteCustomerGateway", { CustomerGatewayId }],
      ["DeleteVpnGateway", { VpnGatewayId }],
    ] as const)
      expect(await refusal(vpc(action, id)), action).toMatchObject({ code: "DependencyViolation" });
    await change("DeleteVpnRouteEntry", route);
    await change("DeleteVpnConnection", { VpnConnectionId });
    await vpc("DeleteCustomerGateway", { CustomerGatewayId });
    await change("DeleteVpnGateway", { VpnGatewayId });
    await vi.waitFor(() => expect(world.alicloud.vpns.gateways.list()).toEqual([]), PATIENCE);
    expect(await refusal(vpc("DescribeVpnGateway", { VpnGatewayId }))).toMatchObject({
      statusCode: 404,
      code: "InvalidVpnGatewayInstanceId.NotFound",
    });
  });

  it("has the vendor's weak defaults, and says so", async () => {
    const { CustomerGatewayId, VpnConnectionId } = await made(
      Object.fromEntries(
        ["IkeVersion", "IkeEncAlg", "IkeAuthAlg", "IkePfs", "Psk"].flatMap((name) =>
          [1, 2].map((at) => [`TunnelOptionsSpecification.${at}.TunnelIkeConfig.${name}`, ""]),
        ),
      ),
    );
    const { TunnelOptionsSpecification } = await vpc("DescribeVpnConnection", { VpnConnectionId });
    const [master] = TunnelOptionsSpecification.TunnelOptions;
    expect(master).toMatchObject({ CustomerGatewayId, Role: "master" });
    expect(master.TunnelIkeConfig).toMatchObject({ IkeVersion: "ikev1", IkeEncAlg: "aes", IkeAuthAlg: "md5" });
    expect(master.TunnelIkeConfig.Psk).toHaveLength(16);
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    ["prepaid", "CreateVpnGateway", { ...GATEWAY, InstanceChargeType: "PREPAY" }, "IllegalParam.InstanceChargeType"],
    ["a bandwidth that is not sold", "CreateVpnGateway", { ...GATEWAY, Bandwidth: 50 }, "IllegalParam.Bandwidth"],
    ["one vSwitch only", "CreateVpnGateway", { ...GATEWAY, DisasterRecoveryVSwitchId: "" }, "MissingParameter"],
    ["one vSwitch twice", "CreateVpnGateway", { ...GATEWAY, DisasterRecoveryVSwitchId: "vsw-1" }, "IllegalParam.Disas"],
    ["a vSwitch elsewhere", "CreateVpnGateway", { ...GATEWAY, VSwitchId: "vsw-far" }, "InvalidVSwitchId.NotFound"],
    ["a private device", "CreateCustomerGateway", { IpAddress: "10.1.0.1" }, "InvalidIpAddress.WrongFormat"],
    ["a parameter that nobody knows", "DescribeVpnGateways", { Colour: "red" }, "UnsupportedParameter"],
    ["tags of another kind", "TagResources", tagsOf("EIP"), "IllegalParam.ResourceType"],
  ])("refuses %s", async (_, action, query, code) => {
    expect(await refusal(vpc(action, query))).toMatchObject({
      code: expect.stringContaining(code),
    });
  });

  it.each(["100.64.0.0/10", "100.104.52.0/24", "96.0.0.0/4"])("makes no route to %s", async (RouteDest) => {
    const { VpnGatewayId, VpnConnectionId: NextHop } = await made();
    const route = { VpnGatewayId, NextHop, RouteDest, Weight: 100, PublishVpc: true };
    expect(await refusal(vpc("CreateVpnRouteEntry", route))).toMatchObject({ code: "IllegalParam.RouteDest" });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["eleven networks", { LocalSubnet: blocks(11) }, "IllegalParam.LocalSubnet"],
    ["a group that the vendor does not have", pfs("group15"), "IllegalParam.IkePfs"],
    ["a key with a space", psk("a key"), "IllegalParam.Psk"],
    ["two masters", { "TunnelOptionsSpecification.2.Role": "master" }, "IllegalParam.TunnelOptionsSpecification"],
    ["routes that make themselves", { AutoConfigRoute: "" }, "IllegalParam.AutoConfigRoute"],
    ["another customer gateway", { "TunnelOptionsSpecification.1.CustomerGatewayId": "cgw-9" }, "InvalidCustomer"],
  ])("refuses a connection with %s", async (_, more, code) => {
    const { VpnGatewayId } = await vpc("CreateVpnGateway", GATEWAY);
    const { CustomerGatewayId } = await vpc("CreateCustomerGateway", { IpAddress: "198.51.100.20" });
    const call = vpc("CreateVpnConnection", {
      ...{ VpnGatewayId, LocalSubnet: "100.104.52.0/24", RemoteSubnet: "10.1.0.0/24", AutoConfigRoute: false },
      ...tunnelParameters(CustomerGatewayId, KEYS),
      ...more,
    });
    expect((await refusal(call)).code).toContain(code);
    expect(world.alicloud.vpns.connections.list()).toEqual([]);
  });

  it("has each device once in a region", async () => {
    await vpc("CreateCustomerGateway", { IpAddress: "198.51.100.20" });
    expect(await refusal(vpc("CreateCustomerGateway", { IpAddress: "198.51.100.20" }))).toMatchObject({
      code: "InvalidIpAddress.AlreadyExist",
    });
    await vpc("CreateCustomerGateway", { IpAddress: "198.51.100.20", RegionId: "eu-central-1" });
  });

  it("shows the policy-based routes of a gateway, which no call makes here", async () => {
    const { VpnGatewayId, VpnConnectionId } = await made();
    const routes = () => vpc("DescribeVpnPbrRouteEntries", { VpnGatewayId });
    expect(await routes()).toMatchObject({ VpnPbrRouteEntries: { VpnPbrRouteEntry: [] }, TotalCount: 0 });
    world.alicloud.vpns.policyRoutes.add({
      ...{ region: "cn-hangzhou", gatewayId: VpnGatewayId, nextHop: VpnConnectionId, weight: 100, priority: 10 },
      ...{ source: "172.16.0.0/16", destination: "10.5.0.0/24", published: false },
    });
    expect((await routes()).VpnPbrRouteEntries.VpnPbrRouteEntry).toMatchObject([
      { RouteSource: "172.16.0.0/16", RouteDest: "10.5.0.0/24", NextHop: VpnConnectionId, State: "normal" },
    ]);
    await expect(vpc("CreateVpnPbrRouteEntry", { VpnGatewayId })).rejects.toThrow();
  });

  it("lists the routes that a gateway has learned only where they are asked for by their type", async () => {
    const { VpnGatewayId, VpnConnectionId } = await made();
    world.alicloud.vpns.routes.add({
      ...{ region: "cn-hangzhou", gatewayId: VpnGatewayId, nextHop: VpnConnectionId, weight: 100, learned: true },
      ...{ destination: "10.5.0.0/24", published: true },
    });
    const routes = (more: object = {}) => vpc("DescribeVpnRouteEntries", { VpnGatewayId, ...more });
    for (const custom of [{}, { RouteEntryType: "custom" }])
      expect(await routes(custom)).toMatchObject({ VpnRouteEntries: { VpnRouteEntry: [] }, TotalCount: 0 });
    expect((await routes({ RouteEntryType: "bgp" })).VpnRouteEntries.VpnRouteEntry).toMatchObject([
      { RouteEntryType: "bgp", RouteDest: "10.5.0.0/24", NextHop: VpnConnectionId },
    ]);
    expect(await refusal(routes({ RouteEntryType: "BGP" }))).toMatchObject({ code: expect.stringContaining("Route") });
  });

  it("keeps tags of others, and shows no key in its dump", async () => {
    const { VpnConnectionId } = await made({ "Tags.1.Key": "team", "Tags.1.Value": "dba" });
    const of = { ResourceType: "vpnconnection", "ResourceId.1": VpnConnectionId };
    await vpc("TagResources", { ...of, "Tag.1.Key": "dbferry", "Tag.1.Value": "shop" });
    await vpc("UnTagResources", { ...of, "TagKey.1": "dbferry" });
    const { VpnConnections } = await vpc("DescribeVpnConnections");
    expect(VpnConnections.VpnConnection[0].Tag).toEqual({ Tag: [{ Key: "team", Value: "dba" }] });
    for (const key of KEYS) expect(JSON.stringify(world.dump())).not.toContain(key);
  });
});

function tagsOf(ResourceType: string) {
  return { ResourceType, "ResourceId.1": "eip-1", "Tag.1.Key": "a", "Tag.1.Value": "b" };
}

function blocks(count: number): string {
  return Array.from({ length: count }, (_, at) => `100.104.${at}.0/24`).join(",");
}

function pfs(group: string) {
  return { "TunnelOptionsSpecification.1.TunnelIkeConfig.IkePfs": group };
}

function psk(key: string) {
  return { "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk": key };
}
