import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ikePolicy, ipsecPolicy } from "../../sandbox/huaweicloud/vpn/connectionBodies";
import type { SocketWatch } from "../support/sockets/watch";
import type { Field } from "./harness";
import { typed } from "./onpremField";
import { settles } from "./phases";
import { watchSockets } from "./sockets";
import { closes, deviceFile, opens, VPN, vpnField } from "./vpnField";

/** What somebody else's connection negotiates. */
const SUITES = {
  ike: ikePolicy.parse({ encryption_algorithm: "aes-256", dh_group: "group15" }),
  ipsec: ipsecPolicy.parse({ encryption_algorithm: "aes-256", pfs: "group15" }),
};

const words = (text: string) => text.replace(/\s+/g, " ");

/** A server on premises to Huawei RDS by Huawei DRS over a VPN (S000.13-S000.20, S001.10-S001.13), on the real engine. */
describe("a migration from on premises over a VPN, phase by phase", () => {
  let made: Awaited<ReturnType<typeof vpnField>>;
  let field: Field;
  let watch: SocketWatch;
  let printed = "";
  beforeAll(async () => {
    made = await vpnField();
    field = made.field;
    watch = watchSockets(field);
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  const cloud = () => made.sandbox.world.huaweicloud;
  const parts = () => {
    const { gateways, devices, connections } = cloud().vpns;
    return [gateways, devices, connections].map((kind) => kind.list().length);
  };
  const task = async () => (await field.tasks())[0]!;

  it("refuses networks that overlap, a weak tunnel and a subnet that the tunnels do not carry, and makes nothing", async () => {
    for (const [vpn, says] of [
      [{ deviceSubnets: ["192.168.0.0/16"] }, "overlaps 192.168.0.0/16 of deviceSubnets"],
      [{ proposal: { dhGroup: "group2" } }, "needed: one of group14"],
      [{ availabilityZones: ["cn-south-1c"] }, "needed: a zone of cn-north-4"],
      [{ cloudSubnets: ["192.168.77.0/24"] }, "needed: 192.168.10.0/24, the subnet of the target"],
    ] as const) {
      let kept: unknown;
      field.configure((config) => {
        const migration = config["dbferry:migration"];
        kept = migration.vpn;
        migration.vpn = { ...migration.vpn, ...vpn };
      });
      const done = await field.up("prepare");
      field.configure((config) => {
        config["dbferry:migration"].vpn = kept;
      });
      expect(done.code, done.text).not.toBe(0);
      expect(words(done.text)).toContain(says);
    }
    expect([parts(), cloud().eips.list(), await field.tasks()]).toEqual([[0, 0, 0], [], []]);
  });

  it("prepare makes both tunnels, and prints what a person enters on the device and opens on the host", async () => {
    printed = await settles(field, "prepare");
    expect(parts()).toEqual([1, 1, 2]);
    const { privateIp } = await task();
    expect(printed).toContain("enter this on the device 192.0.2.1");
    expect(words(printed)).toMatch(
      /gateway 1 203\.0\.113\.\d+, pre-shared key in what this prints: pulumi stack output preSharedKeys/,
    );
    expect(printed).toContain(`open on 10.1.0.7: TCP port 3306 from ${privateIp}, and nothing else`);
    const rows = await field.as("source", (db) => db.query("SELECT Host FROM mysql.user WHERE User LIKE 'df\\_shop%'"));
    expect(rows.map(({ Host }) => Host)).toEqual([privateIp]);
    expect([made.server.firewall.list(), made.device.loaded()]).toEqual([[], []]);
  });

  it("the keys are in nothing that was printed, and in no output that is not a secret", async () => {
    const keys = cloud()
      .vpns.connections.list()
      .map(({ psk }) => psk);
    expect(new Set(keys).size).toBe(2);
    const outputs = await field.pulumi("stack", "output", "--json", "--stack", "alibaba-to-huawei");
    for (const key of keys) for (const text of [printed, outputs.text]) expect(text).not.toContain(key);
    const file = await deviceFile(field);
    for (const key of keys) expect(file).toContain(key);
  });

  it("migrate gives up while nobody has configured the device, and the doctor says that the tunnel is down", async () => {
    typed(made.server, printed, "-I");
    const run = await field.up("migrate");
    expect(run.code).not.toBe(0);
    expect(run.text).toMatch(/no connection yet, giving up in \d+ s|connection test failed/);
    expect((await task()).state).toBe("configuring");
    const doctor = await field.dbferry("doctor");
    expect(doctor.code, doctor.text).toBe(1);
    expect(words(doctor.text)).toContain("the tunnel is DOWN");
    expect(words(doctor.text)).toContain("fix: bring the tunnel up on the device 192.0.2.1");
    typed(made.server, run.text.includes("iptables -D") ? run.text : printed, "-D");
  });

  it("a weak proposal on the device brings nothing up, and a network that the gateway lacks is named", async () => {
    const file = await deviceFile(field);
    made.device.load(VPN, file.replaceAll("modp2048", "modp1024"));
    expect(words((await field.dbferry("doctor")).text)).toContain("the tunnel is DOWN");
    made.device.load(VPN, file);
    const [gateway] = cloud().vpns.gateways.list();
    cloud().vpns.gateways.update(gateway!.id, { localSubnets: ["192.168.99.0/24"] });
    const doctor = await field.dbferry("doctor");
    expect(doctor.code, doctor.text).toBe(1);
    expect(words(doctor.text)).toContain(`route missing: the local subnets of the gateway ${gateway!.id}`);
    const repaired = await field.up("prepare", "--refresh");
    expect(repaired.code, repaired.text).toBe(0);
    expect(cloud().vpns.gateways.list()[0]!.localSubnets).toEqual(["192.168.10.0/24"]);
    expect(words((await field.dbferry("doctor")).text)).toContain("up, and carries it");
  });

  it("migrate loads and replicates once the tunnels are up and the host lets the task in", async () => {
    await opens(made, printed);
    await settles(field, "migrate");
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task, both tunnels, the device, the gateway and its addresses, and what it cannot see", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    const text = words(audit.text);
    for (const kind of ["VPN connection", "VPN customer gateway", "VPN gateway", "EIP", "task", "account"])
      expect(text).toContain(kind);
    expect(text).toContain("not checked: the device 192.0.2.1 on premises: no API reaches it");
    expect(text).toContain("not checked: the firewall in front of 10.1.0.7:3306");
  });

  it("cutover proves; done removes the VPN and its addresses, and proves nothing of device and firewall", async () => {
    await settles(field, "cutover");
    const done = await settles(field, "done");
    expect([parts(), cloud().eips.list()]).toEqual([[0, 0, 0], []]);
    expect(done).toContain("remove from the device 192.0.2.1: the tunnels of dbferry-shop");
    expect(made.device.loaded()).toEqual([VPN]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    expect(words(audit.text)).toContain("remove the tunnels of dbferry-shop and their keys from the device 192.0.2.1");
    expect((await field.dbferry("status")).text).toContain("NOT KNOWN");
    closes(made, done);
    expect([made.device.loaded(), made.server.firewall.list()]).toEqual([[], []]);
    expect((await field.dbferry("audit")).code).toBe(3);
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
    expect(watch.attempts()).toBeGreaterThan(20);
  });
});

describe("a migration over a VPN whose gateway was there before", () => {
  let made: Awaited<ReturnType<typeof vpnField>>;
  beforeAll(async () => {
    made = await vpnField();
  });
  afterAll(() => made?.field.close());

  it("is given up without touching the gateway, its addresses or somebody else's tunnel", async () => {
    const { field, sandbox } = made;
    const { eips, vpns, vpcs } = sandbox.world.huaweicloud;
    const region = "cn-north-4";
    const [one, two] = [eips.allocate({ region }), eips.allocate({ region })];
    const { vpcId, subnetId } = sandbox.target;
    const gateway = vpns.gateways.add({
      region,
      name: "the company's",
      vpcId,
      localSubnets: ["192.168.0.0/16"],
      connectSubnet: subnetId,
      availabilityZones: ["cn-north-4a"],
      haMode: "active-standby",
      asn: 64512,
      eips: [one.id, two.id],
      tags: {},
    });
    for (const { id } of [one, two]) eips.bind(id, gateway.id);
    const office = { region, name: "office", idType: "ip", idValue: "192.0.2.99", asn: 65000, tags: {} } as const;
    const device = vpns.devices.add(office);
    const foreign = vpns.connections.add({
      ...{ region, name: "office", gatewayId: gateway.id, eipId: one.id, deviceId: device.id, style: "POLICY" },
      ...{ peerSubnets: ["10.5.0.0/24"], policyRules: [{ source: "192.168.0.0/16", destination: ["10.5.0.0/24"] }] },
      ...{ psk: "the_Key_of_the_office", ...SUITES, haRole: "master", tags: {} },
    });
    expect(vpcs.find(vpcId)).toBeDefined();
    const before = JSON.stringify([vpns.dump(), eips.list()]);

    field.configure((config) => {
      const { vpn } = config["dbferry:migration"];
      delete vpn.availabilityZones;
      const ends = { eip1: { id: one.id, address: one.address }, eip2: { id: two.id, address: two.address } };
      vpn.gateway = { id: "gw-of-another-region", ...ends };
    });
    const elsewhere = await field.up("prepare");
    expect(elsewhere.code, elsewhere.text).not.toBe(0);
    expect(words(elsewhere.text)).toContain("gw-of-another-region, which is not in cn-north-4");
    field.configure((config) => {
      config["dbferry:migration"].vpn.gateway.id = gateway.id;
    });
    const prepared = await field.up("prepare");
    expect(prepared.code, prepared.text).toBe(0);
    expect(vpns.gateways.list()).toHaveLength(1);
    expect(vpns.connections.list()).toHaveLength(3);
    // An update that is killed may create a part of the VPN and not record it.
    const { tags } = vpns.devices.list().find(({ idValue }) => idValue === "192.0.2.1")!;
    const unrecorded = vpns.devices.add({ ...office, name: "dbferry-shop", idValue: "192.0.2.1", tags });
    const twice = await field.up("prepare");
    expect(twice.code, twice.text).not.toBe(0);
    expect(words(twice.text)).toContain(`created and not recorded: ${unrecorded.id}`);
    vpns.devices.remove(unrecorded.id);
    const again = await field.up("prepare", "--expect-no-changes");
    expect(again.code, again.text).toBe(0);
    const found = words((await field.dbferry("audit")).text);
    expect(found).toContain("VPN connection dbferry-shop-1");
    expect(found).not.toContain("the company's");
    expect(found).not.toContain(foreign.id);

    const cancel = await field.dbferry("cancel", "--yes");
    expect(cancel.code, cancel.text).toBe(3);
    expect(words(cancel.text)).toContain("remove the tunnels of dbferry-shop");
    expect(JSON.stringify([vpns.dump(), eips.list()])).toBe(before);
  });

  it("what an update has left without a state is removed by an audit, and nothing else", async () => {
    const { field, sandbox } = made;
    const { eips, vpns } = sandbox.world.huaweicloud;
    field.configure((config) => {
      const { vpn } = config["dbferry:migration"];
      delete vpn.gateway;
      vpn.availabilityZones = ["cn-north-4a"];
      vpn.deviceAddress = "192.0.2.1";
    });
    const prepared = await field.up("prepare");
    expect(prepared.code, prepared.text).toBe(0);
    expect([vpns.gateways.list().length, eips.list().length]).toEqual([2, 4]);
    const cleaned = await field.dbferry("audit", "--clean", "--yes");
    expect(cleaned.code, cleaned.text).toBe(3);
    expect([vpns.gateways.list().length, vpns.connections.list().length, eips.list().length]).toEqual([1, 1, 2]);
  });
});
