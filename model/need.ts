import type { Location } from "./clouds/location";

/** Something that a vendor's own provider created and the task requires. */
export const NEED_KINDS = ["eip", "securityGroupRule", "publicEndpoint", "peering", "route"] as const;

export interface Need extends Location {
  kind: (typeof NEED_KINDS)[number];
  /** The vendor's id; of a public endpoint, its instance's. */
  id: string;
  /** Security group that a rule is in. */
  group?: string;
  /** The EIP's address, the block that a rule admits, the endpoint's host, or what a route or a peering leads to. */
  address: string;
  /** The peering that a route leads through. */
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
      return `the route to ${address} through the peering ${through} (${id})`;
    case "publicEndpoint":
      return `the public endpoint ${address}:${port} of ${id}`;
  }
}
