import { isObject, type Values } from "../../../../plugin/values";
import { type Handler, ProviderError, type Vendor } from "../../handler";
import { HuaweiClient } from "./client";
import { dataSources } from "./dataSources";
import { SecgroupHandler } from "./secgroup";
import { SecgroupRuleHandler } from "./secgroupRule";
import { VpcEipHandler } from "./vpcEip";
import { VpcPeeringHandler } from "./vpcPeering";
import { VpcRouteHandler } from "./vpcRoute";
import { VpnConnectionHandler } from "./vpn/connection";
import { VpnCustomerGatewayHandler } from "./vpn/customerGateway";
import { VpnGatewayHandler } from "./vpn/gateway";

/** @param env source of settings missing from the configuration, as for the vendor's provider */
export function huaweicloudVendor(env: NodeJS.ProcessEnv): Vendor {
  let client: HuaweiClient | undefined;
  const configured = () => {
    if (!client) throw new ProviderError("the provider huaweicloud is not configured");
    return client;
  };
  return {
    bridge: "dynamic",
    configure(config) {
      const first = (name: string, variable: string) => String(config[name] || env[variable] || "");
      const region = first("region", "HW_REGION_NAME");
      if (!region) throw new ProviderError("region should be provided");
      const accessKey = first("accessKey", "HW_ACCESS_KEY");
      const secretKey = first("secretKey", "HW_SECRET_KEY");
      if (!accessKey || !secretKey) {
        throw new ProviderError(
          "Error fetching Auth credentials from ECS Metadata API, AkSk or ECS agency must be provided: set accessKey and secretKey of the provider, or HW_ACCESS_KEY and HW_SECRET_KEY",
        );
      }
      const projectId = first("projectId", "HW_PROJECT_ID");
      client = new HuaweiClient({ region, accessKey, secretKey, projectId, endpoints: endpoints(config) });
    },
    handler(token): Handler | undefined {
      switch (token) {
        case "huaweicloud:index/vpcEip:VpcEip":
          return new VpcEipHandler(configured());
        case "huaweicloud:index/networkingSecgroup:NetworkingSecgroup":
          return new SecgroupHandler(configured());
        case "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule":
          return new SecgroupRuleHandler(configured());
        case "huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection":
          return new VpcPeeringHandler(configured());
        case "huaweicloud:index/vpcRoute:VpcRoute":
          return new VpcRouteHandler(configured());
        case "huaweicloud:index/vpnGateway:VpnGateway":
          return new VpnGatewayHandler(configured());
        case "huaweicloud:index/vpnCustomerGateway:VpnCustomerGateway":
          return new VpnCustomerGatewayHandler(configured());
        case "huaweicloud:index/vpnConnection:VpnConnection":
          return new VpnConnectionHandler(configured());
        default:
          return undefined;
      }
    },
    functions: dataSources(configured),
  };
}

/** Adds https to bare hosts, and a missing trailing slash, like the vendor's provider. */
function endpoints(config: Values): Record<string, string> {
  const given = isObject(config["endpoints"]) ? config["endpoints"] : {};
  return Object.fromEntries(
    Object.entries(given).map(([service, one]) => {
      const url = String(one).trim();
      if (!url) throw new ProviderError(`the value of customer endpoint ${service} must be specified`);
      const complete = url.startsWith("http") ? url : `https://${url}`;
      return [service, complete.endsWith("/") ? complete : `${complete}/`];
    }),
  );
}
