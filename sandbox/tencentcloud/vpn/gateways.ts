import { errors, TcError } from "../errors";
import type { TencentcloudWorld } from "../facts";
import type { VpnGateway } from "../facts/types";
import { beijing, page } from "../paging";
import type { Action } from "../service";
import { select } from "../vpc/filters";
import { asRecord, asTags, inUse, nameOf, vpcOf } from "./shared";

const BANDWIDTHS = [5, 10, 20, 50, 100, 200, 500, 1000, 3000];
/** How long a gateway is being made. */
const SECONDS = 60;

/** @throws TcError when there is no such gateway in this region */
export function gatewayOf(world: TencentcloudWorld, region: string, id: string): VpnGateway {
  if (!/^vpngw-[a-z0-9]{8}$/.test(id))
    throw new TcError("InvalidVpnGatewayId.Malformed", `The VpnGatewayId \`${id}\` is malformed.`);
  const found = world.tencentcloud.vpns.gateways.find(id);
  if (found?.region !== region)
    throw new TcError("InvalidVpnGatewayId.NotFound", `The VPN gateway \`${id}\` is not found.`);
  return found;
}

/** An IPsec gateway of a VPC, billed by the hour. */
export function createVpnGateway(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    const { Type = "IPSEC", InstanceChargeType: charge = "POSTPAID_BY_HOUR", IpStack: stack = "4in4" } = p;
    if (Type !== "IPSEC") throw errors.notImplemented(`\`Type\` ${Type}`);
    if (charge !== "POSTPAID_BY_HOUR") throw errors.notImplemented(`\`InstanceChargeType\` ${charge}`);
    if (stack !== "4in4") throw errors.notImplemented(`\`IpStack\` ${stack}`);
    if (!p.VpcId) throw new TcError("UnsupportedOperation.VpnGwVpcIdMustHave", "An IPSEC gateway needs a VpcId.");
    const vpc = vpcOf(world, region, p.VpcId);
    if (!BANDWIDTHS.includes(p.InternetMaxBandwidthOut))
      throw errors.value("InternetMaxBandwidthOut", BANDWIDTHS.join(", "));
    if (p.Zone && !p.Zone.startsWith(`${region}-`)) throw errors.value("Zone", `a zone of ${region}`);
    const { vpns } = world.tencentcloud;
    const made = vpns.gateways.add({
      region,
      name: nameOf("VpnGatewayName", p.VpnGatewayName),
      vpcId: vpc.id,
      address: vpns.nextAddress(),
      bandwidth: p.InternetMaxBandwidthOut,
      zone: p.Zone || `${region}-3`,
      begun: world.clock.mark(),
      tags: asRecord(p.Tags),
    });
    return { VpnGateway: render(world, made) };
  };
}

export function describeVpnGateways(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    for (const id of p.VpnGatewayIds ?? []) gatewayOf(world, region, id);
    const found = select(world.tencentcloud.vpns.gateways.list(region), ["VpnGatewayIds", p.VpnGatewayIds], p.Filters, {
      "vpc-id": (one, value) => one.vpcId === value,
      "vpn-gateway-id": (one, value) => one.id === value,
      "vpn-gateway-name": (one, value) => one.name === value,
      "public-ip-address": (one, value) => one.address === value,
      type: (_, value) => value === "IPSEC",
      zone: (one, value) => one.zone === value,
    });
    const { items, total } = page(found, p, { most: 100, usual: 20 });
    return { TotalCount: total, VpnGatewaySet: items.map((one) => render(world, one)) };
  };
}

export function deleteVpnGateway(world: TencentcloudWorld): Action {
  return ({ parameters: { VpnGatewayId }, region }) => {
    const { id } = gatewayOf(world, region, VpnGatewayId);
    const used = world.tencentcloud.vpns.connections.list().filter(({ gatewayId }) => gatewayId === id);
    if (used.length > 0) throw inUse(`The VPN gateway \`${id}\` has ${used.length} VPN connections.`);
    world.tencentcloud.vpns.gateways.remove(id);
    return {};
  };
}

/** @throws TcError while it is being made */
export function mustBeThere(world: TencentcloudWorld, gateway: VpnGateway): void {
  if (stateOf(world, gateway) !== "AVAILABLE")
    throw new TcError("UnsupportedOperation.InvalidState", `The VPN gateway \`${gateway.id}\` is PENDING.`);
}

function stateOf({ clock }: TencentcloudWorld, { begun }: VpnGateway): string {
  return begun === undefined || clock.secondsSince(begun) >= SECONDS ? "AVAILABLE" : "PENDING";
}

function render(world: TencentcloudWorld, gateway: VpnGateway): object {
  const { id, name, vpcId, bandwidth, zone, address, createdAt, tags } = gateway;
  return {
    VpnGatewayId: id,
    VpcId: vpcId,
    VpnGatewayName: name,
    Type: "IPSEC",
    State: stateOf(world, gateway),
    PublicIpAddress: address,
    RenewFlag: "NOTIFY_AND_AUTO_RENEW",
    InstanceChargeType: "POSTPAID_BY_HOUR",
    InternetMaxBandwidthOut: bandwidth,
    CreatedTime: beijing(createdAt),
    ExpiredTime: "",
    IsAddressBlocked: false,
    NewPurchasePlan: "",
    RestrictState: "NORMAL",
    Zone: zone,
    VpnGatewayQuotaSet: [],
    Version: "4.0",
    NetworkInstanceId: "",
    CdcId: "",
    MaxConnection: 0,
    TagSet: asTags(tags),
    IsPrivate: false,
  };
}
