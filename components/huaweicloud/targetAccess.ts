import { NetworkingSecgroupRule } from "@pulumi/huaweicloud";
import type * as pulumi from "@pulumi/pulumi";
import { asBlock } from "../../model/addresses/block";
import { markFor } from "../../model/expiry";
import { Component } from "../shared/component";
import { childOf, mapped, type Temporary } from "../shared/options";

export interface HuaweicloudTargetAccessArgs extends Temporary {
  /** Security group of the target; it may be one that no stack owns. */
  securityGroupId: pulumi.Input<string>;
  /** Private address of the task, or the block that it calls from. A rule holds one. */
  taskAddress: pulumi.Input<string>;
  /** Port that the target listens on. */
  port: pulumi.Input<number>;
  region: pulumi.Input<string>;
  /**
   * The task is connected through it: a new description, which the cloud takes only with a new rule, then waits. @default false
   */
  inUse?: boolean;
  /** Id of one that a killed run made and did not record; it is taken over. */
  adopt?: string;
  provider?: pulumi.ProviderResource;
}

/**
 * One rule that lets the task's private address reach the target's port and nothing else (S001.9). The guides differ on whether
 * a group needs it: in the same group it changes nothing, in a custom group the task cannot work without it.
 */
export class HuaweicloudTargetAccess extends Component {
  readonly ruleId: pulumi.Output<string>;

  constructor(name: string, args: HuaweicloudTargetAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("HuaweicloudTargetAccess", name, {}, opts);
    const rule = this.child(
      NetworkingSecgroupRule,
      name,
      {
        securityGroupId: args.securityGroupId,
        region: args.region,
        direction: "ingress",
        ethertype: "IPv4",
        protocol: "tcp",
        ports: mapped(args.port, String),
        remoteIpPrefix: mapped(args.taskAddress, asBlock),
        action: "allow",
        description: markFor(args.migration, new Date(args.expires)),
      },
      // The cloud refuses two rules that differ in their description alone.
      childOf(this, args.provider, {
        deleteBeforeReplace: true,
        import: args.adopt,
        ignoreChanges: args.inUse ? ["description"] : [],
      }),
    );
    this.ruleId = rule.id;
    this.registerOutputs({ ruleId: this.ruleId });
  }
}
