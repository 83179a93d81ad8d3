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
      .command("pause")
      .description(
        "pause a task; `dbferry resume` continues it where it stopped. Exit code 0: paused, 1: it cannot be paused",
      ),
  ).action(pause);
}

async function pause(options: DayTwoOptions): Promise<void> {
  const underWay = await openMigration("pause", options);
  const { driver, task, work } = underWay;
  if (!driver.can.pause) throw refused("pause", `${driver.title} cannot pause a task`);
  if (task?.state === "paused") return print("the task is already paused; dbferry resume continues it\n");
  const { id } = needTask("pause", underWay, ["full", "fullDone", "incremental"], "a task that loads or replicates");
  work.say(
    `pauses the task ${id} of ${driver.title}: nothing is copied until \`dbferry resume\`, it is still billed, and the source must keep its binary logs`,
  );
  await confirm("pause it?", options);
  await driver.can.pause.pause(id);
  await until(underWay, ["paused"]);
  print("paused; dbferry resume continues it\n");
}
