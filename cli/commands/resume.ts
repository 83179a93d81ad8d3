import type { Command } from "commander";
import { type DayTwoOptions, needTask, openMigration } from "../dayTwo/migration";
import { withStack } from "../dayTwo/options";
import { refused } from "../dayTwo/refused";
import { until } from "../dayTwo/until";
import { confirm } from "../terminal/confirm";
import { print } from "../terminal/print";

export function register(program: Command): void {
  withStack(
    program
      .command("resume")
      .description("resume a paused task where it stopped. Exit code 0: resumed, 1: it cannot be resumed"),
  ).action(resume);
}

const RUNNING = ["full", "fullDone", "incremental"] as const;

async function resume(options: DayTwoOptions): Promise<void> {
  const underWay = await openMigration("resume", options);
  const { driver, task, work } = underWay;
  if (!driver.can.pause) throw refused("resume", `${driver.title} cannot resume a task`);
  if (RUNNING.some((state) => state === task?.state)) return print("the task is not paused: it is running\n");
  const needed = task?.state.endsWith("Failed")
    ? "a paused task; for one that has failed, run `dbferry up`"
    : "a paused task";
  const { id } = needTask("resume", underWay, ["paused"], needed);
  work.say(`resumes the task ${id} of ${driver.title} where it stopped`);
  await confirm("resume it?", options);
  await driver.can.pause.resume(id);
  print(`resumed: ${await until(underWay, RUNNING)}\n`);
}
