import type { Cloud } from "./clouds";

/** What lets traffic in, or bills, for the time of a migration only. */
export type OpeningKind = "task" | "allowlistGroup" | "securityGroupRule" | "eip" | "publicEndpoint";

/** One temporary thing as a cloud has it now, read back from the cloud and not from any state. */
export interface Opening {
  cloud: Cloud;
  region: string;
  /** Name of the account that has it, where it is not the first one. */
  account?: string;
  kind: OpeningKind;
  /** The vendor's id; for an allowlist group `<instance>/<group>`, for a public endpoint `<instance>/<host>`. */
  id: string;
  /** Who is let in, or the public address or name itself; CIDR blocks and names. */
  addresses: string[];
  /** Ports that are open, as the vendor writes them; absent where there is none. */
  port?: string;
  /** Name of the migration that made it. */
  migration: string;
  /** Id in the state of the stack that made it, where the cloud keeps a mark with it. */
  state?: string;
  /** That stack, for people. */
  stack?: string;
  /** Its name, where a name is all that says whose it is, or says it too: a digest of the id is in it. */
  name?: string;
  /** ISO 8601 UTC; absent when the cloud keeps no readable date with it. */
  expires?: string;
  /** Where it is, for people: "security group sg-1", "instance rm-1". */
  where: string;
}

/** The order in which openings are closed: what replicates ends before its network goes. */
export const CLOSING_ORDER: readonly OpeningKind[] = [
  "task",
  "allowlistGroup",
  "securityGroupRule",
  "publicEndpoint",
  "eip",
];
