import type { Values } from "../../../../plugin/values";
import { ProviderError } from "../../handler";
import { object, text, value } from "../values";
import type { HuaweiClient } from "./client";

/** The data sources that can be read from the sandbox's API. */
export function dataSources(client: () => HuaweiClient): Record<string, (args: Values) => Promise<Values>> {
  return {
    "huaweicloud:index/getVpcEip:getVpcEip": (args) => vpcEip(client(), args),
    "huaweicloud:index/getNetworkingSecgroups:getNetworkingSecgroups": (args) => secgroups(client(), args),
  };
}

async function vpcEip(client: HuaweiClient, args: Values): Promise<Values> {
  const query = new URLSearchParams();
  if (args["publicIp"]) query.set("public_ip_address", text(args["publicIp"]));
  if (args["portId"]) query.set("port_id", text(args["portId"]));
  const search = query.size > 0 ? `?${query}` : "";
  const found = (await client.request("vpc", "GET", `v1/{project}/publicips${search}`))["publicips"];
  const list = Array.isArray(found) ? found.map(object) : [];
  if (list.length !== 1) {
    throw new ProviderError(
      list.length === 0
        ? "your query returned no results. Please change your search criteria and try again"
        : "your query returned more than one result. Please try a more specific search criteria",
    );
  }
  const eip = list[0]!;
  return {
    id: text(eip["id"]),
    region: client.region,
    name: text(eip["alias"]),
    publicIp: text(eip["public_ip_address"]),
    privateIp: text(eip["private_ip_address"]),
    ipv6Address: text(eip["public_ipv6_address"]),
    ipVersion: value(eip["ip_version"]),
    portId: text(eip["port_id"]),
    type: text(eip["type"]),
    status:
      ({ DOWN: "UNBOUND", ACTIVE: "BOUND" } as Record<string, string>)[text(eip["status"])] ?? text(eip["status"]),
    enterpriseProjectId: text(eip["enterprise_project_id"]),
    bandwidthId: text(eip["bandwidth_id"]),
    bandwidthName: text(eip["bandwidth_name"]),
    bandwidthSize: value(eip["bandwidth_size"]),
    bandwidthShareType: text(eip["bandwidth_share_type"]),
    createdAt: text(eip["create_time"]),
  };
}

async function secgroups(client: HuaweiClient, args: Values): Promise<Values> {
  const query = new URLSearchParams();
  for (const name of ["id", "name", "description"]) if (args[name]) query.append(name, text(args[name]));
  const search = query.size > 0 ? `?${query}` : "";
  const found = (await client.request("vpc", "GET", `v3/{project}/vpc/security-groups${search}`))["security_groups"];
  const list = Array.isArray(found) ? found.map(object) : [];
  return {
    ...args,
    id: text(args["id"]) || "security-groups",
    region: client.region,
    securityGroups: list.map((group) => ({
      id: text(group["id"]),
      name: text(group["name"]),
      description: text(group["description"]),
      enterpriseProjectId: text(group["enterprise_project_id"]),
      createdAt: text(group["created_at"]),
      updatedAt: text(group["updated_at"]),
    })),
  };
}
