import { RpcError } from "../errors";
import type { AlibabaVpnGateway } from "../facts/vpnTypes";
import { paged, shown, type Vpc, type VpcAction } from "./action";
import { refused } from "./errors";

const BANDWIDTHS = [10, 100, 200, 500, 1000];
const NAME = /^[A-Za-z][A-Za-z0-9_.-]{1,99}$/;

/** @throws RpcError when there is none in this region */
export function gatewayOf(id: string, { world, region }: Vpc): AlibabaVpnGateway {
  const found = world.alicloud.vpns.gateways.find(id);
  if (found?.region !== region) throw refused.gateway();
  return found;
}

/** A gateway takes one change at a time. @throws RpcError while it is not active */
export function changing(gateway: AlibabaVpnGateway, vpc: Vpc): void {
  if (gateway.status !== "active") throw refused.configuring();
  const { gateways } = vpc.world.alicloud.vpns;
  gateways.update(gateway.id, { status: "updating" });
  vpc.after(10, () => {
    if (gateways.find(gateway.id)?.status === "updating") gateways.update(gateway.id, { status: "active" });
  });
}

/** Like an account of the vendor's international site, which pays as it goes, in a region with dual tunnels. */
export const createVpnGateway: VpcAction = {
  parameters: {
    ...{ RegionId: "!", VpcId: "!", Bandwidth: "!", VSwitchId: "?", DisasterRecoveryVSwitchId: "?", Name: "?" },
    ...{ AutoPay: "?", EnableIpsec: "?", EnableSsl: "?", InstanceChargeType: "?", NetworkType: "?", VpnType: "?" },
    ...{ Period: "-", SslConnections: "-", ResourceGroupId: "-" },
  },
  run(parameters, vpc) {
    const { vpns } = vpc.world.alicloud;
    const vpcId = parameters.need("VpcId");
    const bandwidth = parameters.integer("Bandwidth", { min: 1, max: 1000, fallback: 0 });
    if (!BANDWIDTHS.includes(bandwidth)) throw refused.value("Bandwidth", `one of ${BANDWIDTHS.join(", ")}`);
    // Without payment there is an order and no gateway.
    if (parameters.flag("AutoPay") !== true) throw refused.value("AutoPay", "the sandbox supports only true");
    if ((parameters.get("InstanceChargeType") ?? "POSTPAY") !== "POSTPAY") throw refused.value("InstanceChargeType");
    if (parameters.flag("EnableIpsec") === false) throw refused.value("EnableIpsec", "the sandbox supports only true");
    if (parameters.flag("EnableSsl") === true) throw refused.value("EnableSsl", "the sandbox supports only false");
    if ((parameters.get("NetworkType") ?? "public") !== "public") throw refused.value("NetworkType", "only public");
    if ((parameters.get("VpnType") ?? "Normal") !== "Normal") throw refused.value("VpnType", "only Normal");
    const name = parameters.get("Name");
    if (name !== undefined && !NAME.test(name)) throw new RpcError(400, "InvalidName", "The name is not valid");
    const vswitchIds = ["VSwitchId", "DisasterRecoveryVSwitchId"].map((one) => parameters.need(one));
    for (const id of vswitchIds) {
      const found = vpns.vswitches.find(id);
      if (found?.region !== vpc.region || found.vpcId !== vpcId) throw refused.vswitch();
    }
    if (vswitchIds[0] === vswitchIds[1]) throw refused.value("DisasterRecoveryVSwitchId", "it is VSwitchId, too");
    const [first, second] = vswitchIds as [string, string];
    const made = vpns.gateways.add({
      ...{ region: vpc.region, name: name ?? "", description: "", vpcId, bandwidth, tags: {} },
      ...{ vswitchIds: [first, second], addresses: vpns.addresses(), status: "provisioning" },
    });
    if (name === undefined) vpns.gateways.update(made.id, { name: made.id });
    vpc.after(60, () => {
      if (vpns.gateways.find(made.id)) vpns.gateways.update(made.id, { status: "active" });
    });
    return { VpnGatewayId: made.id, Name: made.name, OrderId: made.createdAt };
  },
};

export const describeVpnGateway: VpcAction = {
  parameters: { RegionId: "!", VpnGatewayId: "!", IncludeReservationData: "-" },
  run: (parameters, vpc) => render(gatewayOf(parameters.need("VpnGatewayId"), vpc)),
};

export const describeVpnGateways: VpcAction = {
  parameters: {
    ...{ RegionId: "!", PageNumber: "?", PageSize: "?", VpcId: "?" },
    ...{ BusinessStatus: "-", GatewayType: "-", IncludeReservationData: "-", ResourceGroupId: "-", Status: "-" },
    ...{ "Tag.N": "-", VpnGatewayId: "-" },
  },
  run(parameters, { world, region }) {
    const vpcId = parameters.get("VpcId");
    const all = world.alicloud.vpns.gateways.list(region).filter((one) => (vpcId ?? one.vpcId) === one.vpcId);
    const { items, told } = paged(all, parameters);
    return { ...told, VpnGateways: { VpnGateway: items.map(render) } };
  },
};

export const modifyVpnGatewayAttribute: VpcAction = {
  parameters: { RegionId: "!", VpnGatewayId: "!", Name: "?", Description: "?", AutoPropagate: "-" },
  run(parameters, vpc) {
    const gateway = gatewayOf(parameters.need("VpnGatewayId"), vpc);
    const [name, description] = [parameters.get("Name"), parameters.get("Description")];
    if (name !== undefined && !NAME.test(name)) throw new RpcError(400, "InvalidName", "The name is not valid");
    changing(gateway, vpc);
    vpc.world.alicloud.vpns.gateways.update(gateway.id, {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
    });
    const { Tags: _, ChargeType: __, EniInstanceIds: ___, GatewayType: ____, ...told } = render(gateway);
    const { IpsecVpn, NetworkType, SslMaxConnections, SslVpn, Tag, VpnType, ...rest } = told;
    return { ...rest, IntranetIp: "" };
  },
};

export const deleteVpnGateway: VpcAction = {
  parameters: { RegionId: "!", VpnGatewayId: "!" },
  run(parameters, vpc) {
    const { gateways, connections } = vpc.world.alicloud.vpns;
    const { id, status } = gatewayOf(parameters.need("VpnGatewayId"), vpc);
    if (connections.list().some(({ gatewayId }) => gatewayId === id))
      throw refused.inUse(`the vpn gateway ${id} has ipsec connections`);
    if (status !== "active") throw refused.configuring();
    gateways.update(id, { status: "deleting" });
    vpc.after(30, () => {
      if (gateways.find(id)) gateways.remove(id);
    });
    return {};
  },
};

function render(gateway: AlibabaVpnGateway) {
  const { id, name, description, vpcId, vswitchIds, addresses, bandwidth, status, tags, createdAt } = gateway;
  return {
    ...{ VpnGatewayId: id, Name: name, Description: description, VpcId: vpcId, Status: status },
    ...{ VSwitchId: vswitchIds[0], DisasterRecoveryVSwitchId: vswitchIds[1] },
    ...{ InternetIp: addresses[0], DisasterRecoveryInternetIp: addresses[1], SslVpnInternetIp: "" },
    ...{ Spec: String(bandwidth), BusinessStatus: "Normal", ChargeType: "POSTPAY", CreateTime: createdAt, EndTime: 0 },
    ...{ AutoPropagate: false, EnableBgp: false, GatewayType: "Traditional", NetworkType: "public" },
    ...{ IpsecVpn: "enable", SslVpn: "disable", SslMaxConnections: 0, ResourceGroupId: "", VpnType: "Normal" },
    ...{ EniInstanceIds: { EniInstanceId: [] as string[] }, Tag: '{"VpnNewImage":"true"}', Tags: shown(tags) },
  };
}
