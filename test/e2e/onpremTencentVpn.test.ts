import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SocketWatch } from "../support/sockets/watch";
import type { Field } from "./harness";
import { settles } from "./phases";
import { watchSockets } from "./sockets";
import { closes, opens, tencentVpnField, VPN } from "./vpnField";

const words = (text: string) => text.replace(/\s+/g, " ");

/** A server on premises to TencentDB by Tencent DTS over a VPN (S002.11, S004.8), on the real engine. */
describe("a migration from on premises to Tencent Cloud over a VPN", () => {
  let made: Awaited<ReturnType<typeof tencentVpnField>>;
  let field: Field;
  let watch: SocketWatch;
  let foreign: string;
  let printed = "";
  let address = "";
  beforeAll(async () => {
    made = await tencentVpnField();
    field = made.field;
    watch = watchSockets(field);
    foreign = officeOf();
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  const cloud = () => made.sandbox.world.tencentcloud;
  const parts = () => {
    const { gateways, devices, connections } = cloud().vpns;
    const { routes } = cloud().routeTables.of(made.sandbox.target.vpcId);
    return [gateways.list(), devices.list(), connections.list(), routes].map(({ length }) => length);
  };
  const users = () => field.as("source", (db) => db.query("SELECT Host FROM mysql.user WHERE User LIKE 'df\\_shop%'"));

  /** Somebody else's gateway, device and route in the same VPC. @returns all of it */
  function officeOf(): string {
    const { vpcId } = made.sandbox.target;
    const { vpns, routeTables } = cloud();
    const region = "ap-guangzhou";
    const gateway = vpns.gateways.add({
      ...{ region, name: "office", vpcId, address: vpns.nextAddress(), bandwidth: 5, zone: `${region}-3`, tags: {} },
    });
    vpns.devices.add({ region, name: "office", address: "192.0.2.99", tags: {} });
    const route = { destination: "10.5.0.0/24", type: "VPN", gatewayId: gateway.id, enabled: true };
    routeTables.addRoute(routeTables.of(vpcId), { ...route, description: "the office" });
    return others();
  }
  const others = () =>
    JSON.stringify([
      cloud()
        .vpns.gateways.list()
        .filter(({ name }) => name === "office"),
      cloud()
        .vpns.devices.list()
        .filter(({ name }) => name === "office"),
      cloud()
        .routeTables.of(made.sandbox.target.vpcId)
        .routes.filter(({ description }) => description === "the office"),
    ]);

  it("refuses a route table that does not exist, and a network that the tunnel does not carry, and makes nothing", async () => {
    let kept: unknown;
    field.configure((config) => {
      const { vpn } = config["dbferry:migration"];
      kept = { ...vpn };
      Object.assign(vpn, { routeTableId: "rtb-00000000", cloudSubnets: ["10.77.0.0/24"] });
    });
    const done = await field.up("prepare");
    field.configure((config) => {
      config["dbferry:migration"].vpn = kept;
    });
    expect(done.code, done.text).not.toBe(0);
    expect(words(done.text)).toMatch(/vpn\.routeTableId: rtb-00000000, which is not in ap-guangzhou/);
    expect(words(done.text)).toMatch(/vpn\.cloudSubnets: 10\.77\.0\.0\/24; needed: .*the subnet of the target/);
    expect(parts()).toEqual([1, 1, 0, 1]);
  });

  it("prepare makes the tunnel and the task, and says where a person reads the address of the task", async () => {
    printed = await settles(field, "prepare");
    expect(parts()).toEqual([2, 2, 1, 2]);
    expect(words(printed)).toContain("enter this on the device 192.0.2.1");
    expect(words(printed)).toMatch(
      /a person has to read the address from which the task dts-\w+ connects .* in the console of DTS/,
    );
    expect(await users()).toEqual([]);
    expect(printed).not.toMatch(/iptables -I/);
    // An update that is killed may create a part of the VPN and not record it.
    const { devices } = cloud().vpns;
    const { tags } = devices.list().find(({ address }) => address === "192.0.2.1")!;
    const unrecorded = devices.add({ region: "ap-guangzhou", name: "dbferry-shop", address: "192.0.2.1", tags });
    const twice = await field.up("prepare");
    expect(twice.code, twice.text).not.toBe(0);
    expect(words(twice.text)).toContain(`created and not recorded: ${unrecorded.id}`);
    devices.remove(unrecorded.id);
  });

  it("migrate is refused until it is written, and an address that the tunnel does not carry is refused as well", async () => {
    const refused = await field.up("migrate");
    expect(refused.code, refused.text).not.toBe(0);
    expect(words(refused.text)).toMatch(/tencentDts\.addresses: nothing; needed: the address from which the task/);
    expect(words(refused.text)).toContain("in the console of DTS, at the task");
    field.configure((config) => {
      config["dbferry:migration"].tencentDts = { addresses: ["172.31.0.9"] };
    });
    const other = await field.up("prepare");
    expect(other.code, other.text).not.toBe(0);
    expect(words(other.text)).toMatch(/tencentDts\.addresses: 172\.31\.0\.9; needed: an address in vpn\.cloudSubnets/);
    expect([await users(), await field.targetDatabases()]).toEqual([[], []]);
  });

  it("prepare then lets in that address alone, and migrate loads once device and host are configured", async () => {
    address = made.reads();
    printed = await settles(field, "prepare");
    expect(printed).toContain(`open on 10.1.0.7: TCP port 3306 from ${address}, and nothing else`);
    expect((await users()).map(({ Host }) => Host)).toEqual([address]);
    await opens(made, printed);
    await settles(field, "migrate");
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task, the tunnel, the device, the gateway and the route, and nothing of others", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    const text = words(audit.text);
    for (const kind of ["VPN connection", "VPN customer gateway", "VPN gateway", "route", "task", "account"])
      expect(text).toContain(kind);
    expect(text).toContain("not checked: the device 192.0.2.1 on premises: no API reaches it");
    expect(text).not.toContain("10.5.0.0/24");
  });

  it("cutover proves; done removes the VPN, and leaves what is somebody else's", async () => {
    await settles(field, "cutover");
    const done = await settles(field, "done");
    expect(parts()).toEqual([1, 1, 0, 1]);
    expect(others()).toBe(foreign);
    expect(made.device.loaded()).toEqual([VPN]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    expect(words(audit.text)).toContain("remove the tunnels of dbferry-shop and their keys from the device 192.0.2.1");
    closes(made, done);
    expect([made.device.loaded(), made.server.firewall.list()]).toEqual([[], []]);
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
    expect(watch.attempts()).toBeGreaterThan(20);
  });
});
