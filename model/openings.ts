import type { Cloud } from "./clouds";
import type { Location } from "./clouds/location";

/** Temporary resources that let traffic in or cost money. */
export type OpeningKind =
  | "task"
  | "allowlistGroup"
  | "securityGroupRule"
  | "eip"
  | "publicEndpoint"
  | "peering"
  | "route"
  | "vpnConnection"
  | "customerGateway"
  | "vpnGateway";

/** A temporary resource as the cloud reports it now, independent of any state. */
export interface Opening {
  cloud: Cloud;
  region: string;
  /** Name of the account that it is in, if not the default one. */
  account?: string;
  kind: OpeningKind;
  /** The vendor's id; for an allowlist group `<instance>/<group>`, for a public endpoint `<instance>/<host>`, for a route `<table>/<destination>`. */
  id: string;
  /** Who is let in, or the public address or name itself; CIDR blocks and names. */
  addresses: string[];
  /** Open ports, as the vendor writes them; absent when it has no ports. */
  port?: string;
  /** Name of the migration that created it. */
  migration: string;
  /** Id in the state of the stack that created it, if the cloud stores a mark with it. */
  state?: string;
  /** That stack, for people. */
  stack?: string;
  /** Its name, if the name (which contains a digest of the id) shows the owner. */
  name?: string;
  /** ISO 8601 UTC; absent when the cloud stores no valid date with it. */
  expires?: string;
  /** Location for people: "security group sg-1", "instance rm-1". */
  where: string;
  /** The vendor's id of the security group that holds it, if `id` does not say. */
  group?: string;
  /** A list in a security group, of which its name's digest alone says the instance: it is there once for each that is known. */
  byName?: true;
}

/** Something that a stack's configuration or state names in a cloud. */
export interface Named {
  at: Location;
  /** A database instance, a security group that openings may be in, or an opening. */
  kind: "instance" | "securityGroup" | Exclude<OpeningKind, "task">;
  /** The vendor's id; for an allowlist group `<instance>/<group>`, for an endpoint `<instance>/<first label>`. */
  id: string;
  /** A component of dbferry manages it: it counts as an opening whatever its name and mark. */
  isOurs?: true;
  /** What dbferry has added to an allowlist group, according to the state. */
  entries?: readonly string[];
  /** The vendor's ids of those, where it gives them any. */
  ids?: readonly string[];
  /** The server's port, if those are rules of a security group that the state names. */
  port?: number;
  /** What a route leads through, according to the state. */
  through?: string;
}

/**
 * A name that a stack's components give to a part of a VPN. A killed update may have made one that has the name, and no
 * mark yet.
 */
export interface GivenName {
  at: Location;
  name: string;
}

/** The order in which openings are closed: replication ends before its network is removed. */
export const CLOSING_ORDER: readonly OpeningKind[] = [
  "task",
  "allowlistGroup",
  "securityGroupRule",
  "route",
  "peering",
  "publicEndpoint",
  // A gateway is not removed before its connections, nor an address before the gateway that uses it.
  "vpnConnection",
  "customerGateway",
  "vpnGateway",
  "eip",
];
