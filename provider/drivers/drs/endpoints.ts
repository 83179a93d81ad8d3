import { createHash } from "node:crypto";
import type { Path } from "../../../model/scenario";
import type { Side } from "../../../model/side";
import type { EndpointSpec, Login } from "../../core/taskSpec";
import type { WireEndpoint } from "./wire";

/**
 * A server as the API expects it. Over the public network it is reached by its address alone, and may be in another region,
 * whose project is not the task's; id, region and project are those of an RDS instance, which MySQL on a machine of ECS
 * does not have.
 */
export function wireEndpoint(endpoint: EndpointSpec, projectId: string): WireEndpoint {
  const { cloud, instanceId, machineId, region, vpcId, subnetId, securityGroupId } = endpoint;
  const server = { db_type: "mysql", ip: endpoint.host, db_port: endpoint.port } as const;
  if (cloud !== "huaweicloud" || vpcId === undefined) return server;
  return {
    ...server,
    ...(machineId === undefined ? { inst_id: instanceId, region, project_id: projectId } : {}),
    ...{ vpc_id: vpcId, subnet_id: subnetId, security_group_id: securityGroupId },
  };
}

export function wireLogin(login: Login, projectId: string): WireEndpoint {
  return {
    ...wireEndpoint(login, projectId),
    db_user: login.user,
    db_password: login.password,
    ...wireTls(login),
  };
}

/** The certificate as DRS expects it: its text in base64, a name, and the SHA-256 of the text in hexadecimal. */
function wireTls({ tls, ca }: Login): Partial<WireEndpoint> {
  if (!tls || !ca) return { ssl_link: false };
  return {
    ssl_link: true,
    ssl_cert_key: Buffer.from(ca).toString("base64"),
    ssl_cert_name: "ca.pem",
    ssl_cert_check_sum: createHash("sha256").update(ca).digest("hex"),
  };
}

/** How the task leaves its network to reach the source. To DRS, a peering is the VPC's own network. */
export const NET_TYPES: Record<Path, "eip" | "vpn" | "vpc"> = { public: "eip", vpn: "vpn", vpc: "vpc", peering: "vpc" };

export const SIDES: Record<Side, "so" | "ta"> = { source: "so", target: "ta" };

/** Into the cloud or out of it; undefined when neither side is in it. */
export function direction(source: EndpointSpec, target: EndpointSpec): "up" | "down" | undefined {
  if (target.cloud === "huaweicloud") return "up";
  return source.cloud === "huaweicloud" ? "down" : undefined;
}
