import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { markFor, tagsFor } from "../../model/expiry";
import { named } from "../../model/named";
import { cloudOrOnprem, mode, nodeType, path, whenLive } from "../../model/spec/choices";
import { ReplicationTask } from "../../provider/sdk";
import { Component } from "../shared/component";
import { type ArgsOf, define } from "../shared/definition";
import { adopt, TEMPORARY, temporary, text } from "../shared/fields";
import { mapped } from "../shared/options";

const endpoint = named(
  "DrsEndpoint",
  "A server as a DRS task sees it.",
  z.strictObject({
    cloud: cloudOrOnprem.describe("where the server is"),
    region: z
      .string()
      .min(1)
      .optional()
      .describe("the cloud's region; of the side that the task is beside, the one that it works in"),
    account: z.string().min(1).optional().describe("name of the account that owns it, where it is not the first one"),
    instanceId: z.string().min(1).optional().describe("id of the RDS instance"),
    host: text("name or address at which the task reaches it"),
    port: z.number().int().min(1).max(65535).default(3306).describe("port at which the task reaches it"),
    vpcId: z.string().min(1).optional().describe("id of the VPC that it is in"),
    subnetId: z
      .string()
      .min(1)
      .optional()
      .describe("id of its subnet; on the side that the task is beside, the one that the task is put into"),
    securityGroupId: z.string().min(1).optional().describe("id of its security group"),
  }),
);

export const huaweicloudDrsTask = define({
  kind: "HuaweicloudDrsTask",
  description:
    "A Huawei DRS task that is created and not started: its addresses are known, so that they can be let in before anything connects. " +
    "`TaskRun` runs it. Takes some minutes; billed by the hour from its creation until it is removed.",
  inputs: z.strictObject({
    ...temporary,
    taskName: text("exact name of the task; a task of this name that this stack made is taken over, not made twice"),
    adopt,
    path: path.default("public").describe("how the task reaches the source"),
    mode: mode
      .default("full+incremental")
      .describe("`full`, or `full+incremental`: a full load, then every change until the cutover"),
    source: endpoint.describe("the server that the data comes from"),
    target: endpoint.describe("the server that the data goes to"),
    eip: z
      .strictObject({ id: text("the vendor's id"), address: text("the address") })
      .optional()
      .describe("an unbound EIP of ours; without it the vendor takes one that is gone with the task"),
    nodeType: nodeType.default("high").describe("size of the replication instance"),
    expiredDays: z
      .number()
      .int()
      .min(14)
      .max(100)
      .default(14)
      .describe("days after which the vendor ends an abnormal task"),
    targetReadOnly: z.boolean().default(true).describe("whether the target refuses other writers while the task runs"),
    whenLive: whenLive
      .default("refuse")
      .describe("what removal does while the task still replicates: `refuse` fails, `end` stops it properly first"),
  }),
  plain: [...TEMPORARY, "adopt"],
  outputs: {
    taskId: { type: "string", description: "the vendor's id" },
    privateIp: { type: "string", description: "address inside the VPC: what the target sees" },
    egressCidrs: { type: "string[]", description: "addresses from which the task calls the source, as CIDR blocks" },
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
        description: mapped(ownership, (by) => markFor(migration, new Date(expires), by)),
        tags: mapped(ownership, (by) => tagsFor(migration, new Date(expires), owner, by)),
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
