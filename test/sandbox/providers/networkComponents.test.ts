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
import { type Registered, Registrations, settled } from "../../components/support/registered";
import { bundlePlugin, Plugin } from "./plugin";

const sdk = JSON.parse(readFileSync(resolve(__dirname, "../../../scripts/codegen/schemas/huaweicloud.json"), "utf8"));
const parameter = JSON.parse(Buffer.from(sdk.parameterization.parameter, "base64").toString("utf8"));
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** What is not the vendor's, or needs an API that the sandbox has. */
const isKept = ({ type }: Registered) => /^huaweicloud:.*(Vpn\w+|VpcPeeringConnection|VpcRoute)$/.test(type);

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

beforeAll(async () => {
  bundle = await bundlePlugin("terraform-provider.ts");
  world = newWorld();
  control = await startControl(world, undefined);
  plugin = await Plugin.start(bundle.file, { DBFERRY_SANDBOX_CONTROL: control.url });
  await plugin.parameterize("huaweicloud", "1.97.1", parameter);
  await plugin.configure({ accessKey: "key", secretKey: "secret", projectId: "project", region: "cn-north-4" });
});
afterAll(async () => {
  await plugin.stop();
  await control.close();
  bundle.dispose();
});
beforeEach(() => expect(world.resources.list()).toEqual([]));

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

describe.each<[string, number, (more: object) => ReturnType<typeof partsOf>]>([
  ["VPN", 4, (more) => partsOf((opts) => new HuaweicloudVpn("vpn", { ...VPN, ...more }, opts))],
  ["peering", 3, (more) => partsOf((opts) => new HuaweicloudVpcPeering("peering", { ...PEERING, ...more }, opts))],
])("the parts of a %s", (_, count, parts) => {
  test("are what the vendor's provider accepts, and a later expiry replaces none of them", async () => {
    const before = await parts({});
    const later = await parts({ expires: inDays(9) });
    expect(before).toHaveLength(count);
    for (const [index, { type, name, inputs }] of before.entries()) {
      expect((await plugin.check(type, inputs as Values)).failures, name).toEqual([]);
      const { id, state } = await plugin.create(type, inputs as Values);
      expect(await plugin.diff(type, id, state, inputs, inputs), name).toEqual({});
      const changes = await plugin.diff(type, id, state, inputs, later[index]!.inputs);
      expect(Object.keys(changes).length, name).toBeGreaterThan(0);
      expect(
        Object.values(changes).filter((kind) => /replace/.test(kind)),
        name,
      ).toEqual([]);
      await plugin.delete(type, id, state);
    }
  });
});

test("another proposal changes the tunnels and replaces none", async () => {
  const connections = async (more: object) =>
    (await partsOf((opts) => new HuaweicloudVpn("vpn", { ...VPN, ...more }, opts))).filter(({ type }) =>
      type.endsWith(":VpnConnection"),
    );
  const [before] = await connections({});
  const [after] = await connections({ proposal: { dhGroup: "group20" } });
  const { type, inputs } = before!;
  const { id, state } = await plugin.create(type, inputs);
  const changes = await plugin.diff(type, id, state, inputs, after!.inputs);
  expect(changes).toEqual({ "ikepolicy.dhGroup": "update", "ipsecpolicy.pfs": "update" });
  await plugin.delete(type, id, state);
});
