import { NetworkingSecgroupRule } from "@pulumi/huaweicloud";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { asBlock } from "../../model/addresses/block";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { adopt, port, TEMPORARY, temporary, text } from "../shared/fields";
import { mapped, marksOf } from "../shared/options";

export const huaweicloudTargetAccess = define({
  kind: "HuaweicloudTargetAccess",
  description:
    "One security group rule that lets the task's private address reach the port of a server, and nothing else.",
  inputs: z.strictObject({
    ...temporary,
    securityGroupId: text("security group of the server, which need not belong to any stack"),
    taskAddress: text("private address of the task, or the block it connects from; a rule holds only one"),
    port: port.describe("port that the server listens on"),
    region: text("region of the security group"),
    inUse: z
      .boolean()
      .default(false)
      .describe(
        "whether the task is connected through it: a new description, for which the cloud must replace the rule, is then deferred",
      ),
    adopt,
  }),
  plain: [...TEMPORARY, "inUse", "adopt"],
  outputs: { ruleId: { type: "string", description: "the vendor's id" } },
});

export type HuaweicloudTargetAccessArgs = ArgsOf<typeof huaweicloudTargetAccess>;

/**
 * One rule that lets the task's private address reach the port of a server, target or source, and nothing else (S001.9). The guides differ on whether
 * a group needs it: in the same group it changes nothing, in a custom group the task cannot work without it.
 */
export class HuaweicloudTargetAccess extends Component<HuaweicloudTargetAccessArgs> {
  readonly ruleId: pulumi.Output<string>;

  constructor(name: string, args: HuaweicloudTargetAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super(huaweicloudTargetAccess, name, args, opts);
    const { securityGroupId, region, port, taskAddress } = this.args;
    const rule = this.child(
      NetworkingSecgroupRule,
      name,
      {
        securityGroupId,
        region,
        direction: "ingress",
        ethertype: "IPv4",
        protocol: "tcp",
        ports: mapped(port, String),
        remoteIpPrefix: mapped(taskAddress, asBlock),
        action: "allow",
        description: marksOf(this.args).description,
      },
      // The cloud refuses two rules that differ only in their description. While the task is connected, the description is
      // not changed, so a replacement differs in what it lets in: the right rule is created first, because cutting a
      // task off makes it fail.
      {
        parent: this,
        deleteBeforeReplace: !args.inUse,
        import: args.adopt,
        // The engine replaces nothing that it imports, so an adopted rule keeps its creator's mark.
        ignoreChanges: args.inUse || args.adopt ? ["description"] : [],
      },
    );
    this.ruleId = rule.id;
    this.registerOutputs({ ruleId: this.ruleId });
  }
}
