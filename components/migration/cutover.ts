import { accountName, taskName } from "../../model/names";
import { selectedOf } from "../../model/selection";
import { Cutover, type TaskRun } from "../../provider/sdk";
import type { Component } from "../shared/component";
import { mapped } from "../shared/options";
import { adminsOf } from "./admins";
import type { CheckedArgs } from "./args";
import { locationsOf } from "./providers";

/**
 * What the phase `cutover` adds, and all that `done` keeps: the proof and the record. The record is for the task with
 * that name, and stays so in `done`, which no longer knows the task's id.
 */
export function cutoverFor(parent: Component, name: string, args: CheckedArgs, run: TaskRun | undefined): Cutover {
  const { spec } = args;
  const admins = adminsOf(parent, name, args);
  return new Cutover(
    `${name}-cutover`,
    {
      task: taskName(spec.name),
      ...(run ? { taskId: run.taskId, sourceName: run.sourceName.apply((seen) => seen!) } : {}),
      engine: spec.engine,
      at: locationsOf(spec)[0],
      mode: spec.mode,
      ...selectedOf(spec.source),
      source: admins.source,
      target: admins.target,
      ...spec.cutover,
      consistencyCheck: spec.task.consistencyCheck,
      ownUsers: mapped(args.ownership, (by) => [...spec.cutover.ownUsers, accountName(spec.name, by)]),
      actor: spec.owner,
    },
    { parent, dependsOn: run ? [run] : [] },
  );
}
