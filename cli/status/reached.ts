import { migrationStatesOf, type MigrationState as Reached } from "../../model/migrationState";
import { nameOf, type Recorded, recordsIn } from "../audit/state";

/** The migration recorded in a state. */
export interface RecordedMigration extends Reached {
  /** The migration's name; absent if the state has none. */
  migration?: string;
}

/** Uses the same rule as an update, so that both agree. */
export function recordedMigration(recorded: Recorded): RecordedMigration {
  const { resources = [] } = recorded;
  const state = resources.map((one) => ({ type: one.type, name: nameOf(one), outputs: one.outputs ?? {} }));
  const [first] = migrationStatesOf(state);
  if (!first) return {};
  const [component, reached] = first;
  // A custom program may give the component another name; everything in the clouds has the migration's name.
  const record = recordsIn(recorded).find((one) => nameOf(one) === `${component}-record`);
  const { migration } = record?.inputs ?? {};
  return { migration: typeof migration === "string" ? migration : component, ...reached };
}
