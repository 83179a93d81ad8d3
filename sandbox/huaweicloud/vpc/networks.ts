import { z } from "zod";
import { Refusal } from "../errors";
import type { HuaweicloudWorld } from "../facts";
import type { Subnet, Vpc } from "../facts/types";
import type { Service } from "../service";
import { page, pageOf } from "./queries";
import { networkStyle } from "./styles";

const vpcs = z.strictObject({ ...page, id: z.string().optional(), enterprise_project_id: z.string().optional() });
const subnets = z.strictObject({ ...page, vpc_id: z.string().optional() });

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
  service.add({
    method: "GET",
    path: "/v1/:projectId/vpcs",
    query: vpcs,
    errors: networkStyle,
    handle: ({ query }) => {
      const found = world.huaweicloud.vpcs.list(region).filter((one) => (query.id ?? one.id) === one.id);
      return { status: 200, body: { vpcs: pageOf(found.map(renderVpc), query.marker, query.limit) } };
    },
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/vpcs/:id",
    errors: networkStyle,
    handle: ({ params }) => ({ status: 200, body: { vpc: renderVpc(vpc(params["id"]!)) } }),
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/subnets",
    query: subnets,
    errors: networkStyle,
    handle: ({ query }) => {
      const found = world.huaweicloud.vpcs.subnets(query.vpc_id).map(renderSubnet);
      return { status: 200, body: { subnets: pageOf(found, query.marker, query.limit) } };
    },
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/subnets/:id",
    errors: networkStyle,
    handle: ({ params }) => ({ status: 200, body: { subnet: renderSubnet(subnet(params["id"]!)) } }),
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
        device_owner: /jb\d/.test(ip.owner) ? "network:DRS" : "network:RDS",
        ip_address: ip.address,
      }));
      return { status: 200, body: { privateips: pageOf(held, query.marker, query.limit) } };
    },
  });
}

function renderVpc(vpc: Vpc): Record<string, unknown> {
  return {
    id: vpc.id,
    name: vpc.name,
    description: "",
    cidr: vpc.cidr,
    status: "OK",
    routes: [],
    enterprise_project_id: "0",
  };
}

function renderSubnet(subnet: Subnet): Record<string, unknown> {
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
  };
}
