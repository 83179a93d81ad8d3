import vpc from "../../../sandbox/alicloud/wire/vpc.json";
import { listed } from "./absences";

const CONNECTION = "DescribeVpnConnectionResponseBody";
const LISTED = "DescribeVpnConnectionsResponseBodyVpnConnectionsVpnConnection";
const CHANGED = "ModifyVpnConnectionAttributeResponseBody";
const GATEWAY = "DescribeVpnGatewayResponseBody";

const SHOWN = [
  ...["VpnConnectionId", "Name", "VpnGatewayId", "CreateTime", "LocalSubnet", "RemoteSubnet", "State", "Status"],
  ...["EffectImmediately", "EnableTunnelsBgp", "NetworkType", "AttachType", "ResourceGroupId", "Tag", "Tags"],
  ...["TunnelOptionsSpecification", "RequestId"],
];
const except = (type: keyof typeof vpc.types, shown: readonly string[]) =>
  Object.keys(vpc.types[type])
    .filter((name) => !shown.includes(name))
    .join(" ");

export const absentAtAlibabaVpc = listed({
  "of single tunnels, BGP, health checks and transit routers, which no connection has here": {
    [CONNECTION]: except(CONNECTION, SHOWN),
    [LISTED]: except(LISTED, SHOWN),
    [`${CONNECTION}TunnelOptionsSpecificationTunnelOptions`]: "RemoteCaCertificate TunnelBgpConfig",
    [`${LISTED}TunnelOptionsSpecificationTunnelOptions`]: "RemoteCaCertificate TunnelBgpConfig",
  },
  "of what a change does not touch": {
    [CHANGED]: except(CHANGED, [...SHOWN.slice(0, 6), "Description", "RequestId"]),
  },
  "of orders that are pending, which were not asked for": {
    [GATEWAY]: "ReservationData",
    DescribeVpnGatewaysResponseBodyVpnGatewaysVpnGateway: "ReservationData",
  },
});
