import { VpcPeeringConnection, VpcRoute } from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type PeeredVpcs, peeringProblems } from "../../model/networks/peering";
import { subnets } from "../../model/networks/subnets";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { TEMPORARY, temporary, text } from "../shared/fields";
import { marksOf } from "../shared/options";

/** The networks, compared before anything exists. */
const networks = z.object({
  region: text("region of the VPC"),
  subnets: subnets.describe("networks of the VPC that the other one reaches, as CIDR blocks"),
  peerRegion: text("region of the other VPC, which has to be the same"),
  peerSubnets: subnets.describe("networks of the other VPC that this one reaches, as CIDR blocks"),
});

export const huaweicloudVpcPeering = define({
  kind: "HuaweicloudVpcPeering",
  description:
    "A peering between two VPCs of one account and one region, with a route on both sides for each network that the other side reaches.",
  inputs: z.strictObject({
    ...temporary,
    peeringName: text("name of the peering"),
    vpcId: text("id of the VPC"),
    peerVpcId: text("id of the other VPC"),
    ...networks.shape,
    peering: z
      .string()
      .min(1)
      .optional()
      .describe(
        "id of a peering of these VPCs that exists already, which is used and never changed; by default one is created",
      ),
    adopt: z
      .strictObject({
        peering: text("the vendor's id").optional(),
        routes: z.record(z.string(), z.string()).optional().describe("ids, by destination"),
      })
      .optional()
      .describe("ids of parts that exist already and are taken over: they then belong to the stack"),
  }),
  plain: [...TEMPORARY, "adopt", "region", "subnets", "peerRegion", "peerSubnets", "peering"],
  outputs: {
    peeringId: { type: "string", description: "the vendor's id" },
    routeIds: { type: "string[]", description: "ids of the routes, those to the other VPC first" },
  },
  together(known) {
    const { success, data } = networks.safeParse(known);
    return success ? peeringProblems({ ...data, ...idsIn(known) }, { across: "Cloud Connect" }) : [];
  },
});

/** The VPCs, as far as they exist. */
function idsIn({ vpcId, peerVpcId }: Readonly<Record<string, unknown>>): Pick<PeeredVpcs, "vpcId" | "peerVpcId"> {
  return {
    ...(typeof vpcId === "string" ? { vpcId } : {}),
    ...(typeof peerVpcId === "string" ? { peerVpcId } : {}),
  };
}

export type HuaweicloudVpcPeeringArgs = ArgsOf<typeof huaweicloudVpcPeering>;

/**
 * A peering between two VPCs, with routes on both sides (S000.24, S000.25). Between VPCs of one account it is active at
 * once; there is nothing to accept.
 */
export class HuaweicloudVpcPeering extends Component<HuaweicloudVpcPeeringArgs> {
  readonly peeringId: pulumi.Output<string>;
  /** Those to the other VPC first. */
  readonly routeIds: pulumi.Output<string[]>;

  constructor(name: string, args: HuaweicloudVpcPeeringArgs, opts?: pulumi.ComponentResourceOptions) {
    super(huaweicloudVpcPeering, name, args, opts);
    const { vpcId, subnets, peerVpcId, peerSubnets } = this.args;
    this.peeringId = this.#peering(name);
    const routes = [
      ...peerSubnets.map((subnet) => this.#route(`${name}-to-${labelOf(subnet)}`, vpcId, subnet)),
      ...subnets.map((subnet) => this.#route(`${name}-back-to-${labelOf(subnet)}`, peerVpcId, subnet)),
    ];
    this.routeIds = pulumi.all(routes);
    this.registerOutputs({ peeringId: this.peeringId, routeIds: this.routeIds });
  }

  #peering(name: string): pulumi.Output<string> {
    const { peering, peeringName, region, vpcId, peerVpcId } = this.args;
    if (peering !== undefined) return pulumi.output(peering);
    const { description } = marksOf(this.args);
    return this.child(
      VpcPeeringConnection,
      name,
      { name: peeringName, region, vpcId, peerVpcId, description },
      { parent: this, import: this.args.adopt?.peering },
    ).id;
  }

  /** One route, in the VPC's default table. Every other route stays as it is. */
  #route(name: string, vpcId: pulumi.Input<string>, destination: string): pulumi.Output<string> {
    const { region } = this.args;
    const { description } = marksOf(this.args);
    return this.child(
      VpcRoute,
      name,
      { region, vpcId, destination, type: "peering", nexthop: this.peeringId, description },
      { parent: this, import: this.args.adopt?.routes?.[destination] },
    ).id;
  }
}

/** A network as part of a resource's name: independent of the order of the list. */
function labelOf(subnet: string): string {
  return subnet.replace("/", "-");
}
