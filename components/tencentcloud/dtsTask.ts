import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { markFor, tagsFor } from "../../model/expiry";
import { named } from "../../model/named";
import { cloudOrOnprem, mode, whenLive } from "../../model/spec/choices";
import { tencentDts } from "../../model/spec/engines/tencentDts";
import { ReplicationTask } from "../../provider/sdk";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { adopt, TEMPORARY, temporary, text } from "../shared/fields";
import { mapped } from "../shared/options";

const endpoint = named(
  "TencentDtsEndpoint",
  "A server as a task of Tencent DTS sees it.",
  z.strictObject({
    cloud: cloudOrOnprem.describe("where the server is"),
    region: z.string().min(1).optional().describe("the cloud's region; of the target, it must be the provider's"),
    account: z.string().min(1).optional().describe("name of the account that owns it, where it is not the first one"),
    instanceId: z.string().min(1).optional().describe("id of the instance, by which the task finds the target"),
    host: text("name or address at which the task reaches it"),
    port: z.number().int().min(1).max(65535).default(3306).describe("port at which the task reaches it"),
    vpcId: z.string().min(1).optional().describe("id of the VPC that it is in"),
    subnetId: z.string().min(1).optional().describe("id of its subnet"),
    securityGroupId: z.string().min(1).optional().describe("id of its security group"),
  }),
);

export const tencentcloudDtsTask = define({
  kind: "TencentcloudDtsTask",
  description:
    "A task of Tencent DTS that is bought and not started. `TaskRun` runs it. It reaches the source over the internet, from the vendor's " +
    "published addresses of its region. Takes some seconds; where the vendor bills it, from its creation until it is removed.",
  inputs: z.strictObject({
    ...temporary,
    taskName: text("exact name of the task; a task of this name that this stack made is taken over, not made twice"),
    adopt,
    mode: mode
      .default("full+incremental")
      .describe("`full`, or `full+incremental`: a full load, then every change until the cutover"),
    source: endpoint.describe("the server that the data comes from"),
    target: endpoint.describe("the server that the data goes to"),
    ...tencentDts.task.shape,
    targetReadOnly: z.boolean().default(true).describe("whether the target refuses other writers while the task runs"),
    whenLive: whenLive
      .default("refuse")
      .describe("what removal does while the task still replicates: `refuse` fails, `end` stops it properly first"),
  }),
  plain: [...TEMPORARY, "adopt"],
  outputs: {
    taskId: { type: "string", description: "the vendor's id" },
    egressCidrs: { type: "string[]", description: "addresses from which the task calls the source, as CIDR blocks" },
  },
});

export type TencentcloudDtsTaskArgs = ArgsOf<typeof tencentcloudDtsTask>;

/**
 * A task of Tencent DTS that is bought and not started: `TaskRun` configures, checks and starts it (S002.7-S002.16).
 *
 * Duration: some seconds. Cost: where the vendor bills it, from its creation until it is removed.
 */
export class TencentcloudDtsTask extends Component<TencentcloudDtsTaskArgs> {
  /** The resource itself, for what is not an output here. */
  readonly task: ReplicationTask;
  readonly taskId: pulumi.Output<string>;
  /** What the source sees, as CIDR blocks. */
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
        path: "public" as const,
        tencentDts: { instanceClass, ...(addresses === undefined ? {} : { addresses }) },
        description: mapped(ownership, (by) => markFor(migration, new Date(expires), by)),
        tags: mapped(ownership, (by) => tagsFor(migration, new Date(expires), owner, by)),
      },
      { parent: this },
    );
    this.taskId = this.task.taskId;
    this.egressCidrs = this.task.egressCidrs;
    this.registerOutputs({ taskId: this.taskId, egressCidrs: this.egressCidrs });
  }
}
