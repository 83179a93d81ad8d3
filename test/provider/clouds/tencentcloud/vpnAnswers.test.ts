import { describe, expect, it } from "vitest";
import type { Opening } from "../../../../model/openings";
import type { TencentClient } from "../../../../provider/clouds/tencentcloud/client";
import { closeVpn } from "../../../../provider/clouds/tencentcloud/vpn/closing";
import { vpnLacks } from "../../../../provider/clouds/tencentcloud/vpn/needs";
import { vpnOpenings } from "../../../../provider/clouds/tencentcloud/vpn/openings";

const at = { cloud: "tencentcloud", region: "ap-guangzhou" } as const;
const NOT_THE_VENDOR = "check that the endpoint is the vendor's own";

/** The cloud, with answers that the sandbox never gives, and what it was told to remove. */
function answering(more: Record<string, object> = {}) {
  const answers: Record<string, object> = {
    "vpc DescribeVpnConnections": { VpnConnectionSet: [], TotalCount: 0 },
    "vpc DescribeCustomerGateways": { CustomerGatewaySet: [], TotalCount: 0 },
    "vpc DescribeVpnGateways": { VpnGatewaySet: [], TotalCount: 0 },
    "vpc DescribeRouteTables": { RouteTableSet: [], TotalCount: 0 },
    ...more,
  };
  const removed: string[] = [];
  const client = {
    region: "ap-guangzhou",
    read: async (action: string) => answers[action],
    call: async (action: string) => {
      removed.push(action);
      return {};
    },
  } as unknown as TencentClient;
  return { client, removed };
}

const opening = (kind: Opening["kind"], id: string): Opening => ({
  ...{ ...at, kind, id, migration: "shop", addresses: ["10.1.0.0/24"], where: `the ${kind} ${id}` },
});

describe("an answer about one part of a VPN", () => {
  const LISTS = [
    ["vpnConnection", "vpnx-1", "DescribeVpnConnections", "VpnConnectionSet", "VpnConnectionId"],
    ["customerGateway", "cgw-1", "DescribeCustomerGateways", "CustomerGatewaySet", "CustomerGatewayId"],
    ["vpnGateway", "vpngw-1", "DescribeVpnGateways", "VpnGatewaySet", "VpnGatewayId"],
    ["route", "10001.rtb-1", "DescribeRouteTables", "RouteTableSet", "RouteTableId"],
  ] as const;

  it.each(LISTS)("of the kind %s says that it is gone by an empty list alone", async (kind, id, action, set, key) => {
    const close = (answer: object) => closeVpn(answering({ [`vpc ${action}`]: answer }).client, opening(kind, id));
    await expect(close({ [set]: [], TotalCount: 0 })).resolves.toBeUndefined();
    await expect(close({ TotalCount: 0 })).rejects.toThrow(`has no list '${set}'; ${NOT_THE_VENDOR}`);
    await expect(close({ [set]: null })).rejects.toThrow(NOT_THE_VENDOR);
    await expect(close({ [set]: [{ [key]: "other" }] })).rejects.toThrow(/contains other, which was not asked for/);
  });

  it.each(LISTS)("of the kind %s does not make it count as gone for what needs it", async (kind, id, action, set) => {
    const lacks = (answer: object) =>
      vpnLacks(answering({ [`vpc ${action}`]: answer }).client, { ...at, kind, id, address: "x" });
    expect(await lacks({ [set]: [] })).toContain("is gone");
    await expect(lacks({})).rejects.toThrow(NOT_THE_VENDOR);
  });
});
