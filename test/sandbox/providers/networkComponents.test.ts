import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  HuaweicloudVpcPeering,
  type HuaweicloudVpcPeeringArgs,
  HuaweicloudVpn,
  type HuaweicloudVpnArgs,
} from "../../../components";
import { Secret, type Values } from "../../../plugin/values";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { type ControlServer, startControl } from "../../../sandbox/control/control";
import { startHuaweicloud } from "../../../sandbox/huaweicloud";
import { type Registered, Registrations, settled } from "../../components/support/registered";
import { bundlePlugin, Plugin } from "./plugin";

const sdk = JSON.parse(readFileSync(resolve(__dirname, "../../../scripts/codegen/schemas/huaweicloud.json"), "utf8"));
const parameter = JSON.parse(Buffer.from(sdk.parameterization.parameter, "base64").toString("utf8"));
const REGION = "cn-north-4";
const KEYS = { accessKey: "key", secretKey: "secret", projectId: "project", region: REGION };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** The vendor's resources. */
const isKept = ({ type }: Registered) => type.startsWith("huaweicloud:");

const VPN: HuaweicloudVpnArgs = {
  migration: "shop",
  expires: inDays(5),
  vpnName: "dbferry-shop",
  region: "cn-north-4",
  vpcId: "vpc-1",
  subnetId: "subnet-1",
  availabilityZones: ["cn-north-4a"],
  deviceAddress: "198.51.100.20",
  deviceSubnets: ["10.1.0.0/16"],
  server: { address: "10.1.0.7" },
  cloudSubnets: ["192.168.10.0/24"],
};
const PEERING: HuaweicloudVpcPeeringArgs = {
  migration: "shop",
  expires: inDays(5),
  peeringName: "dbferry-shop",
  vpcId: "vpc-1",
  region: "cn-north-4",
  subnets: ["192.168.10.0/24"],
  peerVpcId: "vpc-2",
  peerRegion: "cn-north-4",
  peerSubnets: ["10.1.0.0/24"],
};

let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
let world: SandboxWorld;
let control: ControlServer;
let plugin: Plugin;
let cloud: Awaited<ReturnType<typeof startHuaweicloud>>;

beforeAll(async () => {
  bundle = await bundlePlugin("terraform-provider.ts");
  world = newWorld();
  const { id: vpcId } = world.huaweicloud.vpcs.add({
    id: "vpc-1",
    region: REGION,
    name: "vpc",
    cidr: "192.168.0.0/16",
  });
  world.huaweicloud.vpcs.addSubnet({ id: "subnet-1", vpcId, name: "subnet", cidr: "192.168.10.0/24" });
  world.huaweicloud.vpcs.add({ id: "vpc-2", region: REGION, name: "peer", cidr: "10.1.0.0/16" });
  cloud = await startHuaweicloud({ world, servers: { setReplicationFilter: async () => {} }, credentials: KEYS });
  control = await startControl(world, undefined);
  plugin = await Plugin.start(bundle.file, { DBFERRY_SANDBOX_CONTROL: control.url });
  await plugin.parameterize("huaweicloud", "1.97.1", parameter);
  await plugin.configure({ ...KEYS, endpoints: JSON.stringify(cloud.endpoints) });
});
afterAll(async () => {
  await plugin.stop();
  await cloud.close();
  await control.close();
  bundle.dispose();
});
beforeEach(() => {
  expect(world.resources.list()).toEqual([]);
  expect([world.huaweicloud.eips.list(), world.huaweicloud.vpns.dump()]).toEqual([
    [],
    { vpnGateways: [], customerGateways: [], vpnConnections: [] },
  ]);
});

/** What a program registers of the vendor's. */
async function partsOf(make: (opts: pulumi.ComponentResourceOptions) => pulumi.ComponentResource) {
  const made = new Registrations();
  const key = "aBcDeFgHiJkLmNoPqRsTuVwXyZ_aBcDeFgHiJkLmNoPqRsTuV";
  await made.start(false, ({ type, name, inputs }) => ({
    ...inputs,
    address: name.endsWith("1") ? "203.0.113.10" : "203.0.113.11",
    ...(type.startsWith("random:") ? { result: name.endsWith("1") ? key : [...key].reverse().join("") } : {}),
  }));
  await settled(make(made.watching()).urn);
  await pulumi.runtime.disconnect();
  return made.all.filter(isKept).map(({ type, name, inputs }) => ({ type, name, inputs: asValues(inputs) }));
}

function asValues(value: any): any {
  if (value?.[pulumi.runtime.specialSigKey] === pulumi.runtime.specialSecretSig) return new Secret(value.value);
  if (Array.isArray(value)) return value.map(asValues);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asValues(one)]));
}

/** The parts as they are created, in their order, each with the ids of those before it. */
async function created(parts: Awaited<ReturnType<typeof partsOf>>) {
  const ids = new Map<string, string>();
  const made: { type: string; name: string; id: string; state: Values; inputs: Values }[] = [];
  // The addresses come first, as for the engine.
  for (const { type, name, inputs: given } of [...parts].sort((a, b) => orderOf(a.type) - orderOf(b.type))) {
    const inputs = withIds(given, ids);
    expect((await plugin.check(type, inputs)).failures, name).toEqual([]);
    const { id, state } = await plugin.create(type, inputs);
    ids.set(`${name}-id`, id);
    made.push({ type, name, id, state, inputs });
  }
  return { ids, made };
}

const ORDER = ["VpcEip", "VpnGateway", "VpnCustomerGateway", "VpnConnection", "VpcPeeringConnection", "VpcRoute"];
const orderOf = (type: string) => ORDER.indexOf(type.split(":").at(-1)!);

function withIds(value: any, ids: ReadonlyMap<string, string>): any {
  if (typeof value === "string") return ids.get(value) ?? value;
  if (value instanceof Secret) return new Secret(withIds(value.value, ids));
  if (Array.isArray(value)) return value.map((one) => withIds(one, ids));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withIds(one, ids)]));
}

async function removed(made: Awaited<ReturnType<typeof created>>["made"]) {
  for (const { type, id, state } of made.toReversed()) await plugin.delete(type, id, state);
}

describe.each<[string, number, (more: object) => ReturnType<typeof partsOf>]>([
  ["VPN", 6, (more) => partsOf((opts) => new HuaweicloudVpn("vpn", { ...VPN, ...more }, opts))],
  ["peering", 3, (more) => partsOf((opts) => new HuaweicloudVpcPeering("peering", { ...PEERING, ...more }, opts))],
])("the parts of a %s", (_, count, partsFor) => {
  test("are what the vendor's provider accepts, and a later expiry replaces none of them", async () => {
    const parts = await partsFor({});
    const later = await partsFor({ expires: inDays(9) });
    expect(parts).toHaveLength(count);
    const { ids, made } = await created(parts);
    for (const { type, name, id, state, inputs } of made) {
      expect(await plugin.diff(type, id, state, inputs, inputs), name).toEqual({});
      const after = withIds(later.find((one) => one.name === name && one.type === type)!.inputs, ids);
      const changes = await plugin.diff(type, id, state, inputs, after);
      expect(Object.keys(changes).length, name).toBeGreaterThan(0);
      expect(
        Object.values(changes).filter((kind) => /replace/.test(kind)),
        name,
      ).toEqual([]);
    }
    await removed(made);
  });
});

test("another proposal changes the tunnels and replaces none", async () => {
  const make = (more: object) => partsOf((opts) => new HuaweicloudVpn("vpn", { ...VPN, ...more }, opts));
  const { ids, made } = await created(await make({}));
  const stronger = await make({ proposal: { dhGroup: "group20" } });
  for (const { type, name, id, state, inputs } of made.filter(({ type }) => type.endsWith(":VpnConnection"))) {
    const after = withIds(stronger.find((one) => one.name === name && one.type === type)!.inputs, ids);
    const changes = await plugin.diff(type, id, state, inputs, after);
    expect(changes).toEqual({ "ikepolicy.dhGroup": "update", "ipsecpolicy.pfs": "update" });
  }
  await removed(made);
});

test("removing the gateway keeps its addresses, which the cloud would delete with it", async () => {
  const { made } = await created(await partsOf((opts) => new HuaweicloudVpn("vpn", VPN, opts)));
  await removed(made.filter(({ type }) => !type.endsWith(":VpcEip")));
  expect(world.huaweicloud.eips.list()).toHaveLength(2);
  await removed(made.filter(({ type }) => type.endsWith(":VpcEip")));
});
