import ipaddr from "ipaddr.js";
import { errors, TcError } from "../errors";
import type { TencentcloudWorld } from "../facts";
import { isUp } from "../facts/tunnel";
import type { VpnConnection } from "../facts/types";
import { beijing, page } from "../paging";
import type { Parameters } from "../parameters";
import type { Action } from "../service";
import { select } from "../vpc/filters";
import { deviceOf } from "./devices";
import { gatewayOf, mustBeThere } from "./gateways";
import { readIdentities, readNegotiation, renderIke, renderIpsec } from "./negotiation";
import { asRecord, asTags, nameOf, notFound, oneOf, vpcOf } from "./shared";

/** @throws TcError when there is no such connection in this region */
function connectionOf(world: TencentcloudWorld, region: string, id: string): VpnConnection {
  const found = world.tencentcloud.vpns.connections.find(id);
  if (found?.region !== region) throw notFound(id);
  return found;
}

/** A connection by policies. The answer comes before the id is known, as with the vendor. */
export function createVpnConnection(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    const { RouteType = "STATIC", NegotiationType = "active", SecurityPolicyDatabases: given = [] } = p;
    if (RouteType !== "Policy") throw errors.notImplemented(`\`RouteType\` ${RouteType}`);
    if (NegotiationType !== "active") throw errors.notImplemented(`\`NegotiationType\` ${NegotiationType}`);
    const gateway = gatewayOf(world, region, p.VpnGatewayId);
    mustBeThere(world, gateway);
    const device = deviceOf(world, region, p.CustomerGatewayId);
    if (vpcOf(world, region, p.VpcId ?? "").id !== gateway.vpcId)
      throw errors.value("VpcId", `${gateway.vpcId}, the VPC of the gateway`);
    if (given.length === 0) throw errors.missing("SecurityPolicyDatabases");
    const policies = readPolicies(given);
    refuseOverlaps(world, gateway.id, policies);
    const made = world.tencentcloud.vpns.connections.add({
      region,
      name: nameOf("VpnConnectionName", p.VpnConnectionName),
      vpcId: gateway.vpcId,
      gatewayId: gateway.id,
      deviceId: device.id,
      key: readKey(p.PreShareKey),
      routeType: RouteType,
      negotiationType: NegotiationType,
      policies,
      negotiation: readNegotiation(p.IKEOptionsSpecification, p.IPSECOptionsSpecification),
      identities: readIdentities(p.IKEOptionsSpecification, gateway.address),
      dpd: {
        enabled: oneOf("DpdEnable", String(p.DpdEnable ?? 0), ["0", "1"]) === "1",
        timeout: readTimeout(p.DpdTimeout ?? "30"),
        action: oneOf("DpdAction", p.DpdAction ?? "restart", ["clear", "restart"]),
      },
      tags: asRecord(p.Tags),
    });
    return { VpnConnection: { ...render(world, made), VpnConnectionId: "" } };
  };
}

export function describeVpnConnections(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    const all = world.tencentcloud.vpns.connections.list(region);
    const found = select(all, ["VpnConnectionIds", p.VpnConnectionIds], p.Filters, {
      "vpc-id": (one, value) => one.vpcId === value,
      "vpn-gateway-id": (one, value) => one.gatewayId === value,
      "customer-gateway-id": (one, value) => one.deviceId === value,
      "vpn-connection-name": (one, value) => one.name === value,
      "vpn-connection-id": (one, value) => one.id === value,
    });
    const { items, total } = page(found, p, { most: 100, usual: 20 });
    return { TotalCount: total, VpnConnectionSet: items.map((one) => render(world, one)) };
  };
}

export function deleteVpnConnection(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    const gateway = gatewayOf(world, region, p.VpnGatewayId);
    const { id, gatewayId } = connectionOf(world, region, p.VpnConnectionId);
    if (gatewayId !== gateway.id) throw notFound(id);
    world.tencentcloud.vpns.connections.remove(id);
    return {};
  };
}

function readPolicies(given: Parameters[]): VpnConnection["policies"] {
  return given.map(({ LocalCidrBlock: local, RemoteCidrBlock: remotes }) => {
    for (const block of [local, ...remotes])
      if (!ipaddr.IPv4.isValidCIDR(block)) throw errors.value("SecurityPolicyDatabases", "IPv4 CIDR blocks");
    return { local, remotes };
  });
}

/** A device of one tunnel could not be told from that of another. */
function refuseOverlaps(world: TencentcloudWorld, gatewayId: string, policies: VpnConnection["policies"]): void {
  const pairs = (of: VpnConnection["policies"]) =>
    of.flatMap(({ local, remotes }) => remotes.map((far) => [local, far]));
  const others = world.tencentcloud.vpns.connections.list().filter((one) => one.gatewayId === gatewayId);
  const taken = others.flatMap((one) => pairs(one.policies));
  const clash = pairs(policies).find(([near, far]) =>
    taken.some(([other, remote]) => overlaps(near!, other!) && overlaps(far!, remote!)),
  );
  if (clash)
    throw new TcError(
      "UnsupportedOperation.VpnConnSPDOverlap",
      `The policy ${clash.join(" to ")} overlaps that of another connection of \`${gatewayId}\`.`,
    );
}

function overlaps(one: string, other: string): boolean {
  const [a, b] = [ipaddr.IPv4.parseCIDR(one), ipaddr.IPv4.parseCIDR(other)];
  const [, length] = a[1] < b[1] ? a : b;
  return a[0].match(b[0], length);
}

function readKey(key: string): string {
  if (!/^[\x21-\x7e]{1,128}$/.test(key)) throw errors.value("PreShareKey", "1 to 128 printable characters");
  return key;
}

function readTimeout(timeout: string): string {
  if (!/^\d+$/.test(timeout) || Number(timeout) < 30 || Number(timeout) > 60)
    throw errors.value("DpdTimeout", "30 to 60");
  return timeout;
}

function render(world: TencentcloudWorld, connection: VpnConnection): object {
  const { id, name, vpcId, gatewayId, deviceId, key, policies, negotiation, identities, dpd } = connection;
  return {
    VpnConnectionId: id,
    VpnConnectionName: name,
    VpcId: vpcId,
    VpnGatewayId: gatewayId,
    CustomerGatewayId: deviceId,
    PreShareKey: key,
    VpnProto: "UDP",
    EncryptProto: "ESP",
    RouteType: connection.routeType,
    CreatedTime: beijing(connection.createdAt),
    State: "AVAILABLE",
    NetStatus: isUp(world.tencentcloud, world, connection) ? "AVAILABLE" : "UNAVAILABLE",
    SecurityPolicyDatabaseSet: policies.map(({ local, remotes }) => ({
      LocalCidrBlock: local,
      RemoteCidrBlock: remotes,
    })),
    IKEOptionsSpecification: renderIke(negotiation, identities),
    IPSECOptionsSpecification: renderIpsec(negotiation),
    EnableHealthCheck: false,
    HealthCheckLocalIp: "",
    HealthCheckRemoteIp: "",
    DpdEnable: dpd.enabled ? 1 : 0,
    DpdTimeout: dpd.timeout,
    DpdAction: dpd.action,
    TagSet: asTags(connection.tags),
    NegotiationType: connection.negotiationType,
  };
}
