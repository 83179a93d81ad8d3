import type { Cloud } from "../../sandbox/tencentcloud/stage";

/** Makes a VPN, reads every part of it as dbferry does, and removes it. */
export async function madeAndRemoved(
  cloud: Cloud,
  wait: (check: () => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  const vpc = (action: string, request: object = {}) => cloud.call("vpc", action, request);
  const { vpcId: VpcId, subnetId } = cloud.source;
  await vpc("DescribeSubnets", { SubnetIds: [subnetId] });
  await vpc("DescribeVpcs", { VpcIds: [VpcId] });
  const made = await vpc("CreateVpnGateway", { VpnGatewayName: "gateway", InternetMaxBandwidthOut: 5, VpcId });
  const { VpnGatewayId } = made.VpnGateway;
  const device = await vpc("CreateCustomerGateway", { CustomerGatewayName: "device", IpAddress: "192.0.2.1" });
  const { CustomerGatewayId } = device.CustomerGateway;
  await wait(() =>
    vpc("CreateVpnConnection", {
      ...{ VpnGatewayId, CustomerGatewayId, VpcId, VpnConnectionName: "connection", PreShareKey: "a_Key" },
      ...{ RouteType: "Policy", IKEOptionsSpecification: { RemoteAddress: "192.0.2.1" } },
      SecurityPolicyDatabases: [{ LocalCidrBlock: "10.20.10.0/24", RemoteCidrBlock: ["10.1.0.0/24"] }],
    }),
  );
  const { VpnConnectionSet } = await vpc("DescribeVpnConnections", { Limit: 100, Offset: 0 });
  const { RouteTableSet } = await vpc("DescribeRouteTables", { Limit: "100", Offset: "0" });
  const { RouteTableId } = RouteTableSet.find((one: { VpcId: string }) => one.VpcId === VpcId);
  const route = { DestinationCidrBlock: "10.1.0.0/24", GatewayType: "VPN", GatewayId: VpnGatewayId };
  const routed = await vpc("CreateRoutes", { RouteTableId, Routes: [route] });
  const { RouteId } = routed.RouteTableSet[0].RouteSet[0];
  await vpc("DescribeVpnGateways", { Limit: 100, Offset: 0 });
  await vpc("DescribeCustomerGateways", { Limit: 100, Offset: 0 });
  await vpc("DeleteRoutes", { RouteTableId, Routes: [{ RouteId }] });
  const { VpnConnectionId } = VpnConnectionSet[0];
  await vpc("DeleteVpnConnection", { VpnGatewayId, VpnConnectionId });
  await vpc("DeleteCustomerGateway", { CustomerGatewayId });
  await vpc("DeleteVpnGateway", { VpnGatewayId });
}
