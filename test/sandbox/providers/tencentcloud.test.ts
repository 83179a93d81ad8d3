import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { TencentcloudVpn, type TencentcloudVpnArgs } from "../../../components";
import { Secret, type Values } from "../../../plugin/values";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { startTencentcloud, type TencentcloudServices } from "../../../sandbox/tencentcloud";
import { Clock } from "../../../sandbox/world/clock";
import { Registrations, settled } from "../../components/support/registered";
import { bundlePlugin, Plugin, refused } from "./plugin";

const GATEWAY = "tencentcloud:index/vpnGateway:VpnGateway";
const DEVICE = "tencentcloud:index/vpnCustomerGateway:VpnCustomerGateway";
const CONNECTION = "tencentcloud:index/vpnConnection:VpnConnection";
const ROUTE = "tencentcloud:index/routeTableEntry:RouteTableEntry";
const region = "ap-guangzhou";
const credentials = { secretId: "AKIDsandbox", secretKey: "tencent-secret", region, accountId: "100000000001" };
const sdk = JSON.parse(readFileSync(resolve(__dirname, "../../../scripts/codegen/schemas/tencentcloud.json"), "utf8"));
const parameter = JSON.parse(Buffer.from(sdk.parameterization.parameter, "base64").toString("utf8"));

let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
let world: SandboxWorld;
let services: TencentcloudServices;
let plugin: Plugin;
let vpcId: string;

beforeAll(async () => {
  bundle = await bundlePlugin("terraform-provider.ts");
  world = newWorld(new Clock(6000));
  vpcId = world.tencentcloud.networks.add({ region, name: "vpc", cidr: "10.20.0.0/16" }).id;
  services = await startTencentcloud({ world, credentials, servers: { setReplicationFilter: async () => {} } });
  plugin = await Plugin.start(bundle.file);
  await plugin.parameterize("tencentcloud", "1.83.25", parameter);
});
afterAll(async () => {
  await plugin.stop();
  await services.close();
  bundle.dispose();
});
beforeEach(() =>
  plugin.configure({
    secretId: credentials.secretId,
    secretKey: new Secret(credentials.secretKey),
    region,
    protocol: "HTTP",
    domain: new URL(services.endpoints.vpc).host,
  }),
);

const tags = { "migrate-id": "shop" };

/** Made as the engine does it: checked, created, and the same again in a preview. */
async function made(type: string, given: Values) {
  const { inputs, failures } = await plugin.check(type, given);
  expect(failures).toEqual([]);
  const { id, state } = await plugin.create(type, inputs);
  expect(await plugin.diff(type, id, state, inputs, inputs)).toEqual({});
  expect((await plugin.read(type, id, state, inputs))?.state).toEqual(state);
  return { id, state, inputs };
}

test("the parts of a VPN are made in the sandbox, tagged by the tag service, changed and removed", async () => {
  const { vpns, routeTables } = world.tencentcloud;
  const gateway = await made(GATEWAY, { name: "gateway", vpcId, bandwidth: 100, tags });
  const address = gateway.state["publicIpAddress"] as string;
  expect(vpns.gateways.list()).toMatchObject([{ id: gateway.id, address, bandwidth: 100, tags }]);
  expect(gateway.state).toMatchObject({ state: "AVAILABLE", type: "IPSEC", chargeType: "POSTPAID_BY_HOUR" });
  const device = await made(DEVICE, { name: "device", publicIpAddress: "192.0.2.1", tags });
  const connection = await made(CONNECTION, {
    name: "connection",
    vpcId,
    vpnGatewayId: gateway.id,
    customerGatewayId: device.id,
    preShareKey: new Secret("a_Key_that_nobody_Guesses"),
    routeType: "Policy",
    securityGroupPolicies: [{ localCidrBlock: "10.20.10.0/24", remoteCidrBlocks: ["10.1.0.0/24"] }],
    ikeVersion: "IKEV2",
    ikeLocalAddress: address,
    ikeRemoteAddress: "192.0.2.1",
    tags,
  });
  expect(connection.state).toMatchObject({
    // What is not given is the provider's own default, which is weak.
    ...{ ikeDhGroupName: "GROUP1", ipsecPfsDhGroup: "NULL", ipsecSaLifetimeSeconds: 3600 },
    netStatus: "UNAVAILABLE",
  });
  expect(vpns.connections.list()).toMatchObject([{ id: connection.id, key: "a_Key_that_nobody_Guesses", tags }]);
  const table = routeTables.of(vpcId);
  const entry = { routeTableId: table.id, destinationCidrBlock: "10.1.0.0/24", nextType: "VPN", nextHub: gateway.id };
  const route = await made(ROUTE, { ...entry, description: "for a while" });
  expect(table.routes).toMatchObject([
    { destination: "10.1.0.0/24", gatewayId: gateway.id, description: "for a while" },
  ]);

  const marked = { ...gateway.inputs, tags: { "migrate-id": "other" } };
  expect((await plugin.update(GATEWAY, gateway.id, gateway.state, marked))["tags"]).toEqual({ "migrate-id": "other" });
  expect(vpns.gateways.list()[0]!.tags).toEqual({ "migrate-id": "other" });
  const wider = plugin.update(GATEWAY, gateway.id, gateway.state, { ...gateway.inputs, bandwidth: 200 });
  expect((await refused(wider)).message).toContain("does not simulate a change of bandwidth");
  expect((await refused(plugin.delete(GATEWAY, gateway.id, gateway.state))).message).toContain(
    "associated tunnel exists",
  );

  for (const [type, one] of [
    [ROUTE, route],
    [CONNECTION, connection],
    [DEVICE, device],
    [GATEWAY, gateway],
  ] as const) {
    await plugin.delete(type, one.id, one.state);
    expect(await plugin.read(type, one.id, one.state, one.inputs), type).toBeUndefined();
  }
  expect([vpns.gateways.list(), vpns.devices.list(), vpns.connections.list(), table.routes]).toEqual([[], [], [], []]);
});

test("a refusal by the cloud is told with its code", async () => {
  const failed = await refused(plugin.create(GATEWAY, { name: "gateway", vpcId: "vpc-00000000" }));
  expect(failed.message).toMatch(/\[TencentCloudSDKError\] Code=InvalidVpcId\.NotFound, Message=.*RequestId=/);
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** What the component registers of the vendor's, with ids and addresses of what was made before it. */
async function partsOf(more: Partial<TencentcloudVpnArgs>, ids: ReadonlyMap<string, string>, address: string) {
  const made = new Registrations();
  await made.start(false, ({ type, inputs }) => {
    if (type.endsWith(":VpnGateway")) return { ...inputs, publicIpAddress: address };
    return type.startsWith("random:")
      ? { ...inputs, result: "aBcDeFgHiJkLmNoPqRsTuVwXyZ_aBcDeFgHiJkLmNoPqRsTuV" }
      : inputs;
  });
  const args = {
    ...{ migration: "shop", expires: inDays(5), vpnName: "dbferry-shop", vpcId, deviceAddress: "192.0.2.1" },
    ...{ deviceSubnets: ["10.1.0.0/24"], server: { address: "10.1.0.7" }, cloudSubnets: ["10.20.10.0/24"] },
    routeTableId: world.tencentcloud.routeTables.of(vpcId).id,
  };
  await settled(new TencentcloudVpn("vpn", { ...args, ...more }, made.watching()).urn);
  await pulumi.runtime.disconnect();
  const plain = (value: any): any => {
    if (value?.[pulumi.runtime.specialSigKey]) return new Secret(value.value);
    if (typeof value === "string") return ids.get(value) ?? value;
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  };
  return [GATEWAY, DEVICE, CONNECTION, ROUTE].map((type) => {
    const { name, inputs } = made.all.find((one) => one.type === type)!;
    return { type, name, inputs: plain(inputs) as Values };
  });
}

test("the component's parts are what the vendor's provider accepts, and a later expiry replaces none of them", async () => {
  const ids = new Map<string, string>();
  const all: Awaited<ReturnType<typeof made>>[] = [];
  const types = [GATEWAY, DEVICE, CONNECTION, ROUTE];
  const address = () => (all[0]?.state["publicIpAddress"] ?? "203.0.113.10") as string;
  for (const [index, type] of types.entries()) {
    const { name, inputs } = (await partsOf({}, ids, address()))[index]!;
    const one = await made(type, inputs);
    ids.set(`${name}-id`, one.id);
    all.push(one);
  }
  const later = await partsOf({ expires: inDays(9) }, ids, address());
  for (const [index, { id, state, inputs }] of all.entries()) {
    const changes = await plugin.diff(types[index]!, id, state, inputs, later[index]!.inputs);
    const tagged = types[index] === ROUTE ? [] : ["tags"];
    expect(changes, types[index]).toEqual(Object.fromEntries(tagged.map((path) => [path, "update"])));
  }
  for (const [index, { id, state }] of [...all.entries()].reverse()) await plugin.delete(types[index]!, id, state);
});
