import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Migration } from "../../../components/migration";
import type { Phase } from "../../../model/phase";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";
import { providerOf, Registrations, settled } from "../support/registered";

const KEY = "aBcDeFgHiJkLmNoPqRsTuVwXyZ_aBcDeFgHiJkLmNoPqRsTuV";
const OTHER_KEY = [...KEY].reverse().join("");
const UNTIL = "2026-12-10T00:00:00Z";
const GATEWAY = {
  id: "gw-of-the-company",
  eip1: { id: "eip-1", address: "203.0.113.1" },
  eip2: { id: "eip-2", address: "203.0.113.2" },
};

let made: Registrations;
let said: string[];

const returned =
  (task: string) =>
  ({ type, name, inputs }: pulumi.runtime.MockResourceArgs) => {
    if (type.endsWith(":VpcEip")) return { ...inputs, address: `203.0.113.${name.endsWith("1") ? 11 : 12}` };
    if (type.startsWith("random:")) return { ...inputs, result: name.endsWith("1") ? KEY : OTHER_KEY };
    if (type.endsWith(":ReplicationTask"))
      return { ...inputs, taskId: "task-1", privateIp: task, egressCidrs: [`${task}/32`] };
    if (type.endsWith(":MigrationRecord"))
      return { ...inputs, byHand: [{ server: "10.1.0.7", from: task, port: 3306, until: UNTIL }] };
    return inputs;
  };

/** @param task address of the task in its VPC */
async function build(phase: Phase, { vpn = {}, preview = false, task = "192.168.10.77", opts = {} } = {}) {
  await made.start(preview, returned(task));
  const { migration } = parseMigration(
    smallestMigration((spec) => {
      spec.source = { place: "onprem", host: "10.1.0.7", databases: ["shop"], admin: { user: "dba" } };
      spec.engine = "drs";
      spec.path = "vpn";
      spec.vpn = {
        deviceAddress: "198.51.100.1",
        deviceSubnets: ["10.1.0.0/24"],
        cloudSubnets: ["192.168.10.0/24"],
        availabilityZones: ["cn-north-4a", "cn-north-4b"],
        ...vpn,
      };
    }),
    phase,
    NOW,
  );
  const args = { spec: migration, phase, passwords: { source: "one", target: "two" } };
  const built = new Migration("shop", args, made.watching(opts));
  await settled(built.urn);
  if (!preview) await Promise.all([settled(built.hostOpenings), settled(built.plainText)]);
  await pulumi.runtime.disconnect();
  return built;
}

const kinds = () =>
  made.all
    .map(({ type }) => type.split(":").at(-1)!)
    .filter((kind) => /^Vp|^Random/.test(kind))
    .sort();

beforeEach(() => {
  made = new Registrations();
  said = [];
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  vi.spyOn(pulumi.log, "warn").mockImplementation(async (message) => void said.push(message));
});
afterEach(async () => {
  await pulumi.runtime.disconnect();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a migration over a VPN", () => {
  it("creates two addresses, a gateway, the device and a connection with its own key from each address", async () => {
    await build("prepare");
    expect(kinds()).toEqual([
      ...["RandomPassword", "RandomPassword", "VpcEip", "VpcEip"],
      ...["VpnConnection", "VpnConnection", "VpnCustomerGateway", "VpnGateway"],
    ]);
    const [gateway] = made.of("VpnGateway");
    expect(gateway?.inputs).toMatchObject({
      name: "dbferry-shop",
      localSubnets: ["192.168.10.0/24"],
      deleteEipOnTermination: false,
    });
    const [connection] = made.of("VpnConnection");
    expect(connection?.inputs.ikepolicy).toMatchObject({
      ikeVersion: "v2",
      encryptionAlgorithm: "aes-256",
      dhGroup: "group14",
    });
    expect(connection?.inputs.ipsecpolicy).toMatchObject({ pfs: "group14" });
    expect(connection?.inputs.psk).toMatchObject({ value: KEY });
    expect(made.parents["shop-vpn dbferry:index:HuaweicloudVpn"]).toBe("shop");
  });

  it("uses a gateway that exists, and creates no address and no gateway", async () => {
    await build("prepare", { vpn: { gateway: GATEWAY, availabilityZones: undefined } });
    expect(kinds()).toEqual([
      ...["RandomPassword", "RandomPassword"],
      ...["VpnConnection", "VpnConnection", "VpnCustomerGateway"],
    ]);
    expect(made.of("VpnConnection").map(({ inputs }) => [inputs.gatewayId, inputs.gatewayIp])).toEqual([
      [GATEWAY.id, "eip-1"],
      [GATEWAY.id, "eip-2"],
    ]);
  });

  it("has no public address of the task, and reaches the source at its private one", async () => {
    await build("prepare");
    const [task] = made.of("ReplicationTask");
    expect(task?.inputs).toMatchObject({ path: "vpn", source: { cloud: "onprem", host: "10.1.0.7" } });
    expect(task?.inputs.eip).toBeUndefined();
  });

  it("is read in the cloud by every update while the task needs it", async () => {
    await build("prepare");
    const needs = () => made.of("MigrationRecord")[0]!.inputs.needs;
    expect(
      needs()
        .map(({ kind }: any) => kind)
        .sort(),
    ).toEqual([...["customerGateway", "securityGroupRule", "vpnConnection", "vpnConnection", "vpnGateway"]]);
    const of = (kind: string) => needs().filter((one: any) => one.kind === kind);
    expect(of("vpnGateway")[0]).toMatchObject({ id: "shop-vpn-id", address: expect.stringContaining(", ") });
    expect(of("customerGateway")[0]).toMatchObject({ address: "198.51.100.1" });
    expect(new Set(of("vpnConnection").map(({ id }: any) => id)).size).toBe(2);
    for (const one of of("vpnConnection")) expect(one).toMatchObject({ through: of("vpnGateway")[0].id });
  });

  it("prints the settings for the device without a key, and what to let in on the host", async () => {
    const built = await build("prepare");
    const text = said.join("\n");
    expect(text).toContain("enter this on the device 198.51.100.1");
    expect(text).toMatch(
      /gateway 1 +203\.0\.113\.11, pre-shared key in what this prints: pulumi stack output preSharedKeys --show-secrets, item 1/,
    );
    // It is an output of the stack under this name, and of no part of the migration that a person could read.
    expect(Object.keys(built.summary)).toContain("preSharedKeys");
    expect(text).toContain("open on 10.1.0.7: TCP port 3306 from 192.168.10.77, and nothing else");
    expect(text).toContain("through the VPN");
    expect(text).not.toContain(KEY);
    expect(await settled(built.strongSwan)).toContain("remote_addrs = 203.0.113.11");
    expect(await pulumi.isSecret(built.preSharedKeys)).toBe(true);
    expect(await settled(built.preSharedKeys)).toEqual([KEY, OTHER_KEY]);
  });

  it("prints in done what to remove from the device, and nothing of the VPN is left", async () => {
    const built = await build("done");
    expect(kinds()).toEqual([]);
    const text = said.join("\n");
    expect(text).toContain("remove from the device 198.51.100.1: the tunnels of dbferry-shop");
    expect(text).toContain("rm /etc/swanctl/conf.d/dbferry-shop.conf");
    expect(text).toContain("close on 10.1.0.7: TCP port 3306 from 192.168.10.77");
    expect(await settled(built.preSharedKeys)).toBeUndefined();
  });

  it("says nothing more of the device after the cutover", async () => {
    await build("cutover");
    expect(said.join("\n")).not.toContain("the device");
  });

  it("previews before anything of it exists", async () => {
    await build("prepare", { preview: true });
    expect(made.of("VpnConnection")).toHaveLength(2);
  });

  it("reaches every part by the provider that it is given", async () => {
    await build("prepare", { opts: { providers: { huaweicloud: providerOf("huaweicloud", "mine") } } });
    const parts = made.all.filter(({ type }) => /^huaweicloud:.*(Vpn|VpcEip)/.test(type));
    expect(new Set(parts.map(({ provider }) => provider?.split("::").at(-2)))).toEqual(new Set(["mine"]));
  });
});
