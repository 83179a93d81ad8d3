import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Secret, type Values } from "../../../plugin/values";
import { type AlicloudServices, startAlicloud } from "../../../sandbox/alicloud";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { Clock } from "../../../sandbox/world/clock";
import { bundlePlugin, Plugin, refused } from "./plugin";

const credentials = { accessKey: "LTAIsandbox", secretKey: "alibaba-secret", region: "cn-hangzhou" };
const GATEWAY = "alicloud:vpn/gateway:Gateway";
const DEVICE = "alicloud:vpn/customerGateway:CustomerGateway";
const CONNECTION = "alicloud:vpn/connection:Connection";
const ROUTE = "alicloud:vpn/routeEntry:RouteEntry";

let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
let world: SandboxWorld;
let services: AlicloudServices;
let plugin: Plugin;
beforeAll(async () => {
  bundle = await bundlePlugin("alicloud.ts");
});
afterAll(() => bundle.dispose());
beforeEach(async () => {
  world = newWorld(new Clock(3000));
  for (const [id, zone] of [
    ["vsw-1", "h"],
    ["vsw-2", "i"],
  ] as const)
    world.alicloud.vpns.vswitches.put({
      ...{ id, region: "cn-hangzhou", vpcId: "vpc-1", zone: `cn-hangzhou-${zone}`, cidr: "172.16.1.0/24" },
    });
  services = await startAlicloud({ world, credentials });
  plugin = await Plugin.start(bundle.file);
  await plugin.configure({
    ...{ accessKey: credentials.accessKey, secretKey: new Secret(credentials.secretKey), region: "cn-hangzhou" },
    ...{ protocol: "HTTP", endpoints: JSON.stringify([{ vpc: new URL(services.endpoints.vpc).host }]) },
  });
});
afterEach(async () => {
  await plugin.stop();
  await services.close();
});

/** What the engine gives the provider. */
async function made(type: string, inputs: Values) {
  const checked = await plugin.check(type, inputs);
  expect(checked.failures).toEqual([]);
  return { ...(await plugin.create(type, checked.inputs)), inputs: checked.inputs };
}

const IKE = { ikeVersion: "ikev2", ikeEncAlg: "aes256", ikeAuthAlg: "sha256", ikePfs: "group14", ikeLifetime: 86_400 };
const IPSEC = { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14", ipsecLifetime: 3600 };
const tunnels = (device: string, keys: string[]): Values[] =>
  keys.map((psk, at) => ({
    ...{ customerGatewayId: device, role: at === 0 ? "master" : "slave", enableDpd: true, enableNatTraversal: true },
    ...{ tunnelIkeConfig: { ...IKE, psk }, tunnelIpsecConfig: IPSEC },
  }));

test("makes a VPN with its tags, changes it in place, reads it back, and removes it in order", async () => {
  const { vpns } = world.alicloud;
  const tags = { dbferry: "shop" };
  const gateway = await made(GATEWAY, {
    ...{ vpcId: "vpc-1", vswitchId: "vsw-1", disasterRecoveryVswitchId: "vsw-2", bandwidth: 10, tags },
    ...{ vpnGatewayName: "dbferry-shop", paymentType: "PayAsYouGo", autoPay: true },
  });
  const [first, second] = vpns.gateways.find(gateway.id)!.addresses;
  expect(gateway.state).toMatchObject({
    ...{ internetIp: first, disasterRecoveryInternetIp: second, status: "active", paymentType: "PayAsYouGo", tags },
  });
  const device = await made(DEVICE, { ipAddress: "198.51.100.20", customerGatewayName: "dbferry-shop", tags });
  const inputs: Values = {
    ...{ vpnGatewayId: gateway.id, vpnConnectionName: "dbferry-shop", autoConfigRoute: false, tags },
    ...{ localSubnets: ["100.104.52.0/24"], remoteSubnets: ["10.1.0.0/24"] },
    tunnelOptionsSpecifications: tunnels(device.id, ["the_first_Key", "the_second_Key"]),
  };
  const connection = await made(CONNECTION, inputs);
  expect(vpns.connections.find(connection.id)).toMatchObject({
    tags,
    tunnels: [{ ike: { Psk: "the_first_Key", IkeVersion: "ikev2" } }, { ike: { Psk: "the_second_Key" } }],
  });
  const route = { vpnGatewayId: gateway.id, nextHop: connection.id, routeDest: "10.1.0.0/24", weight: 100 };
  const entry = await made(ROUTE, { ...route, publishVpc: true });
  expect([entry.id, entry.state]).toMatchObject([
    `${gateway.id}:${connection.id}:10.1.0.0/24`,
    { status: "published", publishVpc: true },
  ]);
  // What is read back is no difference.
  const read = (await plugin.read(CONNECTION, connection.id, connection.state, connection.inputs))!;
  expect(await plugin.diff(CONNECTION, connection.id, read.state, connection.inputs, connection.inputs)).toEqual({});
  const more = { ...connection.inputs, localSubnets: ["100.104.52.0/24", "100.104.53.0/24"] };
  expect(Object.keys(await plugin.diff(CONNECTION, connection.id, read.state, connection.inputs, more))).not.toEqual(
    [],
  );
  const after = await plugin.update(CONNECTION, connection.id, read.state, more);
  expect(after["localSubnets"]).toEqual(more.localSubnets);
  expect(vpns.connections.find(connection.id)!.tunnels.map(({ ike }) => ike["Psk"])).toEqual([
    "the_first_Key",
    "the_second_Key",
  ]);
  expect(
    await plugin.diff(DEVICE, device.id, device.state, device.inputs, { ...device.inputs, ipAddress: "198.51.100.9" }),
  ).toEqual({ ipAddress: "update_replace" });
  await plugin.delete(ROUTE, entry.id, entry.state);
  await plugin.delete(CONNECTION, connection.id, after);
  await plugin.delete(DEVICE, device.id, device.state);
  await plugin.delete(GATEWAY, gateway.id, gateway.state);
  expect(
    [vpns.routes, vpns.connections, vpns.customerGateways, vpns.gateways].map((kind) => kind.list().length),
  ).toEqual([0, 0, 0, 0]);
});

test("shows the vendor's refusal, and leaves a gateway that is paid in advance", async () => {
  const twice = { ipAddress: "198.51.100.20" };
  await made(DEVICE, twice);
  const { message } = await refused(plugin.create(DEVICE, (await plugin.check(DEVICE, twice)).inputs));
  expect(message).toContain("InvalidIpAddress.AlreadyExist");
  const gateway = world.alicloud.vpns.gateways.add({
    ...{ region: "cn-hangzhou", name: "theirs", description: "", vpcId: "vpc-1", bandwidth: 10, tags: {} },
    ...{ vswitchIds: ["vsw-1", "vsw-2"], addresses: ["192.0.2.9", "192.0.2.10"], status: "active" },
  });
  await plugin.delete(GATEWAY, gateway.id, { paymentType: "Subscription" });
  expect(world.alicloud.vpns.gateways.list()).toHaveLength(1);
});
