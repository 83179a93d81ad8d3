import * as pulumi from "@pulumi/pulumi";
import { fixedOf } from "../../model/fixed";
import type { MigrationState } from "../../model/migrationState";
import type { Phase } from "../../model/phase";
import type { Problem } from "../../model/problems";
import type { Migration } from "../../model/spec";
import { afterTheEnd, type Step, stepProblems } from "../../model/step";
import { refusalOf } from "../shared/refusal";
import { readMigrationStates } from "./migrationState";

/** What the user requests. */
export interface Wanted {
  spec: Migration;
  /** Name of the component in the program, and so in the state; default: the migration's. */
  component?: string;
  phase: Phase;
  /** No phase was given, so the default applies. */
  byDefault?: boolean;
  restart?: string;
}

/**
 * Checks whether an update may go to the requested phase from the phase recorded in the stack's state. Called before
 * anything is registered, also in a preview.
 * @param alone the program is only this migration: another one in the state would be removed
 * @throws pulumi.RunError with every problem
 */
export async function checkStep(wanted: Wanted, { alone = false } = {}): Promise<void> {
  const states = await readMigrationStates();
  const found = [...(alone ? others(states, wanted) : []), ...problems(states, wanted)];
  if (found.length > 0) throw refusalOf("the migration", found);
}

/** Warns of settings that no longer have an effect. */
export async function tellAfterTheEnd(wanted: Wanted): Promise<void> {
  const states = await readMigrationStates();
  const said = afterTheEnd(stateOf(states, wanted), stepOf(wanted));
  if (said !== undefined) await pulumi.log.warn(said);
}

function problems(states: ReadonlyMap<string, MigrationState>, wanted: Wanted): Problem[] {
  return stepProblems(stateOf(states, wanted), stepOf(wanted));
}

function stateOf(states: ReadonlyMap<string, MigrationState>, { spec, component }: Wanted): MigrationState {
  return states.get(component ?? spec.name) ?? {};
}

function stepOf({ spec, component: _, ...wanted }: Wanted): Step {
  return { name: spec.name, fixed: fixedOf(spec), protectLiveTask: spec.protectLiveTask, ...wanted };
}

function others(states: ReadonlyMap<string, MigrationState>, { spec }: Wanted): Problem[] {
  return [...states].flatMap(([name, { reached }]) => {
    if (name === spec.name || !reached) return [];
    return [
      {
        path: "name",
        seen: `${spec.name}, but this stack has the migration ${name}, in phase ${reached}`,
        needed: `${name}: a migration keeps its name, and an update would remove everything of ${name}`,
        fix: `restore the name; for another migration: pulumi stack init; to give ${name} up: dbferry cancel, then pulumi destroy`,
      },
    ];
  });
}
