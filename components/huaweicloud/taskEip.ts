import { VpcEip } from "@pulumi/huaweicloud";
import type * as pulumi from "@pulumi/pulumi";
import { asBlock } from "../../model/addresses/block";
import { tagsFor } from "../../model/expiry";
import { Component } from "../shared/component";
import { childOf, type Temporary } from "../shared/options";

export interface HuaweicloudTaskEipArgs extends Temporary {
  /** Name of the EIP; unique per migration, so that an audit finds it. */
  eipName: pulumi.Input<string>;
  region: pulumi.Input<string>;
  /** Megabits per second. @default 100 */
  bandwidth?: pulumi.Input<number>;
  /** Id of one that a killed run made and did not record; it is taken over. */
  adopt?: string;
  provider?: pulumi.ProviderResource;
}

/**
 * The EIP through which a DRS task reaches a public source. It is ours, not the task's: it is known before the task exists and
 * survives a task that has to be made again, so the source's allowlist stays right (S000.7, S000.9).
 *
 * Cost: billed by traffic while it exists.
 */
export class HuaweicloudTaskEip extends Component {
  readonly eipId: pulumi.Output<string>;
  readonly address: pulumi.Output<string>;
  /** The address as the narrowest CIDR block. */
  readonly cidr: pulumi.Output<string>;

  constructor(name: string, args: HuaweicloudTaskEipArgs, opts?: pulumi.ComponentResourceOptions) {
    super("HuaweicloudTaskEip", name, {}, opts);
    const eip = this.child(
      VpcEip,
      name,
      {
        name: args.eipName,
        region: args.region,
        publicip: { type: "5_bgp" },
        bandwidth: { shareType: "PER", name: args.eipName, size: args.bandwidth ?? 100, chargeMode: "traffic" },
        tags: tagsFor(args.migration, new Date(args.expires), args.owner),
      },
      childOf(this, args.provider, { import: args.adopt }),
    );
    this.eipId = eip.id;
    this.address = eip.address;
    this.cidr = eip.address.apply((address) => address && asBlock(address));
    this.registerOutputs({ eipId: this.eipId, address: this.address });
  }
}
