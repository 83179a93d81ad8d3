import type { CallContext } from "../../core/context";
import type { Driver, Preparation } from "../../core/driver";
import { UserProblem } from "../../core/failure";
import type { TaskInfo } from "../../core/task";
import { bullets } from "../shared";
import { connectBoth, untilLetIn } from "./connection";
import type { RunPlan } from "./plan";
import { precheck } from "./precheck";
import { describe } from "./task";

/**
 * Takes a created task through its engine's preparation steps, in the engine's order. The task is read again after each
 * step that waited, and at the end: completed steps are not repeated, and a task that somebody else has started is left
 * running.
 * @returns the task as it is now: `configuring` if it still waits for its start
 */
export async function prepare(ctx: CallContext, driver: Driver, created: TaskInfo, plan: RunPlan): Promise<TaskInfo> {
  let task = created;
  let hasWaited = false;
  let isStale = false;
  let seen: TaskInfo | undefined;
  const steps = driver.preparation.filter((step) => step.isNeeded?.(plan) ?? true);
  const work = preparation(ctx, driver, created, plan, (read) => {
    hasWaited = true;
    seen = read;
  });
  for (const step of steps) {
    if (task.state !== "configuring") return task;
    if (step.isDone?.(task)) continue;
    ctx.progress(`${driver.title}: ${step.title}`);
    await step.run(task, work);
    isStale = !hasWaited;
    if (hasWaited) task = seen ?? (await describe(driver, task.id));
    hasWaited = false;
  }
  return isStale ? describe(driver, task.id) : task;
}

/** @param waited called by a step that had to wait, with the task if it was read after the wait */
function preparation(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo,
  plan: RunPlan,
  waited: (seen?: TaskInfo) => void,
): Preparation {
  const { connectWindowSeconds, acceptedWarnings, after: _, ...settings } = plan;
  return {
    settings: { ...settings, name: task.name, description: task.description },
    connect: async () => {
      if (await connectBoth(ctx, driver, task, plan, plan.path, connectWindowSeconds)) waited();
    },
    precheck: async () => {
      const passed = await untilLetIn(ctx, driver, plan, () => precheck(ctx, driver, task, "start", acceptedWarnings));
      waited(passed.task);
    },
  };
}

/** Refuses, before anything is done, everything in the plan that the service does not support. */
export function refuseUnable(driver: Driver, plan: RunPlan, now: Date): void {
  const { schedule, limitSpeed } = driver.can;
  const problems: string[] = [];
  if (plan.limits.length > 0 && !limitSpeed) {
    problems.push(`limits: ${driver.title} cannot limit the speed of a task; needed: none, so remove them`);
  }
  if (plan.startAt && !schedule) {
    const seen = plan.startAt.toISOString();
    problems.push(`start: ${seen}; ${driver.title} cannot start a task at a set time; needed: 'now'`);
  }
  if (plan.startAt && schedule) {
    const soonest = new Date(now.getTime() + schedule.leadMinutes * 60_000);
    if (plan.startAt < soonest) {
      problems.push(
        `start: ${plan.startAt.toISOString()}; needed: more than ${schedule.leadMinutes} minutes ahead (after ${soonest.toISOString()}), or 'now'`,
      );
    }
  }
  if (plan.startAt && plan.after.length > 0) {
    problems.push(
      "start: a set time beside after; needed: 'now', because the service would start the task out of turn",
    );
  }
  if (problems.length > 0) throw new UserProblem(`the task cannot be run with these settings\n${bullets(problems)}`);
}
