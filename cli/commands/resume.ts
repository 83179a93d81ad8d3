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
  if (RUNNING.some((state) => state === task?.state)) return print("the task is not paused: it goes on\n");
  const needed = task?.state.endsWith("Failed")
    ? "a paused task; one that has failed goes on with `dbferry up`"
    : "a paused task";
  const { id } = needTask("resume", underWay, ["paused"], needed);
  work.say(`lets the task ${id} of ${driver.title} go on where it stopped`);
  await confirm("resume it?", options);
  await driver.can.pause.resume(id);
  print(`goes on: ${await until(underWay, RUNNING)}\n`);
}
