import type { Location } from "./clouds/location";

/** Something that a vendor's own provider created and the task requires. */
export const NEED_KINDS = [
  "eip",
  "securityGroupRule",
  "publicEndpoint",
  "peering",
  "route",
  "vpnGateway",
  "customerGateway",
  "vpnConnection",
] as const;

export interface Need extends Location {
  kind: (typeof NEED_KINDS)[number];
  /** The vendor's id; of a public endpoint, its instance's. */
  id: string;
  /** Security group that a rule is in. */
  group?: string;
  /**
   * The EIP's address, the block that a rule admits, the endpoint's host, what a route or a peering leads to; of a VPN, the gateway's addresses, separated
   * by commas, and otherwise that of the device.
   */
  address: string;
  /** The peering that a route leads through, or the gateway that a VPN connection is of. */
  through?: string;
  /** Private address that an EIP is bound to: the task's. */
  boundTo?: string;
  /** Port that a rule or an endpoint opens. */
  port?: number;
}

/** For people: */
export function describeNeed({ kind, id, group, address, through, port }: Need): string {
  switch (kind) {
    case "eip":
      return `the EIP ${address} (${id})`;
    case "securityGroupRule":
      return `the rule ${id} of the security group ${group}, which admits ${address} to port ${port},`;
    case "peering":
      return `the peering ${id} with the VPC ${address}`;
    case "route":
      return `the route to ${address} through ${through} (${id})`;
    case "vpnGateway":
      return `the VPN gateway ${id} (${address})`;
    case "customerGateway":
      return `the VPN customer gateway ${id} of the device ${address}`;
    case "vpnConnection":
      return `the VPN connection ${id} of the gateway ${through} to the device ${address}`;
    case "publicEndpoint":
      return `the public endpoint ${address}:${port} of ${id}`;
  }
}
