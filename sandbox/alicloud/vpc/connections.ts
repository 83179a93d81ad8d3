import { RpcError } from "../errors";
import { statusOf } from "../facts/tunnel";
import type { AlibabaVpnConnection } from "../facts/vpnTypes";
import type { Parameters } from "../parameters";
import { paged, shown, type Vpc, type VpcAction } from "./action";
import { customerGatewayOf, tagsOf } from "./customerGateways";
import { refused } from "./errors";
import { changing, gatewayOf } from "./gateways";
import { SINGLE, TUNNELS, tunnelsOf } from "./tunnels";

const NAME = /^(?!https?:\/\/).{1,100}$/;
/** As the vendor's provider says. */
const MOST_SUBNETS = 10;
const MOST_CONNECTIONS = 10;
const CIDR = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/;

/** @throws RpcError when there is none in this region */
export function connectionOf(id: string, { world, region }: Vpc): AlibabaVpnConnection {
  const found = world.alicloud.vpns.connections.find(id);
  if (found?.region !== region) throw refused.connection();
  return found;
}

function subnets(parameters: Parameters, which: "LocalSubnet" | "RemoteSubnet"): string[] | undefined {
  const text = parameters.get(which);
  const list = text?.split(",");
  if (list && (list.length > MOST_SUBNETS || new Set(list).size < list.length || !list.every((one) => CIDR.test(one))))
    throw refused.subnet(which, text!);
  return list;
}

function nameOf(parameters: Parameters): string | undefined {
  const name = parameters.get("Name");
  if (name !== undefined && !NAME.test(name)) throw new RpcError(400, "InvalidName", "The name is not valid");
  return name;
}

/** Routes are never made by themselves here, which the cloud does by default: that has to be said. */
function routesByHand(parameters: Parameters): void {
  if (parameters.flag("AutoConfigRoute") !== false)
    throw refused.value("AutoConfigRoute", "the sandbox supports only false");
}

export const createVpnConnection: VpcAction = {
  parameters: {
    ...{ RegionId: "!", VpnGatewayId: "!", LocalSubnet: "!", RemoteSubnet: "!", Name: "?", EffectImmediately: "?" },
    ...{ AutoConfigRoute: "?", "Tags.N.Key": "?", "Tags.N.Value": "?", ...TUNNELS, ...SINGLE },
    ...{ CustomerGatewayId: "-", DryRun: "-" },
  },
  run(parameters, vpc) {
    const { connections } = vpc.world.alicloud.vpns;
    const gateway = gatewayOf(parameters.need("VpnGatewayId"), vpc);
    const [local, remote] = [subnets(parameters, "LocalSubnet")!, subnets(parameters, "RemoteSubnet")!];
    routesByHand(parameters);
    const name = nameOf(parameters);
    const tunnels = tunnelsOf(parameters);
    for (const { customerGatewayId } of tunnels) customerGatewayOf(customerGatewayId, vpc);
    const beside = connections.list().filter(({ gatewayId }) => gatewayId === gateway.id);
    if (beside.length >= MOST_CONNECTIONS) throw refused.quota();
    const same = (one: AlibabaVpnConnection) =>
      `${one.localSubnets}` === `${local}` &&
      `${one.remoteSubnets}` === `${remote}` &&
      one.tunnels[0].customerGatewayId === tunnels[0].customerGatewayId;
    if (beside.some(same)) throw refused.connectionExists();
    changing(gateway, vpc);
    const made = connections.add({
      ...{ region: vpc.region, name: name ?? "", gatewayId: gateway.id, localSubnets: local, remoteSubnets: remote },
      ...{ effectImmediately: parameters.flag("EffectImmediately") ?? false, tunnels },
      tags: tagsOf((one) => parameters.get(one)),
    });
    return { VpnConnectionId: made.id, Name: made.name, CreateTime: made.createdAt };
  },
};

export const describeVpnConnection: VpcAction = {
  parameters: { RegionId: "!", VpnConnectionId: "!" },
  run(parameters, vpc) {
    const found = connectionOf(parameters.need("VpnConnectionId"), vpc);
    return { ...render(found, vpc), Tags: shown(found.tags) };
  },
};

export const describeVpnConnections: VpcAction = {
  parameters: {
    ...{ RegionId: "!", VpnGatewayId: "?", PageNumber: "?", PageSize: "?" },
    ...{ CustomerGatewayId: "-", ResourceGroupId: "-", "Tag.N": "-", VpnConnectionId: "-" },
  },
  run(parameters, vpc) {
    const gateway = parameters.get("VpnGatewayId");
    const all = vpc.world.alicloud.vpns.connections
      .list(vpc.region)
      .filter(({ gatewayId }) => (gateway ?? gatewayId) === gatewayId);
    const { items, told } = paged(all, parameters);
    return {
      ...told,
      // The list spells it otherwise.
      VpnConnections: { VpnConnection: items.map((one) => ({ ...render(one, vpc), Tag: shown(one.tags) })) },
    };
  },
};

export const modifyVpnConnectionAttribute: VpcAction = {
  parameters: {
    ...{ RegionId: "!", VpnConnectionId: "!", LocalSubnet: "?", RemoteSubnet: "?", Name: "?", EffectImmediately: "?" },
    ...{ AutoConfigRoute: "?", ...TUNNELS, "TunnelOptionsSpecification.N.TunnelId": "-", ...SINGLE },
  },
  run(parameters, vpc) {
    const found = connectionOf(parameters.need("VpnConnectionId"), vpc);
    const [local, remote] = [subnets(parameters, "LocalSubnet"), subnets(parameters, "RemoteSubnet")];
    const name = nameOf(parameters);
    if (parameters.get("AutoConfigRoute") !== undefined) routesByHand(parameters);
    const tunnels =
      parameters.get("TunnelOptionsSpecification.1.Role") === undefined
        ? found.tunnels
        : tunnelsOf(parameters, found.tunnels);
    for (const { customerGatewayId } of tunnels) customerGatewayOf(customerGatewayId, vpc);
    changing(gatewayOf(found.gatewayId, vpc), vpc);
    const changed = vpc.world.alicloud.vpns.connections.update(found.id, {
      ...{ localSubnets: local ?? found.localSubnets, remoteSubnets: remote ?? found.remoteSubnets, tunnels },
      ...{
        name: name ?? found.name,
        effectImmediately: parameters.flag("EffectImmediately") ?? found.effectImmediately,
      },
    });
    const { VpnConnectionId, VpnGatewayId, Name, CreateTime, LocalSubnet, RemoteSubnet } = render(changed, vpc);
    return { VpnConnectionId, VpnGatewayId, Name, CreateTime, LocalSubnet, RemoteSubnet, Description: "" };
  },
};

export const deleteVpnConnection: VpcAction = {
  parameters: { RegionId: "!", VpnConnectionId: "!" },
  run(parameters, vpc) {
    const { connections, routes } = vpc.world.alicloud.vpns;
    const { id, gatewayId } = connectionOf(parameters.need("VpnConnectionId"), vpc);
    if (routes.list().some(({ nextHop }) => nextHop === id)) throw refused.inUse(`a vpn route leads to ${id}`);
    changing(gatewayOf(gatewayId, vpc), vpc);
    connections.remove(id);
    return {};
  },
};

function render(connection: AlibabaVpnConnection, { world }: Vpc) {
  const { vpns } = world.alicloud;
  const { id, name, gatewayId, localSubnets, remoteSubnets, effectImmediately, tunnels, createdAt } = connection;
  const gateway = vpns.gateways.find(gatewayId);
  const statuses = tunnels.map((_, at) => statusOf(vpns, connection, at, world));
  const up = "ipsec_sa_established";
  return {
    ...{ VpnConnectionId: id, Name: name, VpnGatewayId: gatewayId, CreateTime: createdAt },
    ...{ LocalSubnet: localSubnets.join(","), RemoteSubnet: remoteSubnets.join(","), State: "active" },
    ...{ Status: statuses.includes(up) ? up : statuses[0]!, EffectImmediately: effectImmediately },
    ...{ EnableTunnelsBgp: false, NetworkType: "public", AttachType: "VPNGW", ResourceGroupId: "" },
    TunnelOptionsSpecification: {
      TunnelOptions: tunnels.map(({ id: tunnel, role, customerGatewayId, ike, ipsec, ...flags }, at) => ({
        ...{ TunnelId: tunnel, TunnelIndex: at + 1, Role: role, CustomerGatewayId: customerGatewayId },
        ...{ InternetIp: gateway?.addresses[at] ?? "", State: "active", Status: statuses[at]! },
        ...{ EnableDpd: String(flags.enableDpd), EnableNatTraversal: String(flags.enableNatTraversal) },
        ZoneNo: vpns.vswitches.find(gateway?.vswitchIds[at] ?? "")?.zone ?? "",
        TunnelIkeConfig: {
          ...ike,
          LocalId: gateway?.addresses[at] ?? "",
          RemoteId: vpns.customerGateways.find(customerGatewayId)?.address ?? "",
        },
        TunnelIpsecConfig: ipsec,
      })),
    },
  };
}
