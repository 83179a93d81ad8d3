import * as pulumi from "@pulumi/pulumi";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AlicloudVpn, type AlicloudVpnArgs } from "../../../components";
import { deviceSettings } from "../../../model/vpn/devices";
import { Secret, type Values } from "../../../plugin/values";
import { type AlicloudServices, startAlicloud } from "../../../sandbox/alicloud";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { Clock } from "../../../sandbox/world/clock";
import { Registrations, settled } from "../../components/support/registered";
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

const VPN: AlicloudVpnArgs = {
  ...{ migration: "shop", vpnName: "dbferry-shop", vpcId: "vpc-1", vswitchId: "vsw-1", standbyVswitchId: "vsw-2" },
  ...{ deviceAddress: "192.0.2.1", deviceSubnets: ["10.1.0.0/24"], server: { address: "10.1.0.7" } },
  ...{ cloudSubnets: ["100.104.52.0/24", "100.104.53.0/24"], expires: inDays(5) },
};
const KEYS = ["aBcDeFgHiJkLmNoPqRsTuVwXyZ_aBcDeFgHiJkLmNoPqRsTuV", "VuTsRqPoNmLkJiHgFeDcBa_ZyXwVuTsRqPoNmLkJiHgFeDcBa"];
const ORDER = [GATEWAY, DEVICE, CONNECTION, ROUTE];

/** The vendor's resources of the component, in the order of the engine. */
async function partsOf(more: Partial<AlicloudVpnArgs> = {}) {
  const registered = new Registrations();
  await registered.start(false, ({ type, name, inputs }) => ({
    ...inputs,
    ...(type.startsWith("random:") ? { result: KEYS[Number(name.at(-1)) - 1] } : {}),
    ...(type === GATEWAY ? { internetIp: "203.0.113.1", disasterRecoveryInternetIp: "203.0.113.2" } : {}),
  }));
  await settled(new AlicloudVpn("vpn", { ...VPN, ...more }, registered.watching()).urn);
  await pulumi.runtime.disconnect();
  return registered.all
    .filter(({ type }) => ORDER.includes(type))
    .sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type));
}

/** With the ids of the cloud in place of the registered ones. */
function withIds(value: any, ids: ReadonlyMap<string, string>): any {
  if (value?.[pulumi.runtime.specialSigKey] === pulumi.runtime.specialSecretSig)
    return new Secret(withIds(value.value, ids));
  if (typeof value === "string") return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => withIds(one, ids));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withIds(one, ids)]));
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

test("the component's parts are what the provider accepts, carry the blocks of DTS to the server, and outlive another expiry", async () => {
  const ids = new Map<string, string>();
  const kept: { type: string; name: string; id: string; state: Values; inputs: Values }[] = [];
  for (const { type, name, inputs } of await partsOf()) {
    const one = { type, name, ...(await made(type, withIds(inputs, ids))) };
    ids.set(`${name}-id`, one.id);
    kept.push(one);
  }
  const mysql = { host: "127.0.0.1", port: 1, admin: { user: "root", password: "x" }, version: "5.7.44" };
  const server = {
    id: "shop",
    name: "shop.example.net",
    address: "192.0.2.20",
    privateAddress: "10.1.0.7",
    port: 3306,
  };
  const host = world.onprem.add({ ...server, mysql });
  const reach = (address: string) => world.reach({ address, vpcId: "vpc-1" }, "10.1.0.7", 3306);
  host.firewall.run("iptables -I INPUT 1 -s 100.104.53.0/24 -p tcp --dport 3306 -j ACCEPT");
  expect(reach("100.104.53.7")).toMatchObject({ ok: false, why: "noRoute" });
  const {
    expires: _,
    migration: __,
    vpnName,
    deviceAddress,
    ...described
  } = VPN as AlicloudVpnArgs & Record<string, any>;
  const { strongSwan } = deviceSettings({
    ...{ name: vpnName, deviceAddress, deviceSubnets: described.deviceSubnets, server: described.server },
    cloudSubnets: described.cloudSubnets,
    gateways: world.alicloud.vpns.gateways.list()[0]!.addresses.map((address) => ({ address, keyIn: "the stack" })),
  });
  world.onprem.device.load("dbferry-shop", strongSwan.replaceAll("<KEY-1>", KEYS[0]!).replaceAll("<KEY-2>", KEYS[1]!));
  expect(reach("100.104.53.7")).toMatchObject({ ok: true });
  // The host lets in what was opened there, and the tunnels carry nothing else.
  expect(reach("100.104.52.7")).toMatchObject({ ok: false, why: "hostFirewall" });
  expect(reach("100.104.54.7")).toMatchObject({ ok: false, why: "noRoute" });

  const later = await partsOf({ expires: inDays(9) });
  for (const { type, name, id, state, inputs } of kept) {
    expect(await plugin.diff(type, id, state, inputs, inputs), name).toEqual({});
    const after = withIds(later.find((one) => one.name === name)!.inputs, ids);
    const { inputs: checked } = await plugin.check(type, after);
    const changes = await plugin.diff(type, id, state, inputs, checked);
    expect(
      Object.keys(changes).every((path) => path.startsWith("tags")),
      name,
    ).toBe(true);
  }
  for (const { type, id, state } of kept.toReversed()) await plugin.delete(type, id, state);
  expect(world.alicloud.vpns.gateways.list()).toEqual([]);
});
