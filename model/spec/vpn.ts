import { z } from "zod";
import { named } from "../named";
import { anyGateway, availabilityZones } from "../vpn/gateway";
import { siteVpn } from "../vpn/tunnel";

const { deviceAddress, deviceSubnets, cloudSubnets, proposal } = siteVpn.shape;
const id = z.string().min(1);

/** Keys that not every cloud's gateway has; `vpnClouds` says which has which. */
const ofSome = {
  vpcId: id
    .optional()
    .describe(
      "id of the VPC of the gateway, where that need not be the target's: the task reaches the source through it",
    ),
  availabilityZones: availabilityZones
    .optional()
    .describe("zones of the gateway that is created, one or two; needed without `gateway` where zones place it"),
  subnetId: id
    .optional()
    .describe(
      "id of the subnet that the gateway that is created is placed in; its first address, where each address is in another one. Default where there is one: that of the target",
    ),
  standbySubnetId: id
    .optional()
    .describe("id of the subnet of the second address of the gateway that is created, in another zone"),
  routeTableId: id
    .optional()
    .describe(
      "id of the route table of the target's subnet, where routes are added to one: it gets a route to each network behind the device",
    ),
  customerGatewayId: id
    .optional()
    .describe(
      "id of the device's existing customer gateway, where a region has one for each device: it is used and never changed; by default one is created",
    ),
};

/** How the network of a source on premises is connected, with `path: vpn`. */
export const vpn = named(
  "MigrationVpn",
  "The site-to-site VPN to the network of a source on premises.",
  z.strictObject({
    deviceAddress: deviceAddress.describe("public address of the on-premises device that ends the tunnels"),
    deviceSubnets: deviceSubnets.describe("networks behind the device; the source is in one of them"),
    cloudSubnets: cloudSubnets.describe(
      "networks in the cloud that the tunnels carry, which are those that the task connects from: the subnet of the target, or the service's own blocks",
    ),
    proposal: proposal.prefault({}),
    ...ofSome,
    bandwidth: z
      .number()
      .int()
      .min(1)
      .max(3000)
      .default(100)
      .describe("megabits per second of the gateway that is created, or of each of its addresses"),
    gateway: anyGateway
      .optional()
      .describe("an existing gateway, which is used and never changed; by default one is created"),
  }),
);

export type Vpn = z.output<typeof vpn>;

export type SomeKey = keyof typeof ofSome;
export const SOME_KEYS = Object.keys(ofSome) as SomeKey[];

/** Name of the VPN and of its parts, of which a device's settings are made, too. */
export function vpnName({ name }: { name: string }): string {
  return `dbferry-${name}`;
}
