import { vi } from "vitest";
import { PATIENCE } from "../../support/patience";
import type { Alicloud } from "./spoken";

const REGION = { RegionId: "cn-hangzhou" };
const IKE = { IkeVersion: "ikev2", IkeEncAlg: "aes256", IkeAuthAlg: "sha256", IkePfs: "group14", IkeLifetime: 86_400 };
const IPSEC = { IpsecEncAlg: "aes256", IpsecAuthAlg: "sha256", IpsecPfs: "group14", IpsecLifetime: 3600 };

/** Parameters of both tunnels, flattened as the vendor's clients do. */
export function tunnelParameters(customerGatewayId: string, keys: readonly string[]): Record<string, unknown> {
  const named = (folder: string, of: object) => Object.entries(of).map(([name, one]) => [`${folder}.${name}`, one]);
  return Object.fromEntries(
    keys.flatMap((Psk, at) => {
      const root = `TunnelOptionsSpecification.${at + 1}`;
      return [
        [`${root}.CustomerGatewayId`, customerGatewayId],
        [`${root}.Role`, at === 0 ? "master" : "slave"],
        ...named(`${root}.TunnelIkeConfig`, { ...IKE, Psk }),
        ...named(`${root}.TunnelIpsecConfig`, IPSEC),
      ];
    }),
  );
}

/** Makes a VPN, reads every part of it, and removes it. */
export async function madeAndRemoved(cloud: Alicloud): Promise<void> {
  const vpc = (action: string, query: Record<string, unknown>) => cloud.call("vpc", action, { ...REGION, ...query });
  /** A gateway takes one change at a time. */
  const change = (action: string, query: Record<string, unknown>) => vi.waitFor(() => vpc(action, query), PATIENCE);
  await vpc("DescribeVSwitchAttributes", { VSwitchId: "vsw-1" });
  const { VpnGatewayId } = await vpc("CreateVpnGateway", {
    ...{ VpcId: "vpc-1", VSwitchId: "vsw-1", DisasterRecoveryVSwitchId: "vsw-2", Bandwidth: 10, Name: "gateway" },
    ...{ AutoPay: true, InstanceChargeType: "POSTPAY" },
  });
  const { CustomerGatewayId } = await vpc("CreateCustomerGateway", { IpAddress: "198.51.100.20", Name: "device" });
  const { VpnConnectionId } = await change("CreateVpnConnection", {
    ...{ VpnGatewayId, LocalSubnet: "100.104.52.0/24", RemoteSubnet: "10.1.0.0/24", AutoConfigRoute: false },
    ...tunnelParameters(CustomerGatewayId, ["the_first_Key", "the_second_Key"]),
  });
  const route = { VpnGatewayId, RouteDest: "10.1.0.0/24", NextHop: VpnConnectionId };
  await change("CreateVpnRouteEntry", { ...route, Weight: 100, PublishVpc: false });
  await change("PublishVpnRouteEntry", { ...route, PublishVpc: true, RouteType: "dbr" });
  const tags = { "Tag.1.Key": "dbferry", "Tag.1.Value": "shop", ResourceType: "VPNCONNECTION" };
  await vpc("TagResources", { ...tags, "ResourceId.1": VpnConnectionId });
  await vpc("UnTagResources", {
    ResourceType: "VPNCONNECTION",
    "ResourceId.1": VpnConnectionId,
    "TagKey.1": "dbferry",
  });
  await change("ModifyVpnGatewayAttribute", { VpnGatewayId, Description: "of a test" });
  await vpc("ModifyCustomerGatewayAttribute", { CustomerGatewayId, Description: "of a test" });
  await change("ModifyVpnConnectionAttribute", { VpnConnectionId, LocalSubnet: "100.104.52.0/24,100.104.53.0/24" });
  await vpc("DescribeVpnGateway", { VpnGatewayId });
  await vpc("DescribeCustomerGateway", { CustomerGatewayId });
  await vpc("DescribeVpnConnection", { VpnConnectionId });
  await vpc("DescribeVpnRouteEntries", { VpnGatewayId });
  await vpc("DescribeVpnPbrRouteEntries", { VpnGatewayId });
  for (const list of ["DescribeVpnGateways", "DescribeCustomerGateways", "DescribeVpnConnections"]) await vpc(list, {});
  await change("DeleteVpnRouteEntry", { ...route, Weight: 100 });
  await change("DeleteVpnConnection", { VpnConnectionId });
  await vpc("DeleteCustomerGateway", { CustomerGatewayId });
  await change("DeleteVpnGateway", { VpnGatewayId });
}
