import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { tencentDts } from "../../model/engines/tencentDts/facts";
import { path } from "../../model/spec/choices";
import { ReplicationTask } from "../../provider/sdk";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { TEMPORARY, temporary } from "../shared/fields";
import { marksOf } from "../shared/options";
import { taskEndpoint, taskFields } from "../shared/taskFields";

const endpoint = taskEndpoint("TencentDtsEndpoint", "A server as a Tencent DTS task sees it.", {
  region: "region of the server; for the target, it must be the provider's region",
  instanceId: "id of the instance, by which the task identifies the target, and a source in TencentDB",
});

export const tencentcloudDtsTask = define({
  kind: "TencentcloudDtsTask",
  description:
    "A Tencent DTS task that is bought but not started. `TaskRun` runs it. It reaches the source over the internet, from the vendor's " +
    "published addresses for its region, inside its cloud, or through a VPN, from an address that only the vendor's console shows. Creation takes some seconds; if the vendor charges for it, it is billed from its creation until it is removed.",
  inputs: z.strictObject({
    ...temporary,
    ...taskFields(endpoint),
    ...tencentDts.task.shape,
    path: path
      .default("public")
      .describe(
        "how the task reaches the source: `public`; `vpc` for one in TencentDB, which it reaches inside its cloud; or `vpn`, through the VPN gateway `source.gatewayId`, from `source.subnetId` of `source.vpcId`",
      ),
  }),
  plain: [...TEMPORARY, "adopt"],
  outputs: {
    taskId: { type: "string", description: "the vendor's id" },
    egressCidrs: {
      type: "string[]",
      description:
        "addresses from which the task connects to the source, as CIDR blocks; with `path: vpn`, those in `addresses`, and empty without any: then nobody knows them",
    },
  },
});

export type TencentcloudDtsTaskArgs = ArgsOf<typeof tencentcloudDtsTask>;

/**
 * A task of Tencent DTS that is bought and not started: `TaskRun` configures, checks and starts it (S002.7-S002.16).
 *
 * Duration: some seconds. Cost: where the vendor bills it, from its creation until it is removed.
 */
export class TencentcloudDtsTask extends Component<TencentcloudDtsTaskArgs> {
  /** The resource, for what is not an output here. */
  readonly task: ReplicationTask;
  readonly taskId: pulumi.Output<string>;
  /** The addresses that the source sees, as CIDR blocks; through a VPN, empty until `addresses` says them. */
  readonly egressCidrs: pulumi.Output<string[]>;

  constructor(name: string, args: TencentcloudDtsTaskArgs, opts?: pulumi.ComponentResourceOptions) {
    super(tencentcloudDtsTask, name, args, opts);
    const { taskName, migration, expires, owner, ownership, instanceClass, addresses, ...task } = this.args;
    this.task = this.child(
      ReplicationTask,
      name,
      {
        ...task,
        name: taskName,
        engine: "tencent-dts" as const,
        tencentDts: { instanceClass, ...(addresses === undefined ? {} : { addresses }) },
        ...marksOf({ migration, expires, owner, ownership }),
      },
      { parent: this },
    );
    this.taskId = this.task.taskId;
    this.egressCidrs = this.task.egressCidrs;
    this.registerOutputs({ taskId: this.taskId, egressCidrs: this.egressCidrs });
  }
}
