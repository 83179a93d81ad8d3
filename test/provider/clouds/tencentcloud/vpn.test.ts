import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tagsFor } from "../../../../model/expiry";
import { deviceSettings } from "../../../../model/vpn/devices";
import { tencentcloud } from "../../../../provider/clouds/tencentcloud";
import type { CloudApi, KnownHere } from "../../../../provider/core/clouds";
import { readNegotiation } from "../../../../sandbox/tencentcloud/vpn/negotiation";
import { Cloud, CREDENTIALS, REGION } from "../../../sandbox/tencentcloud/stage";

const UNTIL = new Date("2026-12-10T00:00:00Z");
const BY = { organization: "shop", project: "dbferry", stack: "prod", id: "0a1b2c3d" };
const KEY = "a_Key_that_nobody_Guesses";
const STRONG = readNegotiation(
  { PropoEncryAlgorithm: "AES-CBC-256", PropoAuthenAlgorithm: "SHA-256", DhGroupName: "GROUP14", IKEVersion: "IKEV2" },
  { EncryptAlgorithm: "AES-CBC-256", IntegrityAlgorith: "SHA-256", PfsDhGroup: "DH-GROUP14" },
);

let cloud: Cloud;
let api: CloudApi;
beforeEach(async () => {
  cloud = await Cloud.raise();
  const { secretId: accessKey, secretKey } = CREDENTIALS;
  api = tencentcloud.connect({ region: REGION, accessKey, secretKey, endpoints: cloud.services.endpoints });
});
afterEach(() => cloud.close());

const world = () => cloud.world.tencentcloud;
const tags = (migration = "shop") => tagsFor(migration, UNTIL, "dba@example.com", BY) as Record<string, string>;

/** A whole VPN with the given marks, and a route to it. */
function madeVpn(marks: Record<string, string>, name = "dbferry-shop", far = "10.1.0.0/24") {
  const { vpns, routeTables } = world();
  const { vpcId } = cloud.source;
  const at = { region: REGION, name, tags: marks };
  const gateway = vpns.gateways.add({
    ...at,
    vpcId,
    address: vpns.nextAddress(),
    bandwidth: 5,
    zone: "ap-guangzhou-3",
  });
  const device = vpns.devices.add({ ...at, address: "192.0.2.1" });
  const connection = vpns.connections.add({
    ...at,
    ...{ vpcId, gatewayId: gateway.id, deviceId: device.id, key: KEY, routeType: "Policy", negotiationType: "active" },
    policies: [{ local: "10.20.10.0/24", remotes: [far] }],
    negotiation: STRONG,
    identities: { local: gateway.address, remote: device.address },
    dpd: { enabled: true, timeout: "30", action: "restart" },
  });
  const table = routeTables.of(vpcId);
  const to = { destination: far, type: "VPN", gatewayId: gateway.id, enabled: true };
  const route = routeTables.addRoute(table, { ...to, description: "" });
  return { gateway, device, connection, table, route, routeId: `${route.id}.${table.id}` };
}

const known = (more: Partial<KnownHere> = {}): KnownHere => ({ migration: "shop", named: [], tunnels: true, ...more });
const at = { cloud: "tencentcloud", region: REGION } as const;

describe("the openings of a VPN in Tencent Cloud", () => {
  it("are the parts with our mark, each with what it is, and no key; somebody else's are not among them", async () => {
    const { gateway, device, connection } = madeVpn(tags());
    madeVpn({ owner: "office" }, "office", "10.5.0.0/24");
    const { found, unread } = await api.openings!(known());
    expect(unread).toEqual([]);
    expect(found.map(({ kind, id, addresses }) => [kind, id, addresses])).toEqual([
      ["vpnConnection", connection.id, ["192.0.2.1"]],
      ["customerGateway", device.id, ["192.0.2.1"]],
      ["vpnGateway", gateway.id, [gateway.address]],
    ]);
    expect(found[0]).toMatchObject({ migration: "shop", state: BY.id, expires: UNTIL.toISOString() });
    expect(found[0]!.where).toBe(`VPN connection dbferry-shop, tunnel UNAVAILABLE, of the gateway ${gateway.id}`);
    expect(JSON.stringify(found)).not.toContain(KEY);
  });

  it("are not read where nothing says that there are any: other migrations need no permission for that", async () => {
    madeVpn(tags());
    expect((await api.openings!(known({ tunnels: false }))).found).toEqual([]);
    expect((await api.openings!()).found).toHaveLength(3);
  });

  it("have a route by the state, as long as it leads through what the state says", async () => {
    const { gateway, routeId, table, route } = madeVpn(tags());
    const named = [{ at, kind: "route" as const, id: routeId, isOurs: true as const, through: gateway.id }];
    const routes = async () => (await api.openings!(known({ named }))).found.filter(({ kind }) => kind === "route");
    expect(await routes()).toMatchObject([{ id: routeId, addresses: ["10.1.0.0/24"], migration: "shop" }]);
    table.routes.find(({ id }) => id === route.id)!.gatewayId = "vpngw-00000000";
    expect(await routes()).toEqual([]);
    expect((await api.openings!(known({ named }))).unread).toEqual([
      expect.stringContaining("does not lead through what the state says"),
    ]);
  });

  it("do not prove that nothing is open where a part has our name and no mark", async () => {
    madeVpn({});
    const { found, unread } = await api.openings!(known());
    expect(found).toEqual([]);
    expect(unread).toHaveLength(3);
    expect(unread[0]).toContain("has the name dbferry-shop and no mark");
  });

  it("are removed one after another, whatever order the cloud needs, and twice without an error", async () => {
    const other = madeVpn({ owner: "office" }, "office", "10.5.0.0/24");
    const { gateway, routeId, table } = madeVpn(tags());
    const named = [{ at, kind: "route" as const, id: routeId, isOurs: true as const, through: gateway.id }];
    const { found } = await api.openings!(known({ named }));
    const order = ["route", "vpnConnection", "customerGateway", "vpnGateway"];
    const inOrder = order.flatMap((kind) => found.filter((one) => one.kind === kind));
    expect(inOrder).toHaveLength(4);
    for (const one of inOrder) await api.close!(one);
    for (const one of inOrder) await api.close!(one);
    const { vpns } = world();
    expect(vpns.gateways.list().map(({ id }) => id)).toEqual([other.gateway.id]);
    expect(table.routes.map(({ destination }) => destination)).toEqual(["10.5.0.0/24"]);
  });
});

describe("what a killed update has left of a VPN", () => {
  it("is found by the mark of this state alone", async () => {
    const { gateway, device, connection } = madeVpn(tags());
    madeVpn(tags("other"), "dbferry-other", "10.5.0.0/24");
    const query = { ...at, migration: "shop", stateId: BY.id, kind: "vpn", tasks: async () => [] };
    expect((await api.leftover!(query))!.split(",").sort()).toEqual([connection.id, device.id, gateway.id].sort());
    expect(await api.leftover!({ ...query, stateId: "another" })).toBeUndefined();
  });
});

describe("a part of a VPN that is needed", () => {
  it("lacks nothing while it is as it was made", async () => {
    const { gateway, device, connection, routeId } = madeVpn(tags());
    const lacks = (kind: string, id: string, address: string, through?: string) =>
      api.lacks!({ ...at, kind: kind as "route", id, address, ...(through ? { through } : {}) });
    expect(await lacks("vpnGateway", gateway.id, gateway.address)).toBeUndefined();
    expect(await lacks("customerGateway", device.id, "192.0.2.1")).toBeUndefined();
    expect(await lacks("vpnConnection", connection.id, "192.0.2.1", gateway.id)).toBeUndefined();
    expect(await lacks("route", routeId, "10.1.0.0/24", gateway.id)).toBeUndefined();
    expect(await lacks("vpnGateway", gateway.id, "203.0.113.9")).toContain(`has the address ${gateway.address}`);
    expect(await lacks("route", routeId, "10.1.0.0/24", "vpngw-00000000")).toContain("was changed");
    world().vpns.connections.remove(connection.id);
    expect(await lacks("vpnConnection", connection.id, "192.0.2.1", gateway.id)).toContain("is gone");
    world().routeTables.of(cloud.source.vpcId).routes.splice(0);
    expect(await lacks("route", routeId, "10.1.0.0/24", gateway.id)).toContain("is gone");
  });
});

describe("the way through a tunnel", () => {
  const look = (from = ["10.20.10.9"]) =>
    api.tunnel!({ migration: "shop", from, to: "10.1.0.7", deviceAddress: "192.0.2.1" });
  const typeIn = (address: string) => {
    const { strongSwan } = deviceSettings({
      ...{ name: "dbferry-shop", deviceAddress: "192.0.2.1", deviceSubnets: ["10.1.0.0/24"] },
      ...{ server: { address: "10.1.0.7" }, cloudSubnets: ["10.20.10.0/24"], gateways: [{ address, keyIn: "here" }] },
    });
    cloud.world.onprem.device.load("dbferry-shop", strongSwan.replaceAll("<KEY-1>", KEY));
  };

  it("is not known until the device agrees, and then never more than inferred", async () => {
    const { gateway } = madeVpn(tags());
    expect(await look()).toMatchObject({ state: "unknown", seen: [expect.stringContaining("not shown as up")] });
    typeIn(gateway.address);
    expect(await look()).toMatchObject({ state: "inferred" });
  });

  it("misses a route where none leads to the gateway, or a more exact one leads elsewhere", async () => {
    const { gateway, table, route } = madeVpn(tags());
    typeIn(gateway.address);
    table.routes.push({ ...route, id: 1, destination: "10.1.0.0/25", gatewayId: "vpngw-00000000" });
    expect(await look()).toMatchObject({ state: "shut", seen: [expect.stringContaining("route missing")] });
    table.routes.splice(0);
    expect(await look()).toMatchObject({ state: "shut", seen: [expect.stringContaining("route missing")] });
  });

  it("is shut for an address that no policy carries, and not known without an address", async () => {
    const { gateway } = madeVpn(tags());
    typeIn(gateway.address);
    expect(await look(["10.20.99.9"])).toMatchObject({
      state: "shut",
      seen: [expect.stringContaining("no policy of the tunnel carries 10.20.99.9 to 10.1.0.7")],
    });
    expect(await look([])).toMatchObject({ state: "unknown" });
  });

  it("is not there where no connection has the mark, and not judged where two stacks have one", async () => {
    expect(await look()).toMatchObject({ state: "shut", seen: ["no VPN connection has the mark of the migration"] });
    madeVpn(tags());
    madeVpn(tagsFor("shop", UNTIL, "x", { ...BY, id: "ffffffff" }) as Record<string, string>, "twin", "10.5.0.0/24");
    expect(await look()).toMatchObject({ state: "unknown", seen: [expect.stringContaining("of several stacks")] });
  });
});
