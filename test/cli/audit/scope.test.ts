import { describe, expect, it } from "vitest";
import { scopeOf } from "../../../cli/audit/scope";
import type { RecordedResource } from "../../../cli/audit/state";
import { describeLocation } from "../../../model/clouds/location";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";

const OWN = ["Alibaba Cloud cn-hangzhou", "Huawei Cloud cn-north-4"];

function wholeScope(
  resources: Partial<RecordedResource>[],
  pending: Partial<RecordedResource>[] = [],
  change = (_: any) => {},
) {
  const { migration } = parseMigration(smallestMigration(change), "prepare", NOW);
  const whole = (one: Partial<RecordedResource>) =>
    ({ urn: `urn:pulumi:s::p::${one.type}::it`, custom: true, ...one }) as RecordedResource;
  const { locations, named, names, notLookedAt } = scopeOf(migration, {
    resources: resources.map(whole),
    pending_operations: pending.map((one) => ({ resource: whole(one) })),
  });
  return { result: { looksAt: locations.map(describeLocation), notLookedAt }, named, names };
}
const scope = (...given: Parameters<typeof wholeScope>) => wholeScope(...given).result;

describe("the scope of an audit", () => {
  it("covers everything that the migration names", () => {
    expect(scope([])).toEqual({ looksAt: OWN, notLookedAt: [] });
    expect(scope([], [], (input) => (input.source.account = "partner")).looksAt[0]).toBe(`${OWN[0]}, account partner`);
  });

  const provider = {
    type: "pulumi:providers:alicloud",
    urn: "urn:provider",
    id: "1",
    inputs: { region: "cn-shanghai", profile: "partner" },
  };
  const inState: [string, Partial<RecordedResource>[], string][] = [
    ["the region and account of a vendor's provider", [provider], "Alibaba Cloud cn-shanghai, account partner"],
    [
      "a resource by its provider",
      [
        { ...provider, custom: false },
        { type: "alicloud:rds/connection:Connection", provider: "urn:provider::1" },
      ],
      "Alibaba Cloud cn-shanghai, account partner",
    ],
    [
      "the region that a resource itself says",
      [{ type: "huaweicloud:index/vpcEip:VpcEip", outputs: { region: "cn-east-3" } }],
      "Huawei Cloud cn-east-3",
    ],
    [
      "the sections of a dbferry provider",
      [{ type: "pulumi:providers:dbferry", inputs: { huaweicloud: '{"region":"cn-south-1"}', pollSeconds: "1" } }],
      "Huawei Cloud cn-south-1",
    ],
    [
      "both ends of a task",
      [{ type: "dbferry:index:ReplicationTask", inputs: { source: { cloud: "alicloud", region: "cn-beijing" } } }],
      "Alibaba Cloud cn-beijing",
    ],
    [
      "an allowlist entry that was recorded before it named its cloud",
      [{ type: "dbferry:index:AllowlistEntry", inputs: { region: "cn-chengdu" } }],
      "Alibaba Cloud cn-chengdu",
    ],
    [
      "a cloud that dbferry cannot read: the audit itself says so",
      [{ type: "tencentcloud:index/eip:Eip", outputs: { region: "ap-guangzhou" } }],
      "Tencent Cloud ap-guangzhou",
    ],
  ];
  it.each(inState)("and everything in the state %s", (_, resources, seen) => {
    expect(scope(resources)).toEqual({ looksAt: [...OWN, seen], notLookedAt: [] });
  });

  it("and what a killed update was about to create", () => {
    const entry = { type: "dbferry:index:AllowlistEntry", inputs: { cloud: "alicloud", region: "cn-qingdao" } };
    expect(scope([], [entry]).looksAt).toEqual([...OWN, "Alibaba Cloud cn-qingdao"]);
  });

  it("names what it cannot read because its location is unknown", () => {
    const { looksAt, notLookedAt } = scope([
      { type: "alicloud:rds/connection:Connection", provider: "urn:default::1" },
    ]);
    expect(looksAt).toEqual(OWN);
    expect(notLookedAt).toEqual([
      { where: expect.stringContaining("Alibaba Cloud, where it is"), reason: expect.stringContaining("region") },
    ]);
  });

  it("names the tasks of an engine that has no driver", () => {
    const task = { type: "dbferry:index:ReplicationTask", inputs: { engine: "no-such-dts" } };
    expect(scope([task]).notLookedAt).toEqual([
      { where: "tasks of no-such-dts", reason: expect.stringContaining("no driver") },
    ]);
  });

  it("excludes clouds that the migration does not use", () => {
    expect(scope([{ type: "aws:ec2/eip:Eip" }, { type: "random:index/randomPassword:RandomPassword" }])).toEqual({
      looksAt: OWN,
      notLookedAt: [],
    });
  });

  it("names the instances and groups that have to be read even if no list shows them", () => {
    const at = { cloud: "alicloud", region: "cn-beijing", account: "partner" };
    const entry = { ...at, instanceId: "rm-2", group: "office", cidrs: ["1.2.3.4/32"] };
    const later = { ...entry, cidrs: ["5.6.7.8/32"] };
    const { named } = wholeScope(
      [
        { type: "dbferry:index:AllowlistEntry", inputs: entry },
        { type: "pulumi:providers:alicloud", urn: "urn:p", id: "1", inputs: { region: "cn-shanghai" } },
        { type: "alicloud:rds/connection:Connection", provider: "urn:p::1", inputs: { instanceId: "rm-3" } },
        {
          type: "alicloud:rds/connection:Connection",
          urn: "urn:pulumi:test::app::dbferry:index:Migration$alicloud:rds/connection:Connection::shop-endpoint",
          id: "rm-3:shop-public",
          provider: "urn:p::1",
          inputs: { instanceId: "rm-3" },
        },
      ],
      [
        { type: "dbferry:index:AllowlistEntry", inputs: later },
        { type: "huaweicloud:index/vpcEip:VpcEip", id: "eip-1", outputs: { region: "cn-east-3" } },
        {
          type: "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule",
          id: "rule-1",
          inputs: { securityGroupId: "sg-9" },
          outputs: { region: "cn-east-3" },
        },
      ],
    );
    const { source, target } = smallestMigration() as any;
    expect(named).toEqual([
      { at: { cloud: "alicloud", region: "cn-hangzhou" }, kind: "instance", id: source.instanceId },
      { at: { cloud: "huaweicloud", region: "cn-north-4" }, kind: "instance", id: target.instanceId },
      { at: { cloud: "huaweicloud", region: "cn-north-4" }, kind: "securityGroup", id: target.securityGroupId },
      { at, kind: "allowlistGroup", id: "rm-2/office", entries: ["1.2.3.4/32"] },
      { at: { cloud: "alicloud", region: "cn-shanghai" }, kind: "instance", id: "rm-3" },
      { at: { cloud: "alicloud", region: "cn-shanghai" }, kind: "instance", id: "rm-3" },
      {
        at: { cloud: "alicloud", region: "cn-shanghai" },
        kind: "publicEndpoint",
        id: "rm-3/shop-public",
        isOurs: true,
      },
      { at, kind: "allowlistGroup", id: "rm-2/office", entries: ["5.6.7.8/32"] },
      { at: { cloud: "huaweicloud", region: "cn-east-3" }, kind: "eip", id: "eip-1" },
      { at: { cloud: "huaweicloud", region: "cn-east-3" }, kind: "securityGroupRule", id: "rule-1" },
      { at: { cloud: "huaweicloud", region: "cn-east-3" }, kind: "securityGroup", id: "sg-9" },
    ]);
  });

  it("names what a component was about to call the parts of a VPN, which may have no mark yet", () => {
    const provider = { type: "pulumi:providers:alicloud", urn: "urn:p", id: "1", inputs: { region: "cn-shanghai" } };
    const inside = "urn:pulumi:test::app::dbferry:index:AlicloudVpn$vpn::it";
    const gateway = { type: "alicloud:vpn/gateway:Gateway", provider: "urn:p::1", urn: inside };
    const tencent = { type: "tencentcloud:index/vpnGateway:VpnGateway", urn: inside };
    const { names } = wholeScope(
      [provider],
      [
        { ...gateway, inputs: { vpnGatewayName: "to-office" } },
        { ...gateway, urn: "urn:pulumi:test::app::alicloud:vpn/gateway:Gateway::it", inputs: { name: "somebody's" } },
        { ...tencent, inputs: { name: "to-plant" }, outputs: { region: "ap-guangzhou" } },
      ],
    );
    expect(names).toEqual([
      { at: { cloud: "alicloud", region: "cn-shanghai" }, name: "to-office" },
      { at: { cloud: "tencentcloud", region: "ap-guangzhou" }, name: "to-plant" },
    ]);
  });
});
