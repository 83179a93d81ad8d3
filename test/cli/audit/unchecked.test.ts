import { expect, it } from "vitest";
import { besides, deviceByHand, isAllByHand, openedByHand, ranElsewhere } from "../../../cli/audit/unchecked";
import { fixedOf } from "../../../model/fixed";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";

const migration = (change: (input: any) => void = () => {}) =>
  parseMigration(smallestMigration(change), "done", NOW).migration;
const record = (fixed: object, name = "shop") => ({
  urn: "u",
  type: "dbferry:index:MigrationRecord",
  inputs: { migration: name },
  outputs: { phase: "done", fixed },
});

it("a server that a finished migration was carried out with is not looked at once the stack file names another", () => {
  const resources = [record(fixedOf(migration()))];
  expect(ranElsewhere({ resources }, migration())).toEqual([]);
  expect(
    ranElsewhere(
      { resources },
      migration((input) => (input.drs = { nodeType: "micro" })),
    ),
  ).toEqual([]);
  const elsewhere = migration((input) => {
    input.source.instanceId = "rm-other";
    input.target.region = "ap-southeast-1";
  });
  const { source, target } = migration() as any;
  expect(ranElsewhere({ resources }, elsewhere)).toMatchObject([
    { where: `source ${source.instanceId} in ${source.region}`, reason: expect.stringContaining("names rm-other in") },
    { where: `target ${target.instanceId} in ${target.region}`, reason: expect.stringContaining("in ap-southeast-1") },
  ]);
});

it("nothing is said of what no record names", () => {
  for (const resources of [[], [record({})], [record(fixedOf(migration()), "crm")]])
    expect(
      ranElsewhere(
        { resources },
        migration((input) => (input.source.instanceId = "rm-other")),
      ),
    ).toEqual([]);
});

it("a server that the rest of the state still names is looked at, and only in its own region", () => {
  const resources = [record(fixedOf(migration()))];
  const elsewhere = migration((input) => (input.source.instanceId = "rm-other"));
  const at = { cloud: "alicloud", region: "cn-hangzhou" } as const;
  const group = { at, kind: "allowlistGroup", id: "rm-bp1x/dbferry_shop" } as const;
  expect(ranElsewhere({ resources }, elsewhere, [])).toHaveLength(1);
  expect(ranElsewhere({ resources }, elsewhere, [group])).toEqual([]);
  expect(ranElsewhere({ resources }, elsewhere, [{ ...group, at: { ...at, region: "cn-beijing" } }])).toHaveLength(1);
});

it("another migration of the same stack is not looked at, and told", () => {
  const resources = [record({}), record({}, "crm"), record({}, "crm")];
  expect(besides({ resources }, migration())).toEqual([
    {
      where: "the migration crm in the same stack",
      reason: expect.stringMatching(/here shop, so .*; needed: a stack for each/),
    },
  ]);
  expect(besides({ resources: [record({})] }, migration())).toEqual([]);
});

const onprem = () =>
  migration((input) => {
    input.source = {
      place: "onprem",
      host: "db.example.com",
      databases: ["shop"],
      admin: { user: "dba" },
      ca: "ca.pem",
    };
  });
const asked = (from: string) => ({ server: "db.example.com", from, port: 3306, until: "2026-12-10T00:00:00Z" });

it("the firewall of a source on premises is never proven, and each opening asked for is named with its end", () => {
  const one = { ...record({}), outputs: { phase: "done", byHand: [asked("203.0.113.9"), asked("203.0.113.10")] } };
  // The state before and after an update both have it.
  const told = openedByHand({ resources: [one, one] }, onprem());
  expect(told).toHaveLength(2);
  for (const [index, from] of ["203.0.113.9", "203.0.113.10"].entries()) {
    expect(told[index]).toMatchObject({ where: "the firewall in front of db.example.com:3306", byHand: true });
    expect(told[index]!.reason).toContain(`TCP port 3306 from ${from} (iptables: iptables -D INPUT -s ${from} -p tcp`);
    expect(told[index]!.reason).toContain(`dbferry doctor --rules rules.txt --address ${from} --port 3306`);
  }
});

it("that dbferry opened itself through SSH is not looked at either, and is closed by its own mark", () => {
  const ssh = { login: "ops@10.1.0.7:22", firewall: "iptables", comment: "dbferry migrate-id=shop" };
  const one = { ...record({}), outputs: { phase: "done", byHand: [{ ...asked("203.0.113.9"), ssh }] } };
  const command = {
    urn: "urn:pulumi:dev::shop::dbferry:index:Migration$command:remote:Command::shop-ssh",
    type: "command:remote:Command",
    custom: true,
    inputs: { triggers: ["10.1.0.7", "22", "iptables", "dbferry migrate-id=shop"] },
  };
  const told = openedByHand({ resources: [one, command] }, onprem());
  expect(told).toHaveLength(1);
  expect(told[0]!.reason).toContain("the state still has shop-ssh, which removes it: it is not removed yet");
  expect([told[0]!.held, isAllByHand(told)]).toEqual([true, false]);
  // Removed since: the state before that says nothing of now.
  const removed = openedByHand({ resources: [one, command] }, onprem(), { resources: [one] });
  expect(removed[0]!.reason).toContain("the state no longer has what removes it: dbferry has removed it, unless");
  expect([removed[0]!.held, isAllByHand(removed)]).toEqual([undefined, true]);
  // The record's are of another host.
  const elsewhere = { ...command, inputs: { triggers: ["10.1.0.8", "22", "iptables", "dbferry migrate-id=shop"] } };
  const both = openedByHand({ resources: [one, elsewhere] }, onprem());
  expect(both.map(({ where, held }) => [where, held])).toEqual([
    ["the firewall in front of db.example.com:3306", undefined],
    ["the firewall in front of 10.1.0.8:22", true],
  ]);
  expect(told[0]!.reason).toContain("dbferry, through SSH as ops@10.1.0.7:22, lets 203.0.113.9 in until 2026-12-10");
  expect(told[0]!.reason).toContain("--comment 'dbferry migrate-id=shop' -j ACCEPT");
  expect(told[0]!.reason).not.toContain("firewall-cmd");
  // A destroy that did not reach the host has deleted the record.
  const afterDestroy = openedByHand({ resources: [command] }, onprem());
  expect(isAllByHand(afterDestroy)).toBe(false);
  expect(afterDestroy[0]).toMatchObject({
    held: true,
    reason: expect.stringContaining("the state still has shop-ssh, which removes dbferry's rules there"),
  });
});

it("nor is that of a machine, whose security group an audit reads all the same", () => {
  const machine = migration((input) => {
    input.path = "vpc";
    const place = { place: "vm", cloud: "huaweicloud", instanceId: "ecs-1", privateIp: "192.168.10.30" };
    input.source = { ...input.target, ...place, databases: ["shop"] };
  });
  const one = { ...asked("192.168.10.77"), server: "192.168.10.30" };
  const told = openedByHand({ resources: [{ ...record({}), outputs: { phase: "done", byHand: [one] } }] }, machine);
  expect(told).toMatchObject([{ where: "the firewall in front of 192.168.10.30:3306", byHand: true }]);
  expect(openedByHand({ resources: [] }, machine)).toMatchObject([
    { where: "the firewall in front of 192.168.10.30:3306", reason: expect.stringContaining("close whatever") },
  ]);
});

it("nor where the state knows nothing of it, or has something else in its place", () => {
  for (const resources of [[], [record({})], [{ ...record({}), outputs: { byHand: "203.0.113.9" } }]])
    expect(openedByHand({ resources }, onprem())).toMatchObject([
      { where: "the firewall in front of db.example.com:3306", reason: expect.stringContaining("close whatever") },
    ]);
});

it("it stays unproven when the stack file names another source by then; a source in a cloud has none", () => {
  const one = { ...record({}), outputs: { phase: "done", byHand: [asked("203.0.113.9")] } };
  expect(openedByHand({ resources: [one] }, migration())).toHaveLength(1);
  expect(openedByHand({ resources: [record({})] }, migration())).toEqual([]);
});

it("nor when the state has it in a form that is not known, whatever the stack file names by then", () => {
  const one = { ...record({}), outputs: { phase: "done", byHand: [{ ...asked("203.0.113.9"), zone: "dmz" }] } };
  expect(openedByHand({ resources: [one] }, migration())).toMatchObject([
    { byHand: true, reason: expect.stringMatching(/in a form that this version does not know; .*close whatever/) },
  ]);
});

it("the device of a VPN is named by the file, by the record and by the state, whatever the file says by now", () => {
  const overVpn = (deviceAddress = "198.51.100.1") =>
    migration((input) => {
      input.source = { place: "onprem", host: "10.1.0.7", databases: ["shop"], admin: { user: "dba" }, ca: "ca.pem" };
      input.path = "vpn";
      input.vpn = {
        ...{ deviceAddress, deviceSubnets: ["10.1.0.0/24"], cloudSubnets: ["192.168.10.0/24"] },
        availabilityZones: ["cn-north-4a", "cn-north-4b"],
      };
    });
  const told = (resources: object[], now = migration()) =>
    deviceByHand({ resources } as never, now).map(({ where, reason, byHand }) => {
      expect([byHand, reason]).toEqual([true, expect.stringContaining("rm /etc/swanctl/conf.d/dbferry-shop.conf")]);
      return where;
    });
  const one = ["the device 198.51.100.1 on premises"];
  const gateway = {
    type: "huaweicloud:index/vpnCustomerGateway:VpnCustomerGateway",
    urn: "urn:pulumi:s::p::dbferry:index:Migration$dbferry:index:HuaweicloudVpn$huaweicloud:index/vpnCustomerGateway:VpnCustomerGateway::shop-vpn-device",
    custom: true,
    inputs: { name: "dbferry-shop", idValue: "198.51.100.1" },
  };
  expect(told([])).toEqual([]);
  expect(told([], overVpn())).toEqual(one);
  expect(told([record(fixedOf(overVpn()))])).toEqual(one);
  expect(told([gateway])).toEqual(one);
  expect(told([record(fixedOf(overVpn())), gateway], overVpn())).toEqual(one);
  expect(told([record(fixedOf(overVpn()))], overVpn("198.51.100.2"))).toHaveLength(2);
  const alibabas = {
    ...{ ...gateway, type: "alicloud:vpn/customerGateway:CustomerGateway" },
    urn: "urn:pulumi:s::p::dbferry:index:AlicloudVpn$alicloud:vpn/customerGateway:CustomerGateway::vpn-device",
    inputs: { customerGatewayName: "dbferry-shop", ipAddress: "198.51.100.1" },
  };
  expect(told([alibabas])).toEqual(one);
  const tencents = {
    ...{ ...gateway, type: "tencentcloud:index/vpnCustomerGateway:VpnCustomerGateway" },
    urn: "urn:pulumi:s::p::dbferry:index:TencentcloudVpn$tencentcloud:index/vpnCustomerGateway:VpnCustomerGateway::vpn-device",
    inputs: { name: "dbferry-shop", publicIpAddress: "198.51.100.1" },
  };
  expect(told([tencents])).toEqual(one);
  // Somebody's own, beside the migration.
  expect(
    told([{ ...gateway, urn: "urn:pulumi:s::p::huaweicloud:index/vpnCustomerGateway:VpnCustomerGateway::it" }]),
  ).toEqual([]);
  expect(told([record(fixedOf(migration()))])).toEqual([]);
});
