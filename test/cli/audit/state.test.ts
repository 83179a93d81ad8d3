import { expect, it } from "vitest";
import { hasTunnels, madeIn, type RecordedResource } from "../../../cli/audit/state";
import type { Opening } from "../../../model/openings";
import { ownerOf } from "../../../model/owner";

const ownership = { organization: "acme", project: "dbferry", stack: "first", id: "4f1c0d9be2a7" };

/** A list that was adopted, as the state has it. */
const entry = (group: string, more: Partial<RecordedResource> = {}): RecordedResource => ({
  ...{ urn: "urn:pulumi:s::p::dbferry:index:AllowlistEntry::it", type: "dbferry:index:AllowlistEntry", custom: true },
  id: `i-1/${group}`,
  inputs: { cloud: "alicloud", instanceId: "i-1", securityGroup: { id: "sg-1", port: 3306 }, group },
  ...more,
});

it.each(["dbferry_shop_0a0a0a", "web"])(
  "a list of a machine that was adopted as %s is the state's own, although the security group shows no machine",
  (name) => {
    const opening = { kind: "allowlistGroup", id: `sg-1/${name}`, name, migration: "shop" } as Opening;
    const owner = (recorded: RecordedResource) =>
      ownerOf(opening, { migration: "shop", ownership, made: madeIn({ resources: [recorded] }) });
    expect(owner(entry(name))).toBe("ours");
    const { securityGroup: _, ...elsewhere } = entry(name).inputs!;
    expect(owner(entry(name, { inputs: elsewhere }))).not.toBe("ours");
    expect(owner(entry(name, { id: undefined }))).not.toBe("ours");
  },
);

it("knows of a VPN that a killed update was making, whatever path the file names by now", () => {
  const made = (type: string) => ({ urn: "urn:pulumi:s::p::x::it", type: `huaweicloud:index/${type}`, custom: true });
  const gateway = made("vpnGateway:VpnGateway");
  expect(hasTunnels({ pending_operations: [{ resource: gateway }] })).toBe(true);
  expect(hasTunnels({ resources: [gateway] })).toBe(true);
  const others = ["tencentcloud:index/vpnGateway:VpnGateway", "alicloud:vpn/gateway:Gateway"];
  for (const type of others) expect(hasTunnels({ resources: [{ ...gateway, type }] }), type).toBe(true);
  expect(hasTunnels({ resources: [made("vpcEip:VpcEip"), made("vpcRoute:VpcRoute")] })).toBe(false);
});
