import { VpcEip, VpnConnection, VpnCustomerGateway, VpnGateway } from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Problem } from "../../model/problems";
import { availabilityZones, endsOf, givenGateway } from "../../model/vpn/gateway";
import { networkProblems } from "../../model/vpn/networks";
import type { Proposal } from "../../model/vpn/proposal";
import { siteVpn } from "../../model/vpn/tunnel";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { TEMPORARY, temporary, text } from "../shared/fields";
import { marksOf } from "../shared/options";
import { RandomKey } from "../shared/randomKey";
import { forPeople, openingsThroughVpn, serverAndUser, settingsFor } from "../shared/siteVpn";
import { eipInputs } from "./eip";

const { name, deviceAddress, deviceSubnets, cloudSubnets, proposal } = siteVpn.shape;

/** The networks, which are compared with one another. */
const networks = z.object({ deviceSubnets, cloudSubnets, server: serverAndUser });

export const huaweicloudVpn = define({
  kind: "HuaweicloudVpn",
  description:
    "A site-to-site VPN between a VPC and an on-premises device: a gateway with an active and a standby address, a tunnel to each with a generated key of its own, " +
    "and the settings for the device. IKEv2, AES-256, SHA-256 and group 14 or better, with perfect forward secrecy. The gateway and its connections are billed by the hour while they exist.",
  inputs: z.strictObject({
    ...temporary,
    vpnName: name,
    deviceAddress,
    deviceSubnets,
    server: serverAndUser.describe("the database server behind the device"),
    cloudSubnets,
    proposal,
    region: text("region of the VPC"),
    vpcId: text("id of the VPC"),
    subnetId: text("id of the subnet that the gateway is placed in"),
    availabilityZones: availabilityZones
      .optional()
      .describe("zones of the gateway that is created, one or two; needed without `gateway`"),
    bandwidth: z.number().int().min(1).max(300).default(100).describe("megabits per second of each address"),
    gateway: givenGateway
      .optional()
      .describe("an existing gateway of that VPC, which is used and never changed; by default one is created"),
  }),
  plain: [...TEMPORARY, "vpnName", "deviceSubnets", "server", "cloudSubnets", "proposal", "gateway"],
  outputs: {
    gatewayId: { type: "string", description: "the vendor's id of the gateway" },
    gatewayAddresses: { type: "string[]", description: "public addresses of the gateway, the active one first" },
    customerGatewayId: { type: "string", description: "the vendor's id of the customer gateway" },
    connectionIds: {
      type: "string[]",
      description: "the vendor's ids of the connections, in the order of the addresses",
    },
    preSharedKeys: {
      type: "string[]",
      description: "keys of the tunnels, in the order of the addresses",
      secret: true,
    },
    ...forPeople,
  },
  together(known) {
    const { success, data } = networks.safeParse(known);
    return [...(success ? networkProblems(data, endsOf(known)) : []), ...withoutZones(known)];
  },
});

function withoutZones({ gateway, availabilityZones }: Readonly<Record<string, unknown>>): Problem[] {
  if (gateway !== undefined || availabilityZones !== undefined) return [];
  return [{ path: "availabilityZones", seen: "nothing", needed: "zones for the gateway, or gateway" }];
}

export type HuaweicloudVpnArgs = ArgsOf<typeof huaweicloudVpn>;

/** What is needed of a gateway, whether it is ours or not. */
interface Gateway {
  id: pulumi.Input<string>;
  eips: readonly { id: pulumi.Input<string>; address: pulumi.Input<string> }[];
}

/**
 * A site-to-site VPN to an on-premises device. The device's addresses and keys are outputs: an administrator enters
 * them, after the gateway exists.
 *
 * Duration: some minutes. Cost: gateway and connections by the hour until they are removed.
 */
export class HuaweicloudVpn extends Component<HuaweicloudVpnArgs> {
  readonly gatewayId: pulumi.Output<string>;
  /** The active one first. */
  readonly gatewayAddresses: pulumi.Output<string[]>;
  readonly customerGatewayId: pulumi.Output<string>;
  /** In the same order as the addresses. */
  readonly connectionIds: pulumi.Output<string[]>;
  /** In the same order as the addresses. */
  readonly preSharedKeys: pulumi.Output<string[]>;
  /** The settings for the on-premises device, in each form; without the keys. */
  readonly strongSwan: pulumi.Output<string>;
  readonly ciscoIos: pulumi.Output<string>;
  readonly junos: pulumi.Output<string>;
  readonly plainText: pulumi.Output<string>;
  /** What to open on the database server. */
  readonly hostOpenings: pulumi.Output<string>;

  /** @param keysIn where a person reads the keys; by default an output of this component, which the program has to export */
  constructor(
    name: string,
    args: HuaweicloudVpnArgs,
    opts?: pulumi.ComponentResourceOptions,
    keysIn = `the output preSharedKeys of ${name.replace(/[^\x20-\x7e]/g, "?")}`,
  ) {
    super(huaweicloudVpn, name, args, opts);
    const gateway = this.#gateway(name);
    const keys = gateway.eips.map((_, index) => new RandomKey(`${name}-key-${index + 1}`, { parent: this }));
    const { device, connections } = this.#connect(name, gateway, keys);
    this.gatewayId = pulumi.output(gateway.id);
    this.gatewayAddresses = pulumi.output(gateway.eips.map(({ address }) => address));
    this.customerGatewayId = device;
    this.connectionIds = pulumi.all(connections);
    this.preSharedKeys = pulumi.secret(pulumi.all(keys.map(({ result }) => result)));
    const settings = settingsFor(name, this.args, this.gatewayAddresses, (index) => `${keysIn}, item ${index + 1}`);
    this.strongSwan = settings.strongSwan;
    this.ciscoIos = settings.ciscoIos;
    this.junos = settings.junos;
    this.plainText = settings.plainText;
    const { server, cloudSubnets } = this.args;
    this.hostOpenings = pulumi.output(openingsThroughVpn(serverAndUser.parse(server), cloudSubnets, this.args));
    const { gatewayId, gatewayAddresses, customerGatewayId, connectionIds, preSharedKeys, hostOpenings } = this;
    const ids = { gatewayId, gatewayAddresses, customerGatewayId, connectionIds };
    this.registerOutputs({ ...ids, preSharedKeys, ...settings, hostOpenings });
  }

  #gateway(name: string): Gateway {
    const { gateway, vpnName, region, vpcId, subnetId, availabilityZones, cloudSubnets } = this.args;
    if (gateway) return { id: gateway.id, eips: [gateway.eip1, gateway.eip2] };
    const eips = [1, 2].map((index) =>
      this.child(VpcEip, `${name}-eip-${index}`, eipInputs(`${vpnName}-${index}`, this.args), { parent: this }),
    );
    const { id } = this.child(
      VpnGateway,
      name,
      {
        name: vpnName,
        region,
        vpcId,
        availabilityZones: availabilityZones ?? [],
        connectSubnet: subnetId,
        localSubnets: cloudSubnets,
        haMode: "active-standby",
        eip1: { id: eips[0]!.id },
        eip2: { id: eips[1]!.id },
        // By default, deleting the gateway also deletes addresses that it did not create.
        deleteEipOnTermination: false,
        tags: marksOf(this.args).tags,
      },
      // Its addresses serve one gateway at a time.
      { parent: this, deleteBeforeReplace: true },
    );
    return { id, eips: eips.map((eip) => ({ id: eip.id, address: eip.address })) };
  }

  /** @returns the ids */
  #connect(
    name: string,
    gateway: Gateway,
    keys: readonly RandomKey[],
  ): { device: pulumi.Output<string>; connections: pulumi.Output<string>[] } {
    const { vpnName, region, deviceAddress, deviceSubnets, cloudSubnets } = this.args;
    const { tags } = marksOf(this.args);
    const device = this.child(
      VpnCustomerGateway,
      `${name}-device`,
      { name: vpnName, region, idType: "ip", idValue: deviceAddress, tags },
      { parent: this },
    );
    const agreed = proposal.parse(this.args.proposal);
    const connections = gateway.eips.map(({ id }, index) => {
      const connection = this.child(
        VpnConnection,
        `${name}-${index + 1}`,
        {
          name: `${vpnName}-${index + 1}`,
          region,
          gatewayId: gateway.id,
          // The id of the address, despite the name.
          gatewayIp: id,
          customerGatewayId: device.id,
          haRole: index === 0 ? "master" : "slave",
          vpnType: "policy",
          peerSubnets: deviceSubnets,
          policyRules: cloudSubnets.map((source) => ({ source, destinations: deviceSubnets })),
          psk: pulumi.secret(keys[index]!.result),
          ...negotiation(agreed),
          tags,
        },
        { parent: this, additionalSecretOutputs: ["psk"], deleteBeforeReplace: true },
      );
      return connection.id;
    });
    return { device: device.id, connections };
  }
}

/** Spelled as the vendor does. */
function negotiation({ encryption, integrity, dhGroup, ikeLifetimeSeconds, ipsecLifetimeSeconds }: Proposal) {
  const algorithms = { encryptionAlgorithm: encryption, authenticationAlgorithm: integrity };
  return {
    ikepolicy: {
      ...algorithms,
      ikeVersion: "v2",
      authenticationMethod: "pre-share",
      dhGroup,
      lifetimeSeconds: ikeLifetimeSeconds,
    },
    ipsecpolicy: {
      ...algorithms,
      transformProtocol: "esp",
      encapsulationMode: "tunnel",
      pfs: dhGroup,
      lifetimeSeconds: ipsecLifetimeSeconds,
    },
  };
}
