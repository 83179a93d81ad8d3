import type { Command } from "commander";
import { readDate } from "../../model/expiry";
import type { Phase } from "../../model/phase";
import type { Driver } from "../../provider/core/driver";
import { refuseUnapplied, runChange, tried } from "../dayTwo/change";
import { type DayTwoOptions, needTask, openMigration } from "../dayTwo/migration";
import { withStack } from "../dayTwo/options";
import { confirm } from "../terminal/confirm";
import { UserError } from "../terminal/errors";
import { print } from "../terminal/print";

interface Options extends DayTwoOptions {
  at: string;
}

export function register(program: Command): void {
  withStack(
    program
      .command("reschedule")
      .description(
        "change the scheduled start of a task that has not started. Exit code 0: moved, 1: it cannot be moved",
      )
      .requiredOption("--at <instant>", "2026-12-01T22:00:00+08:00, or now"),
  ).action(reschedule);
}

async function reschedule(options: Options): Promise<void> {
  const { at } = options;
  const when = at === "now" ? undefined : readDate(at);
  if (at !== "now" && !when)
    throw new UserError(`--at ${JSON.stringify(at)}; needed: an ISO 8601 instant with its zone, or now`);
  const underWay = await openMigration("reschedule", options, { unable });
  const { driver, work, phase } = underWay;
  const schedule = driver.can.schedule!;
  needTask("reschedule", underWay, ["configuring", "scheduled"], "a task that has not started");
  const soonest = new Date(Date.now() + schedule.leadMinutes * 60_000);
  if (when && when < soonest)
    throw new UserError(
      `--at ${at}; needed: more than ${schedule.leadMinutes} minutes ahead (after ${soonest.toISOString()}), or now; nothing was changed`,
      1,
    );
  const end = readDate(underWay.migration.expires);
  if (when && end && when >= end)
    throw new UserError(
      `--at ${at}; needed: before the migration expires (${underWay.migration.expires}); nothing was changed`,
      1,
    );
  tried(underWay, (migration) => {
    migration["task"] = { ...(migration["task"] as object | undefined), start: at };
  });
  await refuseUnapplied("reschedule", underWay);
  work.say(
    phase === "prepare"
      ? `sets the start to ${at} for the phase migrate; the task is not started now`
      : `moves the start of the task to ${at}`,
  );
  await confirm("move it?", options);
  await runChange("reschedule", underWay, { "migration.task.start": { value: at } });
  print(
    phase !== "prepare" && at === "now"
      ? "started\n"
      : `starts ${at}${phase === "prepare" ? ", once the phase is migrate" : ""}\n`,
  );
}

function unable({ can: { schedule }, title }: Driver, phase: Phase): string | undefined {
  if (!schedule)
    return `${title} cannot start a task at a set time; run \`dbferry up --phase migrate\` when you want it to start`;
  if (phase !== "prepare" && !schedule.reschedule)
    return `${title} cannot move the start once a task is configured; to start at another time: dbferry cancel, then start again`;
  return undefined;
}
