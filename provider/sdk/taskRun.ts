import * as pulumi from "@pulumi/pulumi";
import {
  type DatabasesArg,
  declared,
  type EngineArg,
  type LoginArgs,
  type ModeArg,
  type PathArg,
  type WhenLive,
} from "./shared";

export interface TaskRunArgs {
  /** The vendor's id, `ReplicationTask.taskId`. */
  taskId: pulumi.Input<string>;
  engine: EngineArg;
  /** @default public */
  path?: PathArg;
  /** @default full+incremental */
  mode?: ModeArg;
  source: LoginArgs;
  target: LoginArgs;
  /** @default all */
  databases?: DatabasesArg;
  /** `now`, or an ISO 8601 instant more than five minutes ahead at which the vendor starts the task. @default now */
  start?: pulumi.Input<string>;
  /** Speed limits of the full load, up to three windows: MB/s from the first to the last hour of the day, UTC. */
  limits?: pulumi.Input<pulumi.Input<{ speed: number; fromHour: number; toHour: number }>[]>;
  /** @default true */
  targetReadOnly?: pulumi.Input<boolean>;
  /** Views, routines, triggers and events keep the source's definer; else the target's migration account is theirs. @default false */
  keepDefiner?: pulumi.Input<boolean>;
  /** How long the connection test is tried again: openings take a while to work. @default 300 */
  connectWindowSeconds?: pulumi.Input<number>;
  /** A cutover ends the task, or has ended it: then it stands as well when it has ended. @default false */
  afterCutover?: pulumi.Input<boolean>;
  /** @default refuse */
  whenLive?: pulumi.Input<WhenLive>;
}

/**
 * The run of a migration task: connection test, configuration, vendor precheck, start, and then watched until it replicates (mode
 * `full`: until the load is complete; with a later start: until it is scheduled). Progress is shown live.
 *
 * Failures before the start leave the task unstarted. A run that was cut off anywhere goes on with the next update. Delete ends the
 * replication properly; the task itself is `ReplicationTask`'s.
 */
export class TaskRun extends pulumi.CustomResource {
  static readonly __pulumiType = "dbferry:index:TaskRun";

  declare readonly taskId: pulumi.Output<string>;
  /** `incremental`, `fullDone` or `scheduled`. */
  declare readonly reached: pulumi.Output<string>;
  /** What the last look found otherwise than it should be; the update that follows repairs it, or refuses. */
  declare readonly drift: pulumi.Output<string[] | undefined>;

  constructor(name: string, args: TaskRunArgs, opts?: pulumi.CustomResourceOptions) {
    super(TaskRun.__pulumiType, name, { ...declared(["reached", "drift"]), ...args }, opts);
  }
}
