import * as pulumi from "@pulumi/pulumi";
import {
  type ConnectArgs,
  type DatabasesArg,
  declared,
  type EngineArg,
  type ModeArg,
  type VerdictOutput,
} from "./shared";

export interface GateExemptionArgs {
  /** Id of the gate, such as G05. */
  gate: pulumi.Input<string>;
  reason: pulumi.Input<string>;
  owner: pulumi.Input<string>;
  /** ISO 8601 instant; from then on it counts no longer. */
  expires: pulumi.Input<string>;
}

export interface CutoverArgs {
  /** Exact name of the task. */
  task: pulumi.Input<string>;
  engine: EngineArg;
  /** @default full+incremental */
  mode?: ModeArg;
  /** @default all */
  databases?: DatabasesArg;
  source: ConnectArgs;
  target: ConnectArgs;
  /** How long the source's binary log must stand still. @default 30 */
  quietSeconds?: pulumi.Input<number>;
  /** How long to wait for the target to have everything. @default 60 */
  catchUpSeconds?: pulumi.Input<number>;
  /** Users whose connections to the source are not the business's. */
  ownUsers?: pulumi.Input<pulumi.Input<string>[]>;
  /** Accounts of the application: each is logged in on the target. */
  accounts?: pulumi.Input<pulumi.Input<{ user: pulumi.Input<string>; password: pulumi.Input<string> }>[]>;
  /** Gates that are accepted although they are not proven. */
  exemptions?: pulumi.Input<pulumi.Input<GateExemptionArgs>[]>;
  /** Who answers for the cutover; recorded. */
  actor?: pulumi.Input<string>;
}

export interface TableRecord {
  database: string;
  table: string;
  /** Rows. */
  source: number;
  target: number;
  equal: boolean;
}

/**
 * A gate and a record. Proves that writes on the source have stopped, that the target has everything and the same data, and that
 * accounts log in; then ends the task properly and records the position. While a gate is closed nothing is ended, and all of them are
 * told at once. Once made, the record stays as it is; deleting the resource removes nothing else.
 */
export class Cutover extends pulumi.CustomResource {
  static readonly __pulumiType = "dbferry:index:Cutover";

  /** GTID set of the source at the end; empty without GTIDs. */
  declare readonly gtid: pulumi.Output<string>;
  declare readonly file: pulumi.Output<string | undefined>;
  declare readonly position: pulumi.Output<number | undefined>;
  /** ISO 8601 UTC. */
  declare readonly at: pulumi.Output<string>;
  declare readonly rowsSource: pulumi.Output<number>;
  declare readonly rowsTarget: pulumi.Output<number>;
  /** Every row was compared by value and is equal. */
  declare readonly checksumEqual: pulumi.Output<boolean>;
  /** Every definition was compared and is equal. */
  declare readonly structureEqual: pulumi.Output<boolean>;
  declare readonly tables: pulumi.Output<TableRecord[]>;
  declare readonly verdicts: pulumi.Output<VerdictOutput[]>;
  /** The vendor's id of the task that was ended. */
  declare readonly taskId: pulumi.Output<string | undefined>;
  declare readonly actor: pulumi.Output<string | undefined>;

  constructor(name: string, args: CutoverArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = [
      "gtid",
      "file",
      "position",
      "at",
      "rowsSource",
      "rowsTarget",
      "checksumEqual",
      "structureEqual",
      "tables",
      "verdicts",
      "taskId",
    ];
    super(Cutover.__pulumiType, name, { ...declared(outputs), ...args }, opts);
  }
}
