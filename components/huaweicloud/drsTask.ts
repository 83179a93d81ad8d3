import type * as pulumi from "@pulumi/pulumi";
import { markFor, tagsFor } from "../../model/expiry";
import { ReplicationTask, type ReplicationTaskArgs } from "../../provider/sdk";
import { Component } from "../shared/component";
import { childOf, type Temporary } from "../shared/options";

export interface HuaweicloudDrsTaskArgs extends Temporary {
  /** Exact name of the task; a task of this name is taken over, not made twice. */
  taskName: pulumi.Input<string>;
  /** How the task reaches the source. @default public */
  path?: ReplicationTaskArgs["path"];
  /** @default full+incremental */
  mode?: ReplicationTaskArgs["mode"];
  source: ReplicationTaskArgs["source"];
  target: ReplicationTaskArgs["target"];
  /** An unbound EIP of ours; without it the vendor takes one that is gone with the task. */
  eip?: ReplicationTaskArgs["eip"];
  /** @default high */
  nodeType?: ReplicationTaskArgs["nodeType"];
  /** Days after which the vendor ends an abnormal task. @default 14 */
  expiredDays?: ReplicationTaskArgs["expiredDays"];
  /** @default true */
  targetReadOnly?: ReplicationTaskArgs["targetReadOnly"];
  /** What removal does while the task still replicates. @default refuse */
  whenLive?: ReplicationTaskArgs["whenLive"];
  provider?: pulumi.ProviderResource;
}

/**
 * A Huawei DRS task that is created and not started: its addresses are known, so that they can be let in before anything connects
 * (S000.9). `TaskRun` runs it.
 *
 * Duration: some minutes. Cost: billed by the hour from its creation until it is removed.
 */
export class HuaweicloudDrsTask extends Component {
  /** The resource itself, for what is not an output here. */
  readonly task: ReplicationTask;
  readonly taskId: pulumi.Output<string>;
  /** What the target sees. */
  readonly privateIp: pulumi.Output<string>;
  /** What the source sees, as CIDR blocks. */
  readonly egressCidrs: pulumi.Output<string[]>;

  constructor(name: string, args: HuaweicloudDrsTaskArgs, opts?: pulumi.ComponentResourceOptions) {
    super("HuaweicloudDrsTask", name, {}, opts);
    const { taskName, provider, migration, expires, owner, ...task } = args;
    this.task = this.child(
      ReplicationTask,
      name,
      {
        ...task,
        name: taskName,
        engine: "drs",
        description: markFor(migration, new Date(expires)),
        tags: tagsFor(migration, new Date(expires), owner),
      },
      childOf(this, provider),
    );
    this.taskId = this.task.taskId;
    this.privateIp = this.task.privateIp;
    this.egressCidrs = this.task.egressCidrs;
    this.registerOutputs({ taskId: this.taskId, privateIp: this.privateIp, egressCidrs: this.egressCidrs });
  }
}
