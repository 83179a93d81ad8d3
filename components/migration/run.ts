import * as pulumi from "@pulumi/pulumi";
import { taskName } from "../../model/names";
import { planOf } from "../../model/phase";
import { selectedOf } from "../../model/selection";
import { profiled, readOnlyTarget, runSection, sourceLeg } from "../../model/spec";
import { Preflight, TaskRun } from "../../provider/sdk";
import type { Component } from "../shared/component";
import { adminsOf } from "./admins";
import type { CheckedArgs } from "./args";
import { recordedOf } from "./migrationState";
import type { Openings } from "./openings";

/** What the phase `migrate` adds: the preflight, and the running task. */
export function runFor(parent: Component, name: string, args: CheckedArgs, openings: Openings): TaskRun {
  const { spec } = args;
  const { account, route, task } = openings;
  if (!account) throw new Error(`${name}: no address of the task, which the rules of the phase require`);
  const admins = adminsOf(parent, name, args, route.source);

  const preflight = new Preflight(
    `${name}-preflight`,
    {
      source: admins.source,
      target: admins.target,
      engine: spec.engine,
      mode: spec.mode,
      path: spec.path,
      ...selectedOf(spec.source),
      callers: pulumi.Output.isInstance(task.egress) ? task.egress : [...task.egress],
      bandwidthMbps: spec.task.bandwidth,
      account: account.user,
      sourcePlace: spec.source.place,
      targetPlace: spec.target.place,
      task: task.taskId,
      exemptions: spec.exemptions,
      ...profiled(spec),
    },
    { parent, dependsOn: openings.all },
  );

  return parent.child(
    TaskRun,
    `${name}-run`,
    {
      taskId: task.taskId,
      engine: spec.engine,
      path: spec.path,
      mode: spec.mode,
      ...selectedOf(spec.source),
      start: spec.task.start,
      after: spec.task.after.map(taskName),
      connectWindowSeconds: spec.task.connectWindowSeconds,
      acceptedWarnings: spec.task.acceptedWarnings,
      consistencyCheck: spec.task.consistencyCheck,
      ...runSection(spec),
      targetReadOnly: readOnlyTarget(spec),
      source: {
        ...route.source,
        user: account.user,
        password: account.password,
        ...sourceLeg(spec),
      },
      sourceAddress: recordedOf(name).apply(({ sourceAddress }) => sourceAddress!),
      // Not a temporary account: it becomes the definer of every view, routine, trigger and event.
      target: { ...route.target, user: spec.target.admin.user, password: admins.target.password },
      afterCutover: planOf(args.phase).cutover,
      whenLive: spec.protectLiveTask ? "refuse" : "end",
    },
    { parent, dependsOn: [preflight, ...openings.all] },
  );
}
