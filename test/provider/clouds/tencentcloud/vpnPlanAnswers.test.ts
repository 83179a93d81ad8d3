import { describe, expect, it } from "vitest";
import type { TencentClient } from "../../../../provider/clouds/tencentcloud/client";
import { gatewayProblems } from "../../../../provider/clouds/tencentcloud/vpn/gatewayPlan";
import { vpcProblems } from "../../../../provider/clouds/tencentcloud/vpn/vpcs";

const QUERY = {
  ...({ cloud: "tencentcloud", region: "ap-guangzhou" } as const),
  ...{ vpcId: "vpc-1", migration: "shop", stateId: "0a1b2c3d" },
  ...{ cloudSubnets: ["10.20.10.0/24"], deviceSubnets: ["10.1.0.0/24", "10.2.0.0/24"] },
  gateway: { id: "vpngw-1", address: "198.51.100.9" },
};

/** The cloud, with answers that the sandbox never gives. */
function answering(answers: Record<string, object>): TencentClient {
  const client = { region: "ap-guangzhou", read: async (action: string) => answers[action] };
  return client as unknown as TencentClient;
}

const GATEWAY = {
  ...{ VpnGatewayId: "vpngw-1", VpcId: "vpc-1", PublicIpAddress: "198.51.100.9" },
  ...{ Type: "IPSEC", State: "AVAILABLE", RestrictState: "NORMAL", IsAddressBlocked: false },
};

describe("an existing VPN gateway is refused before anything is made", () => {
  const found = (more: object) =>
    gatewayProblems(
      answering({
        "vpc DescribeVpnGateways": { VpnGatewaySet: [{ ...GATEWAY, ...more }], TotalCount: 1 },
        "vpc DescribeVpnConnections": { VpnConnectionSet: [], TotalCount: 0 },
      }),
      QUERY,
    );

  it("not when the cloud says that it works", async () => {
    expect(await found({})).toEqual([]);
  });

  it.each<[object, string]>([
    [{ Type: "SSL" }, "Type is SSL, not IPSEC"],
    [{ Type: undefined }, "Type is not given, not IPSEC"],
    [{ State: "PENDING" }, "State is PENDING, not AVAILABLE"],
    [{ RestrictState: "PROTECTIVELY_ISOLATED" }, "RestrictState is PROTECTIVELY_ISOLATED, not NORMAL"],
    [{ RestrictState: undefined }, "RestrictState is not given, not NORMAL"],
    [{ IsAddressBlocked: true }, "IsAddressBlocked is true, not false"],
    [{ IsAddressBlocked: undefined }, "IsAddressBlocked is not given, not false"],
  ])("where its answer has %j", async (more, fault) => {
    expect(await found(more)).toMatchObject([{ path: "vpn.gateway.id", seen: `vpngw-1: ${fault}` }]);
  });
});

describe("a network of the device is refused before anything is made", () => {
  const found = (more: object) =>
    vpcProblems(
      answering({ "vpc DescribeVpcs": { VpcSet: [{ VpcId: "vpc-1", CidrBlock: "10.20.0.0/16", ...more }] } }),
      QUERY,
    );

  it("where it overlaps a further network of the VPC", async () => {
    expect(await found({ AssistantCidrSet: null })).toEqual([]);
    expect(await found({ AssistantCidrSet: [{ CidrBlock: "10.2.0.128/25" }] })).toMatchObject([
      { path: "vpn.deviceSubnets.1", seen: "10.2.0.0/24, which overlaps 10.2.0.128/25 of vpc-1" },
    ]);
  });

  it("where the cloud does not show the networks of the VPC", async () => {
    expect(await found({ CidrBlock: undefined })).toMatchObject([{ path: "vpn.deviceSubnets" }]);
    expect(await found({ AssistantCidrSet: [{}] })).toMatchObject([{ path: "vpn.deviceSubnets" }]);
  });
});
