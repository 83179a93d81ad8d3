import { Connection } from "@pulumi/alicloud/vpn/connection";
import { CustomerGateway } from "@pulumi/alicloud/vpn/customerGateway";
import { Gateway } from "@pulumi/alicloud/vpn/gateway";
import { RouteEntry } from "@pulumi/alicloud/vpn/routeEntry";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import * as alibaba from "../../model/clouds/alibabaVpn";
import type { Problem } from "../../model/problems";
import { endsOf } from "../../model/vpn/gateway";
import { networkProblems } from "../../model/vpn/networks";
import { siteVpn } from "../../model/vpn/tunnel";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { TEMPORARY, temporary, text } from "../shared/fields";
import { marksOf } from "../shared/options";
import { RandomKey } from "../shared/randomKey";
import { forPeople, openingsThroughVpn, serverAndUser, settingsFor } from "../shared/siteVpn";

const { name, deviceAddress, deviceSubnets, cloudSubnets, proposal } = siteVpn.shape;

/** The networks, which are compared with one another. */
const networks = z.object({ deviceSubnets, cloudSubnets, server: serverAndUser });

export const alicloudVpn = define({
  kind: "AlicloudVpn",
  description:
    "A site-to-site VPN between a VPC of Alibaba Cloud and an on-premises device: a gateway with two addresses, a connection with a tunnel from each and a generated key of its own, " +
    "routes from the VPC to the networks behind the device, and the settings for the device. IKEv2, AES-256, SHA-256 and group 14, with perfect forward secrecy. " +
    "The gateway is paid by the hour, and for its traffic, while it exists; an account of the Chinese site, which sells gateways by the month only, has to give an existing one.",
  inputs: z.strictObject({
    ...temporary,
    vpnName: name,
    deviceAddress,
    deviceSubnets,
    server: serverAndUser.describe("the database server behind the device"),
    cloudSubnets: cloudSubnets.describe(
      "networks in the cloud that the tunnels carry: for Alibaba DTS, the blocks that it connects from, which are not in the VPC",
    ),
    proposal,
    vpcId: text("id of the VPC"),
    vswitchId: z
      .string()
      .min(1)
      .optional()
      .describe("id of the vSwitch of the gateway's first address; needed without `gateway`"),
    standbyVswitchId: z
      .string()
      .min(1)
      .optional()
      .describe("id of the vSwitch of its second address, in another zone; needed without `gateway`"),
    bandwidth: z
      .number()
      .refine((given) => alibaba.ALIBABA_BANDWIDTHS.includes(given), `one of ${alibaba.ALIBABA_BANDWIDTHS.join(", ")}`)
      .default(100)
      .describe(`megabits per second of the gateway that is created: ${alibaba.ALIBABA_BANDWIDTHS.join(", ")}`),
    gateway: z
      .strictObject({
        id: text("the vendor's id"),
        address: deviceAddress.describe("its first address for IPsec"),
        standbyAddress: deviceAddress.describe("its second address for IPsec"),
      })
      .optional()
      .describe(
        "an existing gateway of that VPC, in dual-tunnel mode, which gets a connection and routes and is never changed otherwise; by default one is created",
      ),
    customerGatewayId: z
      .string()
      .min(1)
      .optional()
      .describe(
        "id of the device's existing customer gateway, of which a region has one: it is used and never changed; by default one is created",
      ),
  }),
  plain: [
    ...TEMPORARY,
    "vpnName",
    "deviceSubnets",
    "server",
    "cloudSubnets",
    "proposal",
    "gateway",
    "bandwidth",
    "customerGatewayId",
  ],
  outputs: {
    gatewayId: { type: "string", description: "the vendor's id of the gateway" },
    gatewayAddresses: { type: "string[]", description: "public addresses of the gateway, the active one first" },
    customerGatewayId: { type: "string", description: "the vendor's id of the customer gateway" },
    connectionId: { type: "string", description: "the vendor's id of the connection" },
    routeIds: { type: "string[]", description: "ids of the gateway's routes, in the order of `deviceSubnets`" },
    preSharedKeys: {
      type: "string[]",
      description: "keys of the tunnels, in the order of the addresses",
      secret: true,
    },
    ...forPeople,
  },
  together(known) {
    const { success, data } = networks.safeParse(known);
    return [
      ...(success ? [...networkProblems(data, endsOf(known)), ...alibaba.networkProblems(data)] : []),
      ...alibaba.proposalProblems(known["proposal"]),
      ...vswitchProblems(known),
    ];
  },
});

function vswitchProblems(known: Readonly<Record<string, unknown>>): Problem[] {
  if (known["gateway"] !== undefined) return [];
  const { vswitchId, standbyVswitchId } = known;
  if (typeof vswitchId === "string" && vswitchId === standbyVswitchId)
    return [
      {
        path: "standbyVswitchId",
        seen: `${vswitchId}, as vswitchId`,
        needed: "another vSwitch of that VPC, in another zone",
        fix: "name one in another zone; in a region with a single zone, make the gateway in the console and name it as gateway",
      },
    ];
  return ["vswitchId", "standbyVswitchId"]
    .filter((path) => known[path] === undefined)
    .map((path) => ({ path, seen: "nothing", needed: "a vSwitch for the gateway, or gateway" }));
}

export type AlicloudVpnArgs = ArgsOf<typeof alicloudVpn>;

/**
 * A site-to-site VPN to an on-premises device. The device's settings and keys are outputs: an administrator enters
 * them, after the gateway exists.
 *
 * Duration: some minutes. Cost: the gateway by the hour, and its traffic, until it is removed.
 */
export class AlicloudVpn extends Component<AlicloudVpnArgs> {
  readonly gatewayId: pulumi.Output<string>;
  /** The active one first. */
  readonly gatewayAddresses: pulumi.Output<string[]>;
  readonly customerGatewayId: pulumi.Output<string>;
  readonly connectionId: pulumi.Output<string>;
  /** In the order of the networks behind the device. */
  readonly routeIds: pulumi.Output<string[]>;
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
    args: AlicloudVpnArgs,
    opts?: pulumi.ComponentResourceOptions,
    keysIn = `the output preSharedKeys of ${name.replace(/[^\x20-\x7e]/g, "?")}`,
  ) {
    super(alicloudVpn, name, args, opts);
    const gateway = this.#gateway(name);
    this.gatewayId = pulumi.output(gateway.id);
    this.gatewayAddresses = pulumi.all(gateway.addresses);
    this.customerGatewayId = this.#device(name);
    const keys = [1, 2].map((index) => new RandomKey(`${name}-key-${index}`, { parent: this }));
    this.connectionId = this.#connection(name, keys);
    this.routeIds = pulumi.all(this.#routes(name));
    this.preSharedKeys = pulumi.secret(pulumi.all(keys.map(({ result }) => result)));
    const settings = settingsFor(name, this.args, this.gatewayAddresses, (index) => `${keysIn}, item ${index + 1}`);
    this.strongSwan = settings.strongSwan;
    this.ciscoIos = settings.ciscoIos;
    this.junos = settings.junos;
    this.plainText = settings.plainText;
    const { server, cloudSubnets } = this.args;
    this.hostOpenings = pulumi.output(openingsThroughVpn(serverAndUser.parse(server), cloudSubnets, this.args));
    const { gatewayId, gatewayAddresses, customerGatewayId, connectionId, routeIds, preSharedKeys, hostOpenings } =
      this;
    const ids = { gatewayId, gatewayAddresses, customerGatewayId, connectionId, routeIds };
    this.registerOutputs({ ...ids, preSharedKeys, ...settings, hostOpenings });
  }

  #gateway(name: string): { id: pulumi.Input<string>; addresses: pulumi.Input<string>[] } {
    const { gateway, vpnName, vpcId, vswitchId, standbyVswitchId, bandwidth } = this.args;
    if (gateway) return { id: gateway.id, addresses: [gateway.address, gateway.standbyAddress] };
    const { id, internetIp, disasterRecoveryInternetIp } = this.child(
      Gateway,
      name,
      {
        vpnGatewayName: vpnName,
        vpcId,
        vswitchId,
        disasterRecoveryVswitchId: standbyVswitchId,
        bandwidth: bandwidth ?? 100,
        networkType: "public",
        vpnType: "Normal",
        enableIpsec: true,
        enableSsl: false,
        // Paid in advance, it could not be removed before its time is over. Without this there is an order and no gateway.
        paymentType: "PayAsYouGo",
        autoPay: true,
        tags: marksOf(this.args).tags,
      },
      { parent: this },
    );
    return { id, addresses: [internetIp, disasterRecoveryInternetIp] };
  }

  #device(name: string): pulumi.Output<string> {
    const { customerGatewayId, vpnName, deviceAddress } = this.args;
    if (customerGatewayId !== undefined) return pulumi.output(customerGatewayId);
    const { id } = this.child(
      CustomerGateway,
      `${name}-device`,
      { customerGatewayName: vpnName, ipAddress: deviceAddress, tags: marksOf(this.args).tags },
      // A region has each address once.
      { parent: this, deleteBeforeReplace: true },
    );
    return id;
  }

  #connection(name: string, keys: readonly RandomKey[]): pulumi.Output<string> {
    const { vpnName, deviceSubnets, cloudSubnets } = this.args;
    const { ike, ipsec } = alibaba.alibabaNegotiation(proposal.parse(this.args.proposal));
    const { id } = this.child(
      Connection,
      `${name}-tunnels`,
      {
        vpnConnectionName: vpnName,
        vpnGatewayId: this.gatewayId,
        localSubnets: cloudSubnets,
        remoteSubnets: deviceSubnets,
        effectImmediately: true,
        // By default the cloud makes routes by itself, which it does not publish to the VPC.
        autoConfigRoute: false,
        tunnelOptionsSpecifications: keys.map(({ result }, index) => ({
          role: index === 0 ? "master" : "slave",
          customerGatewayId: this.customerGatewayId,
          enableDpd: true,
          enableNatTraversal: true,
          tunnelIkeConfig: { ...ike, psk: pulumi.secret(result) },
          tunnelIpsecConfig: ipsec,
        })),
        tags: marksOf(this.args).tags,
      },
      {
        parent: this,
        additionalSecretOutputs: ["tunnelOptionsSpecifications", "ikeConfig"],
        deleteBeforeReplace: true,
      },
    );
    return id;
  }

  #routes(name: string): pulumi.Output<string>[] {
    return this.args.deviceSubnets.map((routeDest, index) => {
      const entry = {
        vpnGatewayId: this.gatewayId,
        nextHop: this.connectionId,
        routeDest,
        weight: 100,
        publishVpc: true,
      };
      return this.child(RouteEntry, `${name}-route-${index + 1}`, entry, { parent: this, deleteBeforeReplace: true })
        .id;
    });
  }
}
