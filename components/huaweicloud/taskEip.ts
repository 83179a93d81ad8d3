import { VpcEip } from "@pulumi/huaweicloud";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { asBlock } from "../../model/addresses/block";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { adopt, TEMPORARY, temporary, text } from "../shared/fields";
import { eipInputs } from "./eip";

export const huaweicloudTaskEip = define({
  kind: "HuaweicloudTaskEip",
  description:
    "The EIP through which a DRS task reaches a public source. It belongs to the stack, not to the task: it is known before the task exists and " +
    "survives a task that has to be created again, so the source's allowlist stays correct. Billed by traffic while it exists.",
  inputs: z.strictObject({
    ...temporary,
    eipName: text("name of the EIP; unique per migration, so that an audit can find it"),
    region: text("region of the EIP"),
    bandwidth: z.number().int().min(1).max(300).default(100).describe("megabits per second"),
    adopt,
  }),
  plain: [...TEMPORARY, "adopt"],
  outputs: {
    eipId: { type: "string", description: "the vendor's id" },
    address: { type: "string", description: "the address" },
    cidr: { type: "string", description: "the address as the narrowest CIDR block" },
  },
});

export type HuaweicloudTaskEipArgs = ArgsOf<typeof huaweicloudTaskEip>;

/**
 * The EIP through which a DRS task reaches a public source. It is a separate resource: it is known before the task
 * exists and survives when the task has to be recreated, so that the source's allowlist stays correct (S000.7, S000.9).
 *
 * Cost: billed by traffic while it exists.
 */
export class HuaweicloudTaskEip extends Component<HuaweicloudTaskEipArgs> {
  readonly eipId: pulumi.Output<string>;
  readonly address: pulumi.Output<string>;
  /** The address as the narrowest CIDR block. */
  readonly cidr: pulumi.Output<string>;

  constructor(name: string, args: HuaweicloudTaskEipArgs, opts?: pulumi.ComponentResourceOptions) {
    super(huaweicloudTaskEip, name, args, opts);
    const inputs = eipInputs(this.args.eipName, this.args);
    const eip = this.child(VpcEip, name, inputs, { parent: this, import: args.adopt });
    this.eipId = eip.id;
    this.address = eip.address;
    this.cidr = eip.address.apply((address) => address && asBlock(address));
    this.registerOutputs({ eipId: this.eipId, address: this.address });
  }
}
