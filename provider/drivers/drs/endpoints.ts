import { createHash } from "node:crypto";
import type { Path } from "../../../model/scenario";
import type { EndpointSpec, Login, Side } from "../../core/driver";
import type { WireEndpoint } from "./wire";

/** A server as the API wants it. The instance id counts only on Huawei Cloud: elsewhere the address alone leads to the server. */
export function wireEndpoint(endpoint: EndpointSpec, projectId: string): WireEndpoint {
  const ours = endpoint.cloud === "huaweicloud";
  return {
    db_type: "mysql",
    ip: endpoint.host,
    db_port: endpoint.port,
    ...(ours
      ? {
          inst_id: endpoint.instanceId,
          region: endpoint.region,
          project_id: projectId,
          vpc_id: endpoint.vpcId,
          subnet_id: endpoint.subnetId,
          security_group_id: endpoint.securityGroupId,
        }
      : {}),
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

/** The certificate as DRS wants it: its text in base64, a name, and the SHA-256 of the text in hexadecimal. */
function wireTls({ tls, ca }: Login): Partial<WireEndpoint> {
  if (!tls || !ca) return { ssl_link: false };
  return {
    ssl_link: true,
    ssl_cert_key: Buffer.from(ca).toString("base64"),
    ssl_cert_name: "ca.pem",
    ssl_cert_check_sum: createHash("sha256").update(ca).digest("hex"),
  };
}

/** How the task leaves its network to reach the source. A peering is the VPC's own network to DRS. */
export const NET_TYPES: Record<Path, "eip" | "vpn" | "vpc"> = { public: "eip", vpn: "vpn", vpc: "vpc", peering: "vpc" };

export const SIDES: Record<Side, "so" | "ta"> = { source: "so", target: "ta" };

/** Into the cloud, out of it; undefined: DRS has no part in it. */
export function direction(source: EndpointSpec, target: EndpointSpec): "up" | "down" | undefined {
  if (target.cloud === "huaweicloud") return "up";
  return source.cloud === "huaweicloud" ? "down" : undefined;
}
