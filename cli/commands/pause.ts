import type { Command } from "commander";
import type { TaskInfo, TaskState } from "../../provider/core/task";
import { type DayTwoOptions, needTask, openMigration, type RunningMigration, seenAgain } from "../dayTwo/migration";
import { withStack } from "../dayTwo/options";
import { RUNNING, until } from "../dayTwo/until";
import { confirm } from "../terminal/confirm";
import { print } from "../terminal/print";

export function register(program: Command): void {
  withStack(
    program
      .command("pause")
      .description(
        "pause a task; `dbferry resume` continues it where it stopped. Exit code 0: paused, 1: it cannot be paused",
      ),
  ).action(pause);
}

async function pause(options: DayTwoOptions): Promise<void> {
  const underWay = await openMigration("pause", options, {
    unable: ({ can, title }) => (can.pause ? undefined : `${title} cannot pause a task`),
    anytime: true,
  });
  const { driver, work } = underWay;
  if (needPausable(underWay, "paused").state === "paused")
    return print("the task is already paused; dbferry resume continues it\n");
  const { id } = needPausable(underWay);
  work.say(
    `pauses the task ${id} of ${driver.title}: nothing is copied until \`dbferry resume\`, it is still billed, and the source must keep its binary logs` +
      (driver.can.pause!.within ? `; resume it within ${driver.can.pause!.within}` : ""),
  );
  if (underWay.unfinished)
    work.say("an update that waits for the task then stops; `dbferry up` resumes the task and continues");
  await confirm("pause it?", options);
  needPausable(await seenAgain(underWay));
  await driver.can.pause!.pause(id);
  await until(underWay, ["paused"]);
  print("paused; dbferry resume continues it\n");
}

function needPausable(underWay: RunningMigration, ...also: TaskState[]): TaskInfo {
  return needTask("pause", underWay, [...RUNNING, ...also], "a task that loads or replicates");
}
