import { fixedOf } from "../../model/fixed";
import type { ByHand, HostOpening } from "../../model/hostOpening";
import { type Cutover, MigrationRecord, type TaskRun } from "../../provider/sdk";
import type { Component } from "../shared/component";
import type { CheckedArgs } from "./args";
import type { Openings } from "./openings";
import { locationsOf } from "./providers";
import { routesInState } from "./tracked";

/** What the phase has created. */
interface Made {
  openings?: Openings;
  run?: TaskRun;
  cutover?: Cutover;
}

/** Created last in every phase, so that the recorded phase was reached, and therefore deleted first by a destroy. */
export function recordFor(parent: Component, name: string, args: CheckedArgs, made: Made): MigrationRecord {
  const { spec, phase } = args;
  const { openings, run, cutover } = made;
  return new MigrationRecord(
    `${name}-record`,
    {
      migration: spec.name,
      phase,
      ...(openings ? { taskId: openings.task.taskId } : {}),
      engine: spec.engine,
      at: locationsOf(spec)[0],
      fixed: fixedOf(spec),
      // The task no longer needs what it moved data over.
      needs: phase === "prepare" || phase === "migrate" ? [...(openings?.needs ?? [])] : [],
      // Kept until the engine has removed them.
      routes: openings ? openings.needs.filter(({ kind }) => kind === "route") : routesInState(name),
      ...(openings?.byHand ? { byHand: openings.byHand.apply((all) => all.map(kept)) } : {}),
      whenLive: spec.protectLiveTask ? "refuse" : "end",
    },
    { parent, dependsOn: [...(openings?.all ?? []), ...(run ? [run] : []), ...(cutover ? [cutover] : [])] },
  );
}

/** What it takes to close it again. */
function kept({ server, from, port, until, ssh }: HostOpening): ByHand {
  return { server, from, port, until, ...(ssh ? { ssh } : {}) };
}
