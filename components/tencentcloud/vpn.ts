import * as pulumi from "@pulumi/pulumi";
import { RouteTableEntry, VpnConnection, VpnCustomerGateway, VpnGateway } from "@pulumi/tencentcloud";
import { z } from "zod";
import { proposalProblems, TENCENT_BANDWIDTHS, tencentNegotiation } from "../../model/clouds/tencentVpn";
import { lastingMark } from "../../model/expiry";
import { endsOf } from "../../model/vpn/gateway";
import { networkProblems } from "../../model/vpn/networks";
import { siteVpn } from "../../model/vpn/tunnel";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { TEMPORARY, temporary, text } from "../shared/fields";
import { mapped, marksOf } from "../shared/options";
import { RandomKey } from "../shared/randomKey";
import { forPeople, openingsThroughVpn, serverAndUser, settingsFor } from "../shared/siteVpn";

const { name, deviceAddress, deviceSubnets, cloudSubnets, proposal } = siteVpn.shape;

/** Megabits per second. */
const BANDWIDTH = 100;

/** The networks, which are compared with one another. */
const networks = z.object({ deviceSubnets, cloudSubnets, server: serverAndUser });

export const tencentcloudVpn = define({
  kind: "TencentcloudVpn",
  description:
    "A site-to-site VPN between a VPC of Tencent Cloud and an on-premises device: a gateway, a tunnel with a generated key, routes from the VPC to the networks behind the device, " +
    "and the settings for the device. IKEv2, AES-256, SHA-256 and group 14 or better, with perfect forward secrecy. The gateway is billed by the hour, and for its traffic, while it exists.",
  inputs: z.strictObject({
    ...temporary,
    vpnName: name,
    deviceAddress,
    deviceSubnets,
    server: serverAndUser.describe("the database server behind the device"),
    cloudSubnets,
    proposal,
    vpcId: text("id of the VPC"),
    routeTableId: text("id of the route table of the subnets that the tunnel is for, to which the routes are added"),
    bandwidth: z
      .number()
      .refine((given) => TENCENT_BANDWIDTHS.includes(given), `one of ${TENCENT_BANDWIDTHS.join(", ")}`)
      .default(BANDWIDTH)
      .describe(`megabits per second of the gateway that is created: ${TENCENT_BANDWIDTHS.join(", ")}`),
    gateway: z
      .strictObject({ id: text("the vendor's id"), address: deviceAddress.describe("its public address") })
      .optional()
      .describe("an existing gateway of that VPC, which is used and never changed; by default one is created"),
  }),
  plain: [...TEMPORARY, "vpnName", "deviceSubnets", "server", "cloudSubnets", "proposal", "gateway", "bandwidth"],
  outputs: {
    gatewayId: { type: "string", description: "the vendor's id of the gateway" },
    gatewayAddress: { type: "string", description: "public address of the gateway" },
    customerGatewayId: { type: "string", description: "the vendor's id of the customer gateway" },
    connectionId: { type: "string", description: "the vendor's id of the connection" },
    routeIds: { type: "string[]", description: "ids of the routes, in the order of `deviceSubnets`" },
    preSharedKey: { type: "string", description: "key of the tunnel", secret: true },
    ...forPeople,
  },
  together(known) {
    const { success, data } = networks.safeParse(known);
    return [...(success ? networkProblems(data, endsOf(known)) : []), ...proposalProblems(known["proposal"])];
  },
});

export type TencentcloudVpnArgs = ArgsOf<typeof tencentcloudVpn>;

/**
 * A site-to-site VPN to an on-premises device. The device's settings and the key are outputs: an administrator enters
 * them, after the gateway exists.
 *
 * Duration: some minutes. Cost: the gateway by the hour, and its traffic, until it is removed.
 */
export class TencentcloudVpn extends Component<TencentcloudVpnArgs> {
  readonly gatewayId: pulumi.Output<string>;
  readonly gatewayAddress: pulumi.Output<string>;
  readonly customerGatewayId: pulumi.Output<string>;
  readonly connectionId: pulumi.Output<string>;
  /** In the order of the networks behind the device. */
  readonly routeIds: pulumi.Output<string[]>;
  readonly preSharedKey: pulumi.Output<string>;
  /** The settings for the on-premises device, in each form; without the key. */
  readonly strongSwan: pulumi.Output<string>;
  readonly ciscoIos: pulumi.Output<string>;
  readonly junos: pulumi.Output<string>;
  readonly plainText: pulumi.Output<string>;
  /** What to open on the database server. */
  readonly hostOpenings: pulumi.Output<string>;

  /** @param keyIn where a person reads the key; by default an output of this component, which the program has to export */
  constructor(
    name: string,
    args: TencentcloudVpnArgs,
    opts?: pulumi.ComponentResourceOptions,
    keyIn = `the output preSharedKey of ${name.replace(/[^\x20-\x7e]/g, "?")}`,
  ) {
    super(tencentcloudVpn, name, args, opts);
    const gateway = this.#gateway(name);
    this.gatewayId = pulumi.output(gateway.id);
    this.gatewayAddress = pulumi.output(gateway.address);
    const key = new RandomKey(`${name}-key`, { parent: this });
    const { device, connection } = this.#connect(name, gateway, key);
    this.customerGatewayId = device;
    this.connectionId = connection;
    this.routeIds = pulumi.all(this.#routes(name, gateway));
    this.preSharedKey = pulumi.secret(key.result);
    const settings = settingsFor(
      name,
      this.args,
      this.gatewayAddress.apply((address) => [address]),
      () => keyIn,
    );
    this.strongSwan = settings.strongSwan;
    this.ciscoIos = settings.ciscoIos;
    this.junos = settings.junos;
    this.plainText = settings.plainText;
    const { server, cloudSubnets } = this.args;
    this.hostOpenings = pulumi.output(openingsThroughVpn(serverAndUser.parse(server), cloudSubnets, this.args));
    const { gatewayId, gatewayAddress, customerGatewayId, connectionId, routeIds, preSharedKey, hostOpenings } = this;
    const ids = { gatewayId, gatewayAddress, customerGatewayId, connectionId, routeIds };
    this.registerOutputs({ ...ids, preSharedKey, ...settings, hostOpenings });
  }

  #gateway(name: string): { id: pulumi.Input<string>; address: pulumi.Input<string> } {
    const { gateway, vpnName, vpcId, bandwidth } = this.args;
    if (gateway) return gateway;
    const { id, publicIpAddress } = this.child(
      VpnGateway,
      name,
      {
        name: vpnName,
        vpcId,
        type: "IPSEC",
        bandwidth: bandwidth ?? BANDWIDTH,
        chargeType: "POSTPAID_BY_HOUR",
        tags: marksOf(this.args).tags,
      },
      // Of what is paid in advance alone, which it is not; a change of it is refused.
      { parent: this, ignoreChanges: ["prepaidRenewFlag", "prepaidPeriod"] },
    );
    return { id, address: publicIpAddress };
  }

  /** @returns the ids */
  #connect(
    name: string,
    gateway: { id: pulumi.Input<string>; address: pulumi.Input<string> },
    key: RandomKey,
  ): { device: pulumi.Output<string>; connection: pulumi.Output<string> } {
    const { vpnName, vpcId, deviceAddress, deviceSubnets, cloudSubnets } = this.args;
    const { tags } = marksOf(this.args);
    const device = this.child(
      VpnCustomerGateway,
      `${name}-device`,
      { name: vpnName, publicIpAddress: deviceAddress, tags },
      { parent: this },
    );
    const connection = this.child(
      VpnConnection,
      `${name}-tunnel`,
      {
        name: vpnName,
        vpcId,
        vpnGatewayId: gateway.id,
        customerGatewayId: device.id,
        preShareKey: pulumi.secret(key.result),
        routeType: "Policy",
        securityGroupPolicies: cloudSubnets.map((localCidrBlock) => ({
          localCidrBlock,
          remoteCidrBlocks: deviceSubnets,
        })),
        ...tencentNegotiation(proposal.parse(this.args.proposal)),
        ikeLocalAddress: gateway.address,
        ikeRemoteAddress: deviceAddress,
        tags,
      },
      // Its policies must not overlap those of the one that it replaces.
      { parent: this, additionalSecretOutputs: ["preShareKey"], deleteBeforeReplace: true },
    );
    return { device: device.id, connection: connection.id };
  }

  #routes(name: string, gateway: { id: pulumi.Input<string> }): pulumi.Output<string>[] {
    const { routeTableId, deviceSubnets, migration, ownership } = this.args;
    const description = mapped(ownership, (by) => lastingMark(migration, by));
    return deviceSubnets.map((destinationCidrBlock, index) => {
      const entry = { routeTableId, destinationCidrBlock, nextType: "VPN", nextHub: gateway.id, description };
      // A table has one route to a network.
      const opts = { parent: this, deleteBeforeReplace: true };
      return this.child(RouteTableEntry, `${name}-route-${index + 1}`, entry, opts).id;
    });
  }
}
