import { z } from "zod";
import { named } from "../named";
import { availabilityZones, givenGateway } from "../vpn/gateway";
import { siteVpn } from "../vpn/tunnel";

const { deviceAddress, deviceSubnets, cloudSubnets, proposal } = siteVpn.shape;

/** How the network of a source on premises is connected, with `path: vpn`. */
export const vpn = named(
  "MigrationVpn",
  "The site-to-site VPN to the network of a source on premises.",
  z.strictObject({
    deviceAddress: deviceAddress.describe("public address of the on-premises device that ends the tunnels"),
    deviceSubnets: deviceSubnets.describe("networks behind the device; the source is in one of them"),
    cloudSubnets: cloudSubnets.describe(
      "networks in the cloud that the tunnels carry; the subnet of the target, in which the task runs, is in one of them",
    ),
    proposal: proposal.prefault({}),
    availabilityZones: availabilityZones
      .optional()
      .describe("zones of the gateway that is created, one or two; needed without `gateway`"),
    subnetId: z
      .string()
      .min(1)
      .optional()
      .describe("id of the subnet of the target's VPC that the gateway is placed in; default: that of the target"),
    bandwidth: z
      .number()
      .int()
      .min(1)
      .max(300)
      .default(100)
      .describe("megabits per second of each address of the gateway that is created"),
    gateway: givenGateway
      .optional()
      .describe("an existing gateway of the target's VPC, which is used and never changed; by default one is created"),
  }),
);

/** Name of the VPN and of its parts, of which a device's settings are made, too. */
export function vpnName({ name }: { name: string }): string {
  return `dbferry-${name}`;
}
