import type { Command } from "commander";
import { describeLocation } from "../../model/clouds/location";
import { isoSeconds, readDate } from "../../model/expiry";
import { visible } from "../../model/printing/visible";
import { locationOf } from "../../model/spec";
import { listOpenings } from "../../provider/audit";
import { ownershipIn } from "../audit/state";
import { refuseUnapplied, runChange, tried } from "../dayTwo/change";
import { type DayTwoOptions, openMigration, type RunningMigration, runOf } from "../dayTwo/migration";
import { withStack } from "../dayTwo/options";
import { refused } from "../dayTwo/refused";
import { confirm } from "../terminal/confirm";
import { UserError } from "../terminal/errors";
import { print } from "../terminal/print";

interface Options extends DayTwoOptions {
  until?: string;
  days?: string;
}

export function register(program: Command): void {
  withStack(
    program
      .command("extend")
      .description(
        "extend the date by which every opening must be gone, at most 30 days from now. Exit code 0: extended, 1: it cannot be extended, " +
          "3: extended in the stack, but not proven for every opening, because not everything could be read",
      )
      .option("--until <instant>", "such as 2026-12-24T00:00:00Z")
      .option("--days <number>", "number of days from now"),
  ).action(extend);
}

async function extend(options: Options): Promise<void> {
  const until = endOf(options);
  const underWay = await openMigration("extend", options, { anytime: true });
  const { migration, work } = underWay;
  const before = readDate(migration.expires)!;
  if (until.getTime() === before.getTime())
    throw refused(
      "extend",
      `the stack's file has ${migration.expires} already; if an earlier run was stopped before every opening had that date, \`dbferry up\` completes it`,
    );
  if (until <= before)
    throw refused(
      "extend",
      `${until.toISOString()} is not after the current ${migration.expires}; set an earlier date in the stack's file (expires)`,
    );
  const value = isoSeconds(until);
  tried(underWay, (spec) => {
    spec["expires"] = value;
  });
  // A new date must not resume a paused task or restart a failed one, so the run is excluded. An expired migration
  // cannot be previewed unchanged, and one whose update is in progress would differ.
  if (!underWay.unfinished && before > new Date()) await refuseUnapplied("extend", underWay, runOf(underWay));
  work.say(`extends every opening of ${visible(migration.name)} from ${migration.expires} to ${value}`);
  const { plainSource } = migration.task;
  const plainEnd = plainSource && readDate(plainSource.expires);
  if (plainSource && plainEnd && plainEnd < until)
    work.say(
      `task.plainSource ends earlier, at ${plainSource.expires}: only its owner, ${visible(plainSource.owner)}, can extend that`,
    );
  await confirm("extend it?", options);
  if (underWay.unfinished) {
    await work.stack.setConfig("migration.expires", { value }, true);
    return print(
      `expires ${value} in the stack's file; the openings show it once \`dbferry up\` has finished the phase\n`,
    );
  }
  await runChange("extend", underWay, { "migration.expires": { value } }, runOf(underWay));
  const { kept, unread } = await datesOf(underWay, until);
  for (const line of kept) print(`${visible(line)}\n`);
  if (unread.length > 0) throw notProven(value, unread);
  print(`expires ${value}\n`);
}

function notProven(value: string, unread: readonly string[]): UserError {
  return new UserError(
    `expires ${value} in the stack, but it is not proven that every opening shows it, because not everything could be read:\n` +
      `${unread.map((line) => `  - ${visible(line)}`).join("\n")}\n` +
      "give this command what it needs to read that; `dbferry status` then shows the date of every opening",
    3,
  );
}

/** Openings that still show an earlier date, because the vendor does not update it; and what could not be read. */
async function datesOf(
  { config, migration, recorded, work }: RunningMigration,
  until: Date,
): Promise<{ kept: string[]; unread: string[] }> {
  const locations = [migration.source, migration.target].flatMap((side) => locationOf(side) ?? []);
  const { openings, unread } = await listOpenings(config, locations, {
    migration: migration.name,
    tunnels: migration.path === "vpn",
    ...ownershipIn(recorded, { project: work.project, name: work.stack.name }),
  });
  // Marks have a resolution of one second.
  const earlier = openings.filter(
    ({ expires }) => expires !== undefined && new Date(expires).getTime() < until.getTime() - 1000,
  );
  return {
    kept: earlier.map(
      ({ kind, id, where, expires }) =>
        `${kind} ${id} (${where}) still shows ${expires}: its text cannot be changed while it is in use`,
    ),
    unread: unread.map(({ at, reason }) => `${describeLocation(at)}: ${reason}`),
  };
}

/** @throws UserError */
export function endOf({ until, days }: Pick<Options, "until" | "days">): Date {
  if ((until === undefined) === (days === undefined))
    throw new UserError("needed: one of --until <instant> and --days <number>");
  if (until !== undefined) {
    const read = readDate(until);
    if (read) return read;
    throw new UserError(
      `--until ${JSON.stringify(until)}; needed: an ISO 8601 instant with its zone, such as 2026-12-24T00:00:00Z`,
    );
  }
  const number = Number(days);
  // The rules limit how far away it may be; this only limits the digits.
  if (!/^\d{1,6}$/.test(days!) || number < 1)
    throw new UserError(`--days ${JSON.stringify(days)}; needed: a whole number of days, 1 to 30`);
  return new Date(Math.floor(Date.now() / 1000) * 1000 + number * 86_400_000);
}
