import * as pulumi from "@pulumi/pulumi";
import { declared, type EndpointArgs, type EngineArg, type ModeArg, type PathArg, type WhenLive } from "./shared";

export interface ReplicationTaskArgs {
  /** Exact name. A task of this name with this state's mark is taken over, not made twice; one that is somebody else's is refused. */
  name: pulumi.Input<string>;
  engine: EngineArg;
  /** How the task reaches the source. @default public */
  path?: PathArg;
  /** @default full+incremental */
  mode?: ModeArg;
  /** No login: the task is only created. */
  source: pulumi.Input<EndpointArgs>;
  target: pulumi.Input<EndpointArgs>;
  /** An unbound public address of ours that the task uses, so that it survives a task made anew. Only on the path `public`. */
  eip?: pulumi.Input<{ id: pulumi.Input<string>; address: pulumi.Input<string> }>;
  /** micro, small, medium, high, xlarge or 2xlarge. @default high */
  nodeType?: pulumi.Input<string>;
  /** Days after which the vendor ends an abnormal task, 14 to 100. @default 14 */
  expiredDays?: pulumi.Input<number>;
  /** Carries the mark (`model/expiry`) by which an audit finds the task, and this stack knows it again. */
  description?: pulumi.Input<string>;
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Whether the target refuses other writers while the task runs. @default true */
  targetReadOnly?: pulumi.Input<boolean>;
  /** Id of a task that is taken over whatever its mark says. */
  adopt?: pulumi.Input<string>;
  /** @default refuse */
  whenLive?: pulumi.Input<WhenLive>;
}

/**
 * A vendor's migration task, created but not started: its addresses are known before anything connects, so that they can be let in.
 *
 * Create finds the task by name or makes it, and waits until its addresses are known (minutes). It bills from then on. Delete ends it
 * (properly, when it has run), waits until everything is released, and removes the record.
 */
export class ReplicationTask extends pulumi.CustomResource {
  static readonly __pulumiType = "dbferry:index:ReplicationTask";

  declare readonly name: pulumi.Output<string>;
  /** The vendor's id. */
  declare readonly taskId: pulumi.Output<string>;
  /** Address inside the VPC: what the target sees. */
  declare readonly privateIp: pulumi.Output<string>;
  /** Public address; undefined on other paths than `public`. */
  declare readonly publicIp: pulumi.Output<string | undefined>;
  /** Addresses from which the task calls the source, as CIDR blocks. */
  declare readonly egressCidrs: pulumi.Output<string[]>;
  declare readonly vpcId: pulumi.Output<string | undefined>;
  declare readonly subnetId: pulumi.Output<string | undefined>;
  /** Security group of the task's node, the vendor's own. */
  declare readonly securityGroupId: pulumi.Output<string | undefined>;
  /** `ready`; `lost`: the vendor ended it before it moved anything, and the next update replaces it. */
  declare readonly condition: pulumi.Output<string>;
  /** What the last look found otherwise than it should be; the update that follows repairs it, or refuses. */
  declare readonly drift: pulumi.Output<string[] | undefined>;

  constructor(name: string, args: ReplicationTaskArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = [
      "taskId",
      "privateIp",
      "publicIp",
      "egressCidrs",
      "vpcId",
      "subnetId",
      "securityGroupId",
      "condition",
      "drift",
    ];
    super(ReplicationTask.__pulumiType, name, { ...declared(outputs), ...args }, opts);
  }
}
