import * as pulumi from "@pulumi/pulumi";
import { findsByPublicName, isPublicName, type NameSeen, nameUnseen, writtenHost } from "../../model/hostNames";
import { accountName, taskName } from "../../model/names";
import { selectedOf } from "../../model/selection";
import type { Migration } from "../../model/spec";
import { Cutover, type TaskRun } from "../../provider/sdk";
import type { Component } from "../shared/component";
import { mapped } from "../shared/options";
import { adminsOf } from "./admins";
import type { CheckedArgs } from "./args";
import { recordedOf } from "./migrationState";
import type { Openings } from "./openings";
import { locationsOf } from "./providers";

/**
 * What the phase `cutover` adds, and all that `done` keeps: the proof and the record. The record is for the task with
 * that name, and stays so in `done`, which no longer knows the task's id.
 */
export function cutoverFor(
  parent: Component,
  name: string,
  args: CheckedArgs,
  run: TaskRun | undefined,
  openings: Openings | undefined,
): Cutover {
  const { spec } = args;
  const admins = adminsOf(parent, name, args);
  return new Cutover(
    `${name}-cutover`,
    {
      task: taskName(spec.name),
      ...(run ? { taskId: run.taskId } : {}),
      ...sourceNameOf(name, spec, run, openings),
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

/**
 * The source's name, with the address that it had when the task was configured. Where nothing has recorded it, it has
 * none: a gate that is not asked would be open.
 */
function sourceNameOf(
  name: string,
  spec: Migration,
  run: TaskRun | undefined,
  openings: Openings | undefined,
): { sourceName?: pulumi.Output<NameSeen> } {
  if (spec.path !== "public") return {};
  const written = writtenHost(spec);
  if (written !== undefined && !isPublicName(written)) return {};
  // In `done`, the run is not there any more; if it has just been skipped, the state still has it.
  const seen =
    (run?.sourceName as pulumi.Output<NameSeen | undefined> | undefined) ??
    recordedOf(name).apply(({ sourceName }) => sourceName);
  const host = openings?.route.source.host ?? written;
  return {
    sourceName: pulumi.all([seen, host]).apply(([recorded, found]) => {
      if (recorded) return recorded as NameSeen;
      if (openings && found !== undefined && !findsByPublicName({ path: spec.path, source: { host: found } }))
        return undefined!;
      return nameUnseen(found, new Date());
    }),
  };
}
