import { z } from "zod";
import { refused } from "../../wire/verdicts";
import { agreed } from "../../world/tunnels";
import { type HuaweicloudWorld, zoneOf } from "../facts";
import { endOf } from "../facts/tunnel";
import type { VpnConnection } from "../facts/types";
import type { Service } from "../service";
import { page, pageOf } from "../vpc/queries";
import { create, update } from "./connectionBodies";
import { nextPage } from "./devices";
import { asRecord, shown } from "./fields";
import { inUse, invalid, notFound, vpnStyle } from "./style";

/** VPN connections, v5: by policy, with a pre-shared key. */
export function addConnections(service: Service, world: HuaweicloudWorld, region: string): void {
  const { connections } = world.huaweicloud.vpns;
  const find = (wanted: string): VpnConnection => {
    const found = connections.list(region).find((one) => one.id === wanted);
    if (!found) throw notFound("VPN_CONNECTION", wanted);
    return found;
  };
  const path = "/v5/:projectId/vpn-connection";
  service.add({
    method: "POST",
    path,
    body: create,
    handle({ body, requestId }) {
      const { status: _, ...made } = render(world, make(world, region, body.vpn_connection));
      return { status: 201, body: { vpn_connection: made, request_id: requestId } };
    },
  });
  service.add({
    method: "GET",
    path,
    query: z.strictObject({
      ...page,
      vgw_id: z.string().optional(),
      ...refused("vpn_id", "eip_id", "vgw_ip", "enterprise_project_id"),
    }),
    handle({ query, requestId }) {
      const all = connections
        .list(region)
        .filter((one) => (query.vgw_id ?? one.gatewayId) === one.gatewayId)
        .map((one) => render(world, one));
      const now = pageOf(all, query, vpnStyle);
      const body = { vpn_connections: now, total_count: all.length, page_info: nextPage(all, now) };
      return { status: 200, body: { ...body, request_id: requestId } };
    },
  });
  service.add({
    method: "GET",
    path: `${path}/:id`,
    handle: ({ params, requestId }) => ({
      status: 200,
      body: { vpn_connection: render(world, find(params["id"]!)), request_id: requestId },
    }),
  });
  service.add({
    method: "PUT",
    path: `${path}/:id`,
    body: update,
    handle({ params, body, requestId }) {
      const before = find(params["id"]!);
      const { name, cgw_id, peer_subnets, policy_rules, psk, ikepolicy, ipsecpolicy } = body.vpn_connection;
      if (cgw_id !== undefined && !world.huaweicloud.vpns.devices.find(cgw_id))
        throw notFound("CUSTOMER_GATEWAY", cgw_id);
      const changed = connections.update(before.id, {
        ...(name === undefined ? {} : { name }),
        ...(cgw_id === undefined ? {} : { deviceId: cgw_id }),
        ...(peer_subnets ? { peerSubnets: peer_subnets } : {}),
        ...(policy_rules ? { policyRules: policy_rules } : {}),
        ...(psk === undefined ? {} : { psk }),
        ...(ikepolicy ? { ike: { ...before.ike, ...ikepolicy } } : {}),
        ...(ipsecpolicy ? { ipsec: { ...before.ipsec, ...ipsecpolicy } } : {}),
      });
      const { status: _, ...shownNow } = render(world, changed);
      return { status: 200, body: { vpn_connection: shownNow, request_id: requestId } };
    },
  });
  service.add({
    method: "DELETE",
    path: `${path}/:id`,
    handle({ params }) {
      connections.remove(find(params["id"]!).id);
      return { status: 204 };
    },
  });
}

type Create = z.infer<typeof create>["vpn_connection"];

/** @throws Refusal for a part that is not there, or a tunnel that exists already */
function make(world: HuaweicloudWorld, region: string, asked: Create): VpnConnection {
  const { vpns } = world.huaweicloud;
  const gateway = vpns.gateways.list(region).find(({ id }) => id === asked.vgw_id);
  if (!gateway) throw notFound("VPN_GATEWAY", asked.vgw_id);
  if (!vpns.devices.list(region).some(({ id }) => id === asked.cgw_id))
    throw notFound("CUSTOMER_GATEWAY", asked.cgw_id);
  if (!gateway.eips.includes(asked.vgw_ip)) throw invalid(`vgw_ip ${asked.vgw_ip} is not an address of the gateway`);
  const twice = vpns.connections.list().some((one) => one.eipId === asked.vgw_ip && one.deviceId === asked.cgw_id);
  if (twice) throw inUse(`a vpn connection of ${asked.vgw_ip} to the customer gateway ${asked.cgw_id} already exists`);
  return vpns.connections.add({
    region,
    name: asked.name,
    gatewayId: gateway.id,
    eipId: asked.vgw_ip,
    deviceId: asked.cgw_id,
    style: "POLICY",
    peerSubnets: asked.peer_subnets,
    policyRules: asked.policy_rules,
    psk: asked.psk,
    ike: asked.ikepolicy,
    ipsec: asked.ipsecpolicy,
    haRole: asked.ha_role,
    tags: asRecord(asked.tags),
  });
}

function render(world: HuaweicloudWorld, connection: VpnConnection): Record<string, unknown> {
  return {
    id: connection.id,
    name: connection.name,
    status: isUp(world, connection) ? "ACTIVE" : "DOWN",
    vgw_id: connection.gatewayId,
    vgw_ip: connection.eipId,
    style: connection.style,
    cgw_id: connection.deviceId,
    peer_subnets: connection.peerSubnets,
    enable_nqa: false,
    policy_rules: connection.policyRules.map((rule, index) => ({ rule_index: index, ...rule })),
    ikepolicy: connection.ike,
    ipsecpolicy: connection.ipsec,
    created_at: connection.createdAt,
    updated_at: connection.updatedAt,
    enterprise_project_id: "0",
    ha_role: connection.haRole,
    tags: shown(connection.tags),
  };
}

function isUp(world: HuaweicloudWorld, connection: VpnConnection): boolean {
  const end = endOf(world.huaweicloud, connection, zoneOf);
  return end !== undefined && typeof agreed(end, world.tunnelEnds()) !== "string";
}
