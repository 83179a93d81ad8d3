import { type Handler, ProviderError, type Vendor } from "../../handler";
import { TencentClient } from "./client";
import { RouteTableEntryHandler } from "./routeTableEntry";
import { VpnConnectionHandler } from "./vpn/connection";
import { VpnCustomerGatewayHandler } from "./vpn/customerGateway";
import { VpnGatewayHandler } from "./vpn/gateway";

/** What the stand-in makes by the sandbox's API, if it is given its domain; anything else is kept in the generic store. */
const HANDLERS: Readonly<Record<string, new (client: TencentClient) => Handler>> = {
  "tencentcloud:index/vpnGateway:VpnGateway": VpnGatewayHandler,
  "tencentcloud:index/vpnCustomerGateway:VpnCustomerGateway": VpnCustomerGatewayHandler,
  "tencentcloud:index/vpnConnection:VpnConnection": VpnConnectionHandler,
  "tencentcloud:index/routeTableEntry:RouteTableEntry": RouteTableEntryHandler,
};

/** @param env source of settings missing from the configuration, as for the vendor's provider */
export function tencentcloudVendor(env: NodeJS.ProcessEnv): Vendor {
  let client: TencentClient | undefined;
  return {
    bridge: "dynamic",
    configure(config) {
      const first = (name: string, variable: string) => String(config[name] || env[variable] || "");
      const [secretId, secretKey] = [
        first("secretId", "TENCENTCLOUD_SECRET_ID"),
        first("secretKey", "TENCENTCLOUD_SECRET_KEY"),
      ];
      if (!secretId || !secretKey) throw new ProviderError("Please set your `secret_id` and `secret_key`.\n");
      const token = first("securityToken", "TENCENTCLOUD_SECURITY_TOKEN");
      const region = first("region", "TENCENTCLOUD_REGION");
      const domain = first("domain", "TENCENTCLOUD_DOMAIN");
      client = domain ? new TencentClient({ secretId, secretKey, token, region, domain }) : undefined;
    },
    handler(token): Handler | undefined {
      const Made = HANDLERS[token];
      return Made && client && new Made(client);
    },
    functions: {},
  };
}
