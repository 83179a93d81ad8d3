import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alibabaVpnField, VPC } from "./alibabaVpnField";
import type { Field } from "./harness";
import { settles } from "./phases";
import { closes, deviceFile, opens, VPN } from "./vpnField";

const words = (text: string) => text.replace(/\s+/g, " ");
/** What the service lists for a caller inside its cloud. */
const INSIDE = ["100.104.52.0/24", "100.104.53.0/24"];

/** A server on premises to Alibaba RDS by Alibaba DTS over a VPN, on the real engine. */
describe("a migration from on premises to Alibaba Cloud over a VPN, phase by phase", () => {
  let made: Awaited<ReturnType<typeof alibabaVpnField>>;
  let field: Field;
  let printed = "";
  let foreign = "";
  beforeAll(async () => {
    made = await alibabaVpnField();
    field = made.field;
    const { vpns } = cloud();
    const at = { region: "cn-hangzhou", tags: {}, description: "" };
    vpns.customerGateways.add({ ...at, name: "office", address: "192.0.2.99" } as never);
    foreign = others();
  });
  afterAll(() => field?.close());

  const cloud = () => made.sandbox.world.alicloud;
  const parts = () => {
    const { gateways, customerGateways, connections, routes } = cloud().vpns;
    return [gateways, customerGateways, connections, routes].map((kind) => kind.list().length);
  };
  const others = () =>
    JSON.stringify(
      cloud()
        .vpns.customerGateways.list()
        .filter(({ name }) => name === "office"),
    );
  const listed = () =>
    cloud()
      .rds.list()
      .flatMap(({ allowlists }) => [...allowlists].filter(([name]) => name !== "default"))
      .flatMap(([, entries]) => [...entries]);

  it("refuses a gateway of the company whose policy-based routes come before its own, and makes nothing", async () => {
    const { vpns } = cloud();
    const [vswitchId, standby] = vpns.vswitches.list().map(({ id }) => id);
    const at = { region: "cn-hangzhou", name: "the company's", vpcId: VPC, tags: {} };
    const gateway = vpns.gateways.add({
      ...{ ...at, description: "", bandwidth: 100, status: "active", addresses: vpns.addresses() },
      vswitchIds: [vswitchId!, standby!],
    });
    const policy = vpns.policyRoutes.add({
      ...{
        region: at.region,
        gatewayId: gateway.id,
        nextHop: "vco-office",
        weight: 100,
        published: true,
        priority: 10,
      },
      ...{ source: "0.0.0.0/0", destination: "10.0.0.0/8" },
    });
    let kept: unknown;
    field.configure((config) => {
      kept = config["dbferry:migration"].vpn;
      const { subnetId: _, standbySubnetId: __, ...vpn } = config["dbferry:migration"].vpn;
      const [address, standbyAddress] = gateway.addresses;
      config["dbferry:migration"].vpn = { ...vpn, gateway: { id: gateway.id, address, standbyAddress } };
    });
    const refused = await field.up("prepare");
    field.configure((config) => {
      config["dbferry:migration"].vpn = kept;
    });
    expect(refused.code, refused.text).not.toBe(0);
    expect(words(refused.text)).toContain("with policy-based routes: 0.0.0.0/0 to 10.0.0.0/8 through vco-office");
    expect(parts()).toEqual([1, 1, 0, 0]);
    vpns.policyRoutes.remove(policy.id);
    vpns.gateways.remove(gateway.id);
  });

  it("prepare makes the VPN and configures the task behind it, and prints what a person enters and opens", async () => {
    printed = await settles(field, "prepare");
    expect(parts()).toEqual([1, 2, 1, 1]);
    expect(cloud().vpns.gateways.list()[0]).toMatchObject({ vpcId: VPC, name: VPN });
    expect(cloud().vpns.routes.list()[0]).toMatchObject({ destination: "10.1.0.0/24", published: true });
    expect(printed).toContain("enter this on the device 192.0.2.1");
    for (const block of INSIDE)
      expect(printed).toContain(`open on 10.1.0.7: TCP port 3306 from ${block}, and nothing else`);
    expect(words(printed)).toContain("in Alibaba DTS connects to the database through the VPN");
    expect(listed()).toEqual(INSIDE);
    const keys = cloud()
      .vpns.connections.list()[0]!
      .tunnels.map(({ ike }) => ike["Psk"]!);
    expect(new Set(keys).size).toBe(2);
    const outputs = await field.pulumi("stack", "output", "--json", "--stack", "alibaba-to-huawei");
    for (const key of keys) for (const text of [printed, outputs.text]) expect(text).not.toContain(key);
  });

  it("what an update did not record is named instead of made again", async () => {
    const { customerGateways } = cloud().vpns;
    const { tags } = customerGateways.list().find(({ name }) => name === VPN)!;
    const [office] = customerGateways.list();
    const { id: _, createdAt: __, ...rest } = office!;
    const unrecorded = customerGateways.add({ ...rest, name: VPN, address: "192.0.2.98", tags });
    const twice = await field.up("prepare");
    expect(twice.code, twice.text).not.toBe(0);
    expect(words(twice.text)).toContain(`created and not recorded: ${unrecorded.id}`);
    customerGateways.remove(unrecorded.id);
  });

  it("migrate gives up while nobody has configured the device, and the doctor says that the tunnels are down", async () => {
    const run = await field.up("migrate");
    expect(run.code).not.toBe(0);
    expect(words(run.text)).toContain("CHECK_CONN_SRC: failed");
    const doctor = await field.dbferry("doctor");
    expect(doctor.code, doctor.text).toBe(1);
    expect(words(doctor.text)).toContain("the tunnels are down");
    expect(words(doctor.text)).toContain("fix: bring the tunnels up on the device 192.0.2.1");
  });

  it("migrate loads and replicates once the tunnels are up and the host lets the task in", async () => {
    await opens(made, printed);
    expect(await deviceFile(field)).toContain("100.104.0.0/16");
    await settles(field, "migrate");
    expect(await field.targetDatabases()).toContain("shop");
    expect(words((await field.dbferry("doctor")).text)).toContain("up, and carries it");
  });

  it("audit finds every part of the VPN, the task and the target's blocks, and says what it cannot see", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    const text = words(audit.text);
    for (const kind of ["VPN connection", "VPN customer gateway", "VPN gateway", "Alibaba DTS task", "account"])
      expect(text).toContain(kind);
    expect(text).toContain("not checked: the device 192.0.2.1 on premises: no API reaches it");
    expect(text).not.toContain("192.0.2.99");
  });

  it("cutover proves; done removes the VPN and the blocks, touches nothing else, and an audit finds nothing", async () => {
    await settles(field, "cutover");
    const done = await settles(field, "done");
    expect([parts(), listed(), others()]).toEqual([[0, 1, 0, 0], [], foreign]);
    expect(done).toContain("remove from the device 192.0.2.1: the tunnels of dbferry-shop");
    closes(made, done);
    expect([made.device.loaded(), made.server.firewall.list()]).toEqual([[], []]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    expect(words(audit.text)).not.toMatch(/open: |VPN gateway|VPN connection/);
  });
});
