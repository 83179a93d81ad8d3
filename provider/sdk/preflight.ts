import * as pulumi from "@pulumi/pulumi";
import {
  type ConnectArgs,
  type DatabasesArg,
  declared,
  type EngineArg,
  type ModeArg,
  type PathArg,
  type VerdictOutput,
} from "./shared";

export interface ExemptionArgs {
  /** Id of the check, such as C44. */
  check: pulumi.Input<string>;
  reason: pulumi.Input<string>;
  owner: pulumi.Input<string>;
  /** ISO 8601 instant; from then on it counts no longer. */
  expires: pulumi.Input<string>;
}

export interface PreflightArgs {
  source: ConnectArgs;
  target: ConnectArgs;
  engine: EngineArg;
  /** @default full+incremental */
  mode?: ModeArg;
  /** @default public */
  path?: PathArg;
  /** @default all */
  databases?: DatabasesArg;
  /** Addresses that the task calls from. */
  callers?: pulumi.Input<pulumi.Input<string>[]>;
  /** Between source and target, for the time estimate. */
  bandwidthMbps?: pulumi.Input<number>;
  /** Free bytes of the target's volume: only its operator knows. */
  targetSpaceBytes?: pulumi.Input<number>;
  /** The migration account that dbferry made on the source: the checks wait for it, and look at it where they are about the task's account. */
  account?: pulumi.Input<string>;
  /** Place of the source, such as alicloud-rds: decides what a remedy may advise there. */
  sourcePlace?: pulumi.Input<string>;
  /** The same of the target. */
  targetPlace?: pulumi.Input<string>;
  /** The vendor's id of the task: for another task the gate is asked again. */
  task?: pulumi.Input<string>;
  exemptions?: pulumi.Input<pulumi.Input<ExemptionArgs>[]>;
}

/**
 * A gate: checks of both servers before a task starts. A failed check, or one that must see and cannot, stops the update with what was
 * found, what is needed and the SQL that fixes it. Reads only; a preview runs nothing.
 */
export class Preflight extends pulumi.CustomResource {
  static readonly __pulumiType = "dbferry:index:Preflight";

  declare readonly verdicts: pulumi.Output<VerdictOutput[]>;
  /** By status: pass, warning, fail, notApplicable, undetermined, exempted. */
  declare readonly counts: pulumi.Output<Record<string, number>>;

  /** What the target held of the databases before anything was copied; absent where it could not be read. */
  declare readonly targetBefore: pulumi.Output<Record<string, unknown> | undefined>;

  constructor(name: string, args: PreflightArgs, opts?: pulumi.CustomResourceOptions) {
    super(Preflight.__pulumiType, name, { ...declared(["verdicts", "counts", "targetBefore"]), ...args }, opts);
  }
}
