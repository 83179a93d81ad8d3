import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lastingMark, tagsFor } from "../../../../model/expiry";
import { tencentcloud } from "../../../../provider/clouds/tencentcloud";
import type { CloudApi, VpnQuery } from "../../../../provider/core/clouds";
import { Cloud, CREDENTIALS, REGION } from "../../../sandbox/tencentcloud/stage";

const BY = { organization: "shop", project: "dbferry", stack: "prod", id: "0a1b2c3d" };

let cloud: Cloud;
let api: CloudApi;
beforeEach(async () => {
  cloud = await Cloud.raise();
  const { secretId: accessKey, secretKey } = CREDENTIALS;
  api = tencentcloud.connect({ region: REGION, accessKey, secretKey, endpoints: cloud.services.endpoints });
});
afterEach(() => cloud.close());

const world = () => cloud.world.tencentcloud;
const table = () => world().routeTables.of(cloud.target.vpcId);
const cidr = () => world().networks.findSubnet(cloud.target.subnetId)!.cidr;

function gatewayIn(vpcId: string, name = "office") {
  const { vpns } = world();
  const at = { region: REGION, name, tags: {}, bandwidth: 5, zone: "ap-guangzhou-3" };
  return vpns.gateways.add({ ...at, vpcId, address: vpns.nextAddress() });
}

function found(more: Partial<VpnQuery> = {}) {
  const { vpcId, subnetId } = cloud.target;
  return api.vpn!({
    ...{ cloud: "tencentcloud", region: REGION, migration: "shop", stateId: BY.id },
    ...{ vpcId, subnetId, cloudSubnets: [cidr()], deviceSubnets: ["10.1.0.0/24"], routeTableId: table().id },
    ...more,
  });
}

function routeTo(destination: string, description: string, enabled = true) {
  const { id: gatewayId } = gatewayIn(cloud.target.vpcId);
  world().routeTables.addRoute(table(), { destination, type: "VPN", gatewayId, enabled, description });
}

function connectionOf(gatewayId: string, remote: string, tags: Record<string, string> = {}) {
  world().vpns.connections.add({
    ...{ region: REGION, name: "office", vpcId: cloud.target.vpcId, gatewayId, deviceId: "cgw-1", key: "a_Key", tags },
    ...{ routeType: "Policy", negotiationType: "active", policies: [{ local: cidr(), remotes: [remote] }] },
    negotiation: { ike: {}, ipsec: {} } as never,
    ...{ identities: { local: "", remote: "" }, dpd: { enabled: false, timeout: "30", action: "clear" } },
  });
}

describe("before a VPN of Tencent Cloud is made, the cloud", () => {
  it("has nothing against one that fits", async () => {
    expect(await found()).toEqual([]);
  });

  it("names the subnet that the tunnel does not carry", async () => {
    expect(await found({ cloudSubnets: ["10.77.0.0/24"] })).toMatchObject([
      { path: "vpn.cloudSubnets", needed: expect.stringContaining(cidr()) },
    ]);
  });

  it("names the route table of the subnet where another is given, of this VPC or not", async () => {
    const other = world().routeTables.of(cloud.source.vpcId).id;
    expect(await found({ routeTableId: other })).toMatchObject([
      { path: "vpn.routeTableId", needed: expect.stringContaining(table().id) },
      { path: "vpn.routeTableId", seen: expect.stringContaining(cloud.source.vpcId) },
    ]);
    expect(await found({ routeTableId: "rtb-00000000" })).toMatchObject([
      { path: "vpn.routeTableId" },
      { path: "vpn.routeTableId", seen: `rtb-00000000, which is not in ${REGION}` },
    ]);
  });

  it("names a route of somebody else to the device's network, or to a part of it, and not the migration's own", async () => {
    routeTo("10.1.0.0/24", lastingMark("shop", BY));
    routeTo("10.5.0.0/24", "the office");
    expect(await found()).toEqual([]);
    routeTo("10.1.0.128/25", "the office");
    routeTo("10.2.0.0/16", lastingMark("another", BY));
    expect(await found({ deviceSubnets: ["10.1.0.0/24", "10.2.0.0/16"] })).toMatchObject([
      { path: "vpn.deviceSubnets.0", seen: expect.stringContaining("10.1.0.128/25 through vpngw-") },
      { path: "vpn.deviceSubnets.1", fix: expect.stringContaining("dbferry does not touch it") },
    ]);
  });

  it("names a route of another stack's migration of the same name, and one to that network that is switched off", async () => {
    routeTo("10.1.0.0/24", lastingMark("shop", { ...BY, id: "99999999" }));
    routeTo("10.2.0.0/16", "the office", false);
    routeTo("10.3.0.128/25", "the office", false);
    expect(await found({ deviceSubnets: ["10.1.0.0/24", "10.2.0.0/16", "10.3.0.0/24"] })).toMatchObject([
      { path: "vpn.deviceSubnets.0" },
      { path: "vpn.deviceSubnets.1" },
    ]);
  });

  it("names the network of the device that overlaps the VPC's own", async () => {
    const { cidr: own } = world().networks.find(cloud.target.vpcId)!;
    expect(await found({ deviceSubnets: ["10.1.0.0/24", own.replace("/16", "/17")] })).toMatchObject([
      { path: "vpn.deviceSubnets.1", seen: expect.stringContaining(`overlaps ${own} of ${cloud.target.vpcId}`) },
    ]);
  });

  it("names a connection of an existing gateway that carries the same networks, and not the migration's own", async () => {
    const { id, address } = gatewayIn(cloud.target.vpcId);
    const UNTIL = new Date("2026-12-10T00:00:00Z");
    connectionOf(id, "10.1.0.0/25", tagsFor("shop", UNTIL, undefined, BY));
    connectionOf(id, "10.9.0.0/24");
    connectionOf(gatewayIn(cloud.target.vpcId).id, "10.1.0.0/25");
    expect(await found({ gateway: { id, address } })).toEqual([]);
    connectionOf(id, "10.1.0.0/25");
    connectionOf(id, "10.1.0.128/25", tagsFor("shop", UNTIL, undefined, { ...BY, id: "99999999" }));
    expect(await found({ gateway: { id, address } })).toMatchObject([
      { path: "vpn.gateway.id", seen: expect.stringContaining(`${cidr()} to 10.1.0.0/25`) },
      { path: "vpn.gateway.id", seen: expect.stringContaining(`${cidr()} to 10.1.0.128/25`) },
    ]);
  });

  it("knows an existing gateway by its VPC, its state and its address", async () => {
    const { id, address } = gatewayIn(cloud.target.vpcId);
    expect(await found({ gateway: { id, address } })).toEqual([]);
    expect(await found({ gateway: { id, address: "203.0.113.9" } })).toMatchObject([
      { path: "vpn.gateway.address", needed: expect.stringContaining(address) },
    ]);
    const elsewhere = gatewayIn(cloud.source.vpcId);
    expect(await found({ gateway: { id: elsewhere.id, address: elsewhere.address } })).toMatchObject([
      { path: "vpn.gateway.id", seen: expect.stringContaining(cloud.source.vpcId) },
    ]);
    expect(await found({ gateway: { id: "vpngw-00000000", address } })).toMatchObject([
      { path: "vpn.gateway.id", seen: `vpngw-00000000, which is not in ${REGION}` },
    ]);
  });
});
