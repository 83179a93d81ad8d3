import type { Call } from "./call";

/** For a migration over a VPN; the others make none of these calls. */
const reads = (...needs: string[]): Call => ({ needs, purposes: ["networks"] });

/** dbferry's own calls for a VPN. The names: https://support.huaweicloud.com/intl/en-us/api-vpn/vpn_api_0115.html */
export const HUAWEI_VPN_CALLS = {
  "vpn GET /v5/{project_id}/vpn-gateways": reads("vpn:vpnGateways:list"),
  "vpn GET /v5/{project_id}/vpn-gateways/{id}": reads("vpn:vpnGateways:get"),
  "vpn GET /v5/{project_id}/customer-gateways": reads("vpn:customerGateways:list"),
  "vpn GET /v5/{project_id}/customer-gateways/{id}": reads("vpn:customerGateways:get"),
  "vpn GET /v5/{project_id}/vpn-connection": reads("vpn:vpnConnections:list"),
  "vpn GET /v5/{project_id}/vpn-connection/{id}": reads("vpn:vpnConnections:get"),
  "vpn DELETE /v5/{project_id}/vpn-gateways/{id}": reads("vpn:vpnGateways:delete"),
  "vpn DELETE /v5/{project_id}/customer-gateways/{id}": reads("vpn:customerGateways:delete"),
  "vpn DELETE /v5/{project_id}/vpn-connection/{id}": reads("vpn:vpnConnections:delete"),
} satisfies Record<string, Call>;
