import { z } from "zod";
import { idle, refused } from "../../wire/verdicts";
import type { Refusal } from "../errors";
import type { HuaweicloudWorld } from "../facts";
import type { VpnGateway } from "../facts/types";
import type { Service } from "../service";
import { asRecord, cidr, id, name, shown, tags } from "./fields";
import { inUse, invalid, notFound } from "./style";

const eip = z.strictObject({
  id,
  ...refused("type", "charge_mode", "bandwidth_size", "bandwidth_name", "bandwidth_id"),
});
const create = z.strictObject({
  vpn_gateway: z.strictObject({
    name,
    vpc_id: id,
    local_subnets: z.array(cidr).min(1).max(50),
    connect_subnet: id,
    availability_zone_ids: z.array(z.string().min(1)).min(1).max(2),
    bgp_asn: z.number().int().min(1).max(4_294_967_295).default(64_512),
    ha_mode: z.enum(["active-active", "active-standby"]).default("active-active"),
    attachment_type: z.literal("vpc").default("vpc"),
    eip1: eip,
    eip2: eip,
    tags: tags.optional(),
    flavor: idle(z.string(), "the throughput of the gateway; packets of the sandbox have no size"),
    enterprise_project_id: idle(z.string(), "billing; the sandbox has one project"),
    ...refused(
      "ip_version",
      "er_id",
      "local_subnets_v6",
      "network_type",
      "access_vpc_id",
      "access_subnet_id",
      "access_private_ip_1",
      "access_private_ip_2",
    ),
  }),
});
const update = z.strictObject({
  vpn_gateway: z.strictObject({
    name: name.optional(),
    local_subnets: z.array(cidr).min(1).max(50).optional(),
    ...refused("local_subnets_v6", "eip_id_1", "eip_id_2", "policy_template"),
  }),
});
type Create = z.infer<typeof create>["vpn_gateway"];

/** VPN gateways, v5: attached to a VPC, with two addresses of the account. */
export function addGateways(service: Service, world: HuaweicloudWorld, region: string): void {
  const { vpns, eips } = world.huaweicloud;
  const find = (wanted: string): VpnGateway => {
    const found = vpns.gateways.list(region).find((one) => one.id === wanted);
    if (!found) throw notFound("VPN_GATEWAY", wanted);
    return found;
  };
  const path = "/v5/:projectId/vpn-gateways";
  service.add({
    method: "POST",
    path,
    body: create,
    handle({ body, requestId }) {
      const gateway = make(world, region, body.vpn_gateway);
      const { status: _, eip1: __, eip2: ___, availability_zone_ids: ____, ...rest } = render(world, gateway);
      const { created_at: _____, updated_at: ______, applied_at: _______, ...created } = rest;
      return { status: 201, body: { vpn_gateway: created, request_id: requestId } };
    },
  });
  service.add({
    method: "GET",
    path,
    query: z.strictObject({ vgw_id: z.string().optional(), ...refused("enterprise_project_id") }),
    handle: ({ query, requestId }) => ({
      status: 200,
      body: {
        vpn_gateways: vpns.gateways
          .list(region)
          .filter((one) => (query.vgw_id ?? one.id) === one.id)
          .map((one) => render(world, one)),
        request_id: requestId,
      },
    }),
  });
  service.add({
    method: "GET",
    path: `${path}/:id`,
    handle: ({ params, requestId }) => ({
      status: 200,
      body: { vpn_gateway: render(world, find(params["id"]!)), request_id: requestId },
    }),
  });
  service.add({
    method: "PUT",
    path: `${path}/:id`,
    body: update,
    handle({ params, body, requestId }) {
      const { name: named, local_subnets: localSubnets } = body.vpn_gateway;
      const changed = vpns.gateways.update(find(params["id"]!).id, {
        ...(named === undefined ? {} : { name: named }),
        ...(localSubnets ? { localSubnets } : {}),
      });
      const { status: _, applied_at: __, ...rest } = render(world, changed);
      return { status: 200, body: { vpn_gateway: rest, request_id: requestId } };
    },
  });
  service.add({
    method: "DELETE",
    path: `${path}/:id`,
    handle({ params }) {
      const gateway = find(params["id"]!);
      const used = vpns.connections.list().filter(({ gatewayId }) => gatewayId === gateway.id);
      if (used.length > 0) throw inUse(`vpn gateway ${gateway.id} has ${used.length} vpn connections`);
      // Addresses that are still bound to it are released with it.
      for (const bound of eips.list(region).filter(({ boundTo }) => boundTo === gateway.id)) {
        eips.unbind(bound.id);
        eips.release(bound.id);
      }
      vpns.gateways.remove(gateway.id);
      return { status: 204 };
    },
  });
}

/** @throws Refusal for a network, subnet or address that is not there or in use */
function make(world: HuaweicloudWorld, region: string, asked: Create): VpnGateway {
  const { vpcs, eips, vpns } = world.huaweicloud;
  if (!vpcs.list(region).some(({ id }) => id === asked.vpc_id)) throw notFound("VPC", asked.vpc_id);
  if (vpcs.findSubnet(asked.connect_subnet)?.vpcId !== asked.vpc_id)
    throw invalid(`connect_subnet ${asked.connect_subnet} is not a subnet of the VPC ${asked.vpc_id}`);
  const strange = asked.availability_zone_ids.find((zone) => !zone.startsWith(region));
  if (strange) throw invalid(`availability zone ${strange} does not exist`);
  if (asked.eip1.id === asked.eip2.id) throw invalid("eip1 and eip2 are the same");
  for (const { id } of [asked.eip1, asked.eip2]) checkEip(world, region, id);
  const gateway = vpns.gateways.add({
    region,
    name: asked.name,
    vpcId: asked.vpc_id,
    localSubnets: asked.local_subnets,
    connectSubnet: asked.connect_subnet,
    availabilityZones: asked.availability_zone_ids,
    haMode: asked.ha_mode,
    asn: asked.bgp_asn,
    eips: [asked.eip1.id, asked.eip2.id],
    tags: asRecord(asked.tags),
  });
  for (const eip of gateway.eips) eips.bind(eip, gateway.id);
  return gateway;
}

function checkEip(world: HuaweicloudWorld, region: string, wanted: string): void | Refusal {
  const found = world.huaweicloud.eips.list(region).find(({ id }) => id === wanted);
  if (!found) throw notFound("EIP", wanted);
  if (found.boundTo !== undefined) throw inUse(`eip ${wanted} is in use`);
}

function render(world: HuaweicloudWorld, gateway: VpnGateway): Record<string, unknown> {
  const { eips, vpns } = world.huaweicloud;
  const used = vpns.connections.list().filter(({ gatewayId }) => gatewayId === gateway.id).length;
  const address = (eipId: string) => {
    const eip = eips.find(eipId);
    if (!eip) return undefined;
    return {
      id: eip.id,
      ip_version: 4,
      type: eip.type,
      ip_address: eip.address,
      charge_mode: "traffic",
      bandwidth_id: eip.bandwidthId,
      bandwidth_size: eip.bandwidthSize,
      bandwidth_name: eip.bandwidthName,
      share_type: "PER",
    };
  };
  const [eip1, eip2] = gateway.eips.map(address);
  return {
    id: gateway.id,
    name: gateway.name,
    status: "ACTIVE",
    attachment_type: "vpc",
    ip_version: "ipv4",
    network_type: "public",
    vpc_id: gateway.vpcId,
    access_vpc_id: gateway.vpcId,
    local_subnets: gateway.localSubnets,
    connect_subnet: gateway.connectSubnet,
    access_subnet_id: gateway.connectSubnet,
    bgp_asn: gateway.asn,
    flavor: "Professional1",
    availability_zone_ids: gateway.availabilityZones,
    connection_number: 200,
    used_connection_number: used,
    used_connection_group: Math.ceil(used / 2),
    enterprise_project_id: "0",
    ha_mode: gateway.haMode,
    ...(eip1 ? { eip1 } : {}),
    ...(eip2 ? { eip2 } : {}),
    created_at: gateway.createdAt,
    applied_at: gateway.createdAt,
    updated_at: gateway.updatedAt,
    tags: shown(gateway.tags),
  };
}
