import { z } from "zod";
import { refused } from "../../wire/verdicts";
import { hosts } from "../../world/addresses";
import { Refusal } from "../errors";
import type { HuaweicloudWorld } from "../facts";
import type { PrivateIp, Subnet, Vpc } from "../facts/types";
import type { Service } from "../service";
import { inProject, page, pageOf } from "./queries";
import { networkStyle } from "./styles";

const vpcs = z.strictObject({ ...page, id: z.string().optional(), enterprise_project_id: z.string().optional() });
const subnets = z.strictObject({ ...page, vpc_id: z.string().optional() });
const ports = z.strictObject({
  ...page,
  device_id: z.string().optional(),
  ...refused("id", "name", "admin_state_up", "network_id", "mac_address", "device_owner", "status", "security_groups"),
  ...refused("fixed_ips", "enterprise_project_id", "enable_efi"),
});

/** VPCs, subnets and their private addresses, read-only (v1). */
export function addNetworks(service: Service, world: HuaweicloudWorld, region: string, projectId: string): void {
  const vpc = (id: string): Vpc => {
    const found = world.huaweicloud.vpcs.list(region).find((one) => one.id === id);
    if (!found) throw new Refusal(404, "VPC.0003", "VPC does not exist.");
    return found;
  };
  const subnet = (id: string): Subnet => {
    const found = world.huaweicloud.vpcs.findSubnet(id);
    if (!found) throw new Refusal(404, "VPC.0202", "Query subnet fail.");
    return found;
  };
  const show = (one: Subnet) => {
    const taken = world.huaweicloud.vpcs.privateIps(one.id).length;
    return renderSubnet(one, projectId, [...hosts(one.cidr)].length - taken);
  };
  service.add({
    method: "GET",
    path: "/v1/:projectId/vpcs",
    query: vpcs,
    errors: networkStyle,
    handle: ({ query }) => {
      const found = world.huaweicloud.vpcs
        .list(region)
        .filter((one) => (query.id ?? one.id) === one.id)
        .map((one) => renderVpc(one, projectId))
        .filter((one) => inProject(one, query.enterprise_project_id));
      return { status: 200, body: { vpcs: pageOf(found, query, networkStyle) } };
    },
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/vpcs/:id",
    errors: networkStyle,
    handle: ({ params }) => ({ status: 200, body: { vpc: renderVpc(vpc(params["id"]!), projectId) } }),
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/subnets",
    query: subnets,
    errors: networkStyle,
    handle: ({ query }) => {
      const found = world.huaweicloud.vpcs.subnets(query.vpc_id).map(show);
      return { status: 200, body: { subnets: pageOf(found, query, networkStyle) } };
    },
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/subnets/:id",
    errors: networkStyle,
    handle: ({ params }) => ({ status: 200, body: { subnet: show(subnet(params["id"]!)) } }),
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/subnets/:id/privateips",
    query: z.strictObject(page),
    errors: networkStyle,
    handle: ({ params, query }) => {
      const held = world.huaweicloud.vpcs.privateIps(subnet(params["id"]!).id).map((ip) => ({
        id: ip.owner,
        status: "ACTIVE",
        subnet_id: ip.subnetId,
        tenant_id: projectId,
        device_owner: ownerOf(ip),
        ip_address: ip.address,
      }));
      return { status: 200, body: { privateips: pageOf(held, query, networkStyle) } };
    },
  });
  const { machines } = world.huaweicloud;
  const ownerOf = ({ owner }: PrivateIp) => {
    if (machines.find(owner)) return `compute:${region}a`;
    return /jb\d/.test(owner) ? "network:DRS" : "network:RDS";
  };
  service.add({
    method: "GET",
    path: "/v1/:projectId/ports",
    query: ports,
    errors: networkStyle,
    handle: ({ query }) => {
      const found = world.huaweicloud.vpcs
        .privateIps()
        .filter(({ owner, vpcId }) => (query.device_id ?? owner) === owner && vpc(vpcId))
        .map((ip) => renderPort(ip, ownerOf(ip), projectId));
      return { status: 200, body: { ports: pageOf(found, query, networkStyle) } };
    },
  });
}

function renderPort(ip: PrivateIp, deviceOwner: string, projectId: string): Record<string, unknown> {
  const octets = ip.address.split(".").map((octet) => Number(octet).toString(16).padStart(2, "0"));
  return {
    id: `port-${ip.owner}`,
    name: "",
    status: "ACTIVE",
    admin_state_up: true,
    mac_address: ["fa", "16", ...octets].join(":"),
    fixed_ips: [{ subnet_id: ip.subnetId, ip_address: ip.address }],
    network_id: ip.subnetId,
    tenant_id: projectId,
    device_id: ip.owner,
    device_owner: deviceOwner,
    security_groups: ip.securityGroupIds,
    allowed_address_pairs: [],
    extra_dhcp_opts: [],
    dns_name: "",
    dns_assignment: [],
    "binding:vnic_type": "normal",
    "binding:vif_details": {
      primary_interface: deviceOwner.startsWith("compute:"),
      port_filter: true,
      ovs_hybrid_plug: true,
      vlan_id: 0,
      parent_id: "",
      parent_device_id: "",
    },
    "binding:profile": {},
    port_security_enabled: true,
    instance_id: "",
    instance_type: "",
    zone_id: "",
    enable_efi: false,
    ipv6_bandwidth_id: "",
  };
}

/** Networks are older than the sandbox. */
const MADE = { created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" };

function renderVpc(vpc: Vpc, projectId: string): Record<string, unknown> {
  return {
    id: vpc.id,
    name: vpc.name,
    description: "",
    cidr: vpc.cidr,
    status: "OK",
    routes: [],
    enterprise_project_id: "0",
    tenant_id: projectId,
    ...MADE,
    block_service_endpoint_states: "off",
    enable_network_address_usage_metrics: false,
  };
}

function renderSubnet(subnet: Subnet, projectId: string, available: number): Record<string, unknown> {
  return {
    id: subnet.id,
    name: subnet.name,
    description: "",
    cidr: subnet.cidr,
    dnsList: [],
    status: "ACTIVE",
    vpc_id: subnet.vpcId,
    gateway_ip: subnet.gatewayIp,
    dhcp_enable: true,
    neutron_network_id: subnet.id,
    neutron_subnet_id: subnet.id,
    ipv6_enable: false,
    cidr_v6: null,
    gateway_ip_v6: null,
    neutron_subnet_id_v6: null,
    primary_dns: "",
    secondary_dns: "",
    availability_zone: "",
    extra_dhcp_opts: [],
    tenant_id: projectId,
    ...MADE,
    enable_network_address_usage_metrics: false,
    available_ip_address_count: available,
  };
}
