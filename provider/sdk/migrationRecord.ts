import * as pulumi from "@pulumi/pulumi";
import type { Location } from "../../model/clouds/location";
import type { Phase } from "../../model/phase";
import { declared, type EngineArg, type WhenLive } from "./shared";

export interface MigrationRecordArgs {
  /** Name of the migration. */
  migration: pulumi.Input<string>;
  /** The phase that was reached. Plain: everything else of it has to stand before this is recorded. */
  phase: Phase;
  /** The vendor's id of the task; kept once it is known. */
  taskId?: pulumi.Input<string | undefined>;
  engine: EngineArg;
  /** Where the task works. */
  at?: pulumi.Input<Location>;
  /** What the task was made with, by dotted path: what cannot change while it moves data. */
  fixed?: pulumi.Input<Record<string, string>>;
  /** @default refuse */
  whenLive?: pulumi.Input<WhenLive>;
}

/**
 * How far a migration has come. Written when everything else of a phase stands, from the first phase to the last, so that a later
 * update knows what was reached. Deleting it is refused while the task moves data: as it depends on everything else, a destroy is
 * refused before anything is removed.
 */
export class MigrationRecord extends pulumi.CustomResource {
  static readonly __pulumiType = "dbferry:index:MigrationRecord";

  declare readonly phase: pulumi.Output<Phase>;
  declare readonly fixed: pulumi.Output<Record<string, string>>;
  /** The vendor's id of the task, also after its end. */
  declare readonly taskId: pulumi.Output<string | undefined>;
  /** When a phase was first reached, ISO 8601 UTC. */
  declare readonly since: pulumi.Output<string>;
  /** When this phase was reached, ISO 8601 UTC. */
  declare readonly reachedAt: pulumi.Output<string>;
  /** What the last look found otherwise than it should be; the update that follows refuses. */
  declare readonly drift: pulumi.Output<string[] | undefined>;

  constructor(name: string, args: MigrationRecordArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      MigrationRecord.__pulumiType,
      name,
      { ...declared(["since", "reachedAt", "taskId", "drift"]), ...args },
      opts,
    );
  }
}
