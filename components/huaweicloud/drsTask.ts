import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { nodeType, path } from "../../model/spec/choices";
import { ReplicationTask } from "../../provider/sdk";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { TEMPORARY, temporary, text } from "../shared/fields";
import { marksOf } from "../shared/options";
import { taskEndpoint, taskFields } from "../shared/taskFields";

const endpoint = taskEndpoint("DrsEndpoint", "A server as a DRS task sees it.", {
  region: "region of the server; on the side where the task runs, also the region of the task",
  instanceId: "id of the RDS instance",
  subnetId: "id of its subnet; on the side where the task runs, the task is placed in it",
});

export const huaweicloudDrsTask = define({
  kind: "HuaweicloudDrsTask",
  description:
    "A Huawei DRS task that is created but not started: its addresses are known, so that they can be admitted before anything connects. " +
    "`TaskRun` runs it. Creation takes some minutes; the task is billed by the hour from its creation until it is removed.",
  inputs: z.strictObject({
    ...temporary,
    ...taskFields(endpoint),
    path: path.default("public").describe("how the task reaches the source"),
    eip: z
      .strictObject({ id: text("the vendor's id"), address: text("the address") })
      .optional()
      .describe("an unbound EIP that the stack owns; without it the vendor assigns one that is released with the task"),
    nodeType: nodeType.default("high").describe("size of the replication instance"),
    expiredDays: z
      .number()
      .int()
      .min(14)
      .max(100)
      .default(14)
      .describe("days after which the vendor ends an abnormal task"),
  }),
  plain: [...TEMPORARY, "adopt"],
  outputs: {
    taskId: { type: "string", description: "the vendor's id" },
    privateIp: { type: "string", description: "address inside the VPC, as the target sees it" },
    egressCidrs: {
      type: "string[]",
      description: "addresses from which the task connects to the source, as CIDR blocks",
    },
  },
});

export type HuaweicloudDrsTaskArgs = ArgsOf<typeof huaweicloudDrsTask>;

/**
 * A Huawei DRS task that is created but not started: its addresses are known, so that they can be let in before
 * anything connects (S000.9). `TaskRun` runs it.
 *
 * Duration: some minutes. Cost: billed by the hour from its creation until it is removed.
 */
export class HuaweicloudDrsTask extends Component<HuaweicloudDrsTaskArgs> {
  /** The resource, for what is not an output here. */
  readonly task: ReplicationTask;
  readonly taskId: pulumi.Output<string>;
  /** The address that the target sees. */
  readonly privateIp: pulumi.Output<string>;
  /** The addresses that the source sees, as CIDR blocks. */
  readonly egressCidrs: pulumi.Output<string[]>;

  constructor(name: string, args: HuaweicloudDrsTaskArgs, opts?: pulumi.ComponentResourceOptions) {
    super(huaweicloudDrsTask, name, args, opts);
    const { taskName, migration, expires, owner, ownership, nodeType, expiredDays, ...task } = this.args;
    this.task = this.child(
      ReplicationTask,
      name,
      {
        ...task,
        name: taskName,
        engine: "drs" as const,
        drs: { nodeType, expiredDays },
        ...marksOf({ migration, expires, owner, ownership }),
      },
      { parent: this },
    );
    this.taskId = this.task.taskId;
    // A DRS task is in a VPC whatever its path; its address there is known once it has been created.
    this.privateIp = this.task.privateIp as pulumi.Output<string>;
    this.egressCidrs = this.task.egressCidrs;
    this.registerOutputs({ taskId: this.taskId, privateIp: this.privateIp, egressCidrs: this.egressCidrs });
  }
}
