import { isIPv4 } from "node:net";
import { z } from "zod";
import { subnets } from "../networks/subnets";
import { port } from "../spec/fields";
import { proposal } from "./proposal";

const ipv4 = z.string().refine((text) => isIPv4(text), "an IPv4 address, such as 198.51.100.7");

/**
 * A site-to-site connection between an on-premises device and the VPN gateway of a cloud. A gateway with a standby has
 * two addresses, each with its own tunnel and key.
 */
export const siteVpn = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,28}[a-z0-9]$/, "3 to 30 lower-case letters, digits and hyphens, starting with a letter")
    .describe("name of the connection, from which the names of its parts are derived"),
  deviceAddress: ipv4.describe("public address of the on-premises device"),
  deviceSubnets: subnets.describe("networks behind the device, as CIDR blocks"),
  server: z
    .strictObject({
      address: ipv4.describe("private address, in one of the networks behind the device"),
      port: port.default(3306).describe("port that it listens on"),
    })
    .describe("the database server behind the device"),
  cloudSubnets: subnets.describe("networks in the cloud from which the task connects, as CIDR blocks"),
  gateways: z
    .array(
      z.strictObject({
        address: ipv4,
        /** Where the pre-shared key is kept, for people; never the key itself. */
        keyIn: z.string().regex(/^[\x20-\x7e]+$/, "one line of plain text"),
      }),
    )
    .min(1)
    .max(2),
  proposal: proposal.prefault({}),
});

export type SiteVpn = z.output<typeof siteVpn>;

/** A pair of networks whose traffic a tunnel carries: devices of many vendors take one pair per IPsec SA. */
export interface Pair {
  device: string;
  cloud: string;
}

export function pairsOf({ deviceSubnets, cloudSubnets }: SiteVpn): Pair[] {
  return deviceSubnets.flatMap((device) => cloudSubnets.map((cloud) => ({ device, cloud })));
}
