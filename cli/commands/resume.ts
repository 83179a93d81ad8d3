import type { Command } from "commander";
import type { TaskInfo, TaskState } from "../../provider/core/task";
import { type DayTwoOptions, needTask, openMigration, type RunningMigration, seenAgain } from "../dayTwo/migration";
import { withStack } from "../dayTwo/options";
import { isRunning, RUNNING, until } from "../dayTwo/until";
import { confirm } from "../terminal/confirm";
import { print } from "../terminal/print";

export function register(program: Command): void {
  withStack(
    program
      .command("resume")
      .description("resume a paused task where it stopped. Exit code 0: resumed, 1: it cannot be resumed"),
  ).action(resume);
}

async function resume(options: DayTwoOptions): Promise<void> {
  const underWay = await openMigration("resume", options, {
    unable: ({ can, title }) => (can.pause ? undefined : `${title} cannot resume a task`),
    anytime: true,
  });
  const { driver, work } = underWay;
  if (isRunning(needPaused(underWay, ...RUNNING))) return print("the task is not paused: it is running\n");
  const { id } = needPaused(underWay);
  work.say(`resumes the task ${id} of ${driver.title} where it stopped`);
  await confirm("resume it?", options);
  needPaused(await seenAgain(underWay));
  await driver.can.pause!.resume(id);
  print(`resumed: ${await until(underWay, RUNNING)}\n`);
}

function needPaused(underWay: RunningMigration, ...also: TaskState[]): TaskInfo {
  const needed = underWay.task?.state.endsWith("Failed")
    ? "a paused task; for one that has failed, correct the cause and run `dbferry up`"
    : "a paused task";
  return needTask("resume", underWay, ["paused", ...also], needed);
}
