import * as pulumi from "@pulumi/pulumi";
import { hostOpeningText } from "../../model/hostOpening";
import { accountUser } from "../../model/hostOpening/opening";
import { named } from "../../model/named";
import { ProblemsError } from "../../model/problems";
import type { Migration } from "../../model/spec";
import type { Vpn } from "../../model/spec/vpn";
import { type DeviceForm, deviceSettings } from "../../model/vpn/devices";
import { siteVpn } from "../../model/vpn/tunnel";
import { refusal } from "./refusal";

/** The server, with the account that a person may have to create there. */
export const serverAndUser = named(
  "VpnServer",
  "The database server behind the device.",
  siteVpn.shape.server.extend({
    user: accountUser.optional().describe("account that is to be created for the task; for `hostOpenings` only"),
  }),
);

/** Those of a migration over the path `vpn`, which its rules require. */
export function vpnOf({ vpn }: Pick<Migration, "vpn">): Vpn {
  if (vpn) return vpn;
  throw new Error("the path vpn without settings of a VPN");
}

/** Outputs that people work with: whoever runs the device, and whoever runs the database server. */
export const forPeople = {
  strongSwan: { type: "string", description: "settings for the device: a file for strongSwan's swanctl" },
  ciscoIos: { type: "string", description: "settings for the device: commands for Cisco IOS and IOS XE" },
  junos: { type: "string", description: "settings for the device: set commands for a Juniper SRX" },
  plainText: { type: "string", description: "settings for any other device, as text" },
  hostOpenings: {
    type: "string",
    description:
      "what to open on the database server, until when, and how: for iptables, nftables, firewalld and MySQL",
  },
} as const;

/** What the settings of a device are made of, besides the addresses of the gateway. */
interface Described {
  vpnName: string;
  deviceAddress: pulumi.Input<string>;
  deviceSubnets: string[];
  server: { address: string; port?: number };
  cloudSubnets: string[];
  proposal?: object;
}

/** The settings for the on-premises device, in each form. @param keyIn where a person reads the key of a tunnel */
export function settingsFor(
  component: string,
  { vpnName, deviceAddress, deviceSubnets, server, cloudSubnets, proposal }: Described,
  gatewayAddresses: pulumi.Output<string[]>,
  keyIn: (index: number) => string,
): Record<DeviceForm, pulumi.Output<string>> {
  const all = pulumi.all([gatewayAddresses, deviceAddress]).apply(([addresses, device]) =>
    explained(component, () =>
      deviceSettings({
        name: vpnName,
        deviceAddress: device,
        deviceSubnets,
        server: { address: server.address, port: server.port },
        cloudSubnets,
        proposal,
        gateways: addresses.map((address, index) => ({ address, keyIn: keyIn(index) })),
      }),
    ),
  );
  const { strongSwan, ciscoIos, junos, plainText } = all;
  return { strongSwan, ciscoIos, junos, plainText };
}

function explained<T>(component: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof ProblemsError) throw refusal(`"${component}": ${error.message}`);
    throw error;
  }
}

/** The task's own address is not known yet: it is one of those in the networks that the tunnels carry. */
export function openingsThroughVpn(
  server: { address: string; port: number; user?: string },
  cloudSubnets: readonly string[],
  { migration, expires }: { migration: string; expires: string },
): string {
  const { address, port, user } = server;
  const reason = `the task of the migration ${migration} connects to the database over the VPN`;
  return cloudSubnets
    .map((from) => hostOpeningText({ server: address, from, port, reason, until: expires, user }))
    .join("\n");
}
