import type { Phase } from "../../model/phase";
import { visible } from "../../model/printing/visible";
import { locationOf, type Migration } from "../../model/spec";
import type { Driver } from "../../provider/core/driver";
import type { TaskInfo, TaskState } from "../../provider/core/task";
import { cloudsFor } from "../../provider/registry";
import type { Config } from "../../provider/registry/config";
import { configOf } from "../audit/audit";
import { allResources, type Recorded } from "../audit/state";
import type { Admin } from "../engine/admins";
import { confineToEngine } from "../engine/environment";
import { adminsIn, migrationIn, readStack } from "../engine/stackSettings";
import { takenOverBy } from "../engine/takenOver";
import { type EngineWork, openWork } from "../engine/work";
import { recordedMigration } from "../status/reached";
import { requireYesOrTerminal, type YesOption } from "../terminal/confirm";
import { print } from "../terminal/print";
import { refused } from "./refused";

/** Options of every command that changes a running migration. */
export interface DayTwoOptions extends YesOption {
  stack?: string;
  cwd: string;
}

/** A running migration: its stack, its state and the engine's service. */
export interface RunningMigration {
  work: EngineWork;
  migration: Migration;
  /** As written in the stack's file. */
  written: Record<string, unknown>;
  phase: Phase;
  /** An update to another phase was begun and has not finished. */
  unfinished: boolean;
  config: Config;
  admins: { source: Admin; target: Admin };
  driver: Driver;
  /** The task in the state; undefined if there is none. */
  task?: TaskInfo;
  recorded: Recorded;
}

/** What a command needs of a migration. */
export interface Needs {
  /** Why the service cannot do it, with what to do instead; checked before the service is called. */
  unable?: (driver: Driver, phase: Phase) => string | undefined;
  /** It may be given while an update to the next phase has not finished, such as one that waits for the load. */
  anytime?: boolean;
}

/**
 * Opens a migration for a command that changes it. Its task is the one in the state, never one that merely has the
 * same name.
 *
 * @throws UserError if the migration is over, or if the stack's file sets a different phase from the current one
 */
export async function openMigration(
  command: string,
  options: DayTwoOptions,
  { unable = () => undefined, anytime = false }: Needs = {},
): Promise<RunningMigration> {
  requireYesOrTerminal(`dbferry ${command}`, options);
  confineToEngine();
  const work = await openWork(options, (line) => print(`${line}\n`));
  const settings = await readStack(work.stack);
  const { recorded } = settings;
  const written = (settings.json("migration") ?? {}) as Record<string, unknown>;
  const { migration, clouds } = migrationIn(settings, process.env);
  const wanted = settings.text("phase") ?? "prepare";
  const phase = phaseOf(command, recorded, migration, anytime ? undefined : wanted);
  const config = configOf(migration, clouds, process.env);
  const ends = { source: locationOf(migration.source), target: locationOf(migration.target) };
  const driver = cloudsFor(config).driver(migration.engine, ends);
  const why = unable(driver, phase);
  if (why) throw refused(command, why);
  const id = allResources(recorded).find(({ type }) => type === "dbferry:index:ReplicationTask")?.id;
  return {
    work,
    migration,
    written,
    phase,
    config,
    driver,
    recorded,
    unfinished: phase !== wanted,
    admins: adminsIn(settings, migration),
    task: id ? await driver.describe(id) : undefined,
  };
}

function phaseOf(command: string, recorded: Recorded, migration: Migration, wanted: string | undefined): Phase {
  const { reached: phase, migration: name } = recordedMigration(recorded);
  const say = (why: string) => refused(command, why);
  if (!phase) throw say("this stack has created nothing yet; to begin, run `dbferry up --phase prepare`");
  if (phase === "done" || phase === "cancelled")
    throw say(`the migration is over (phase ${phase}): there is nothing to change`);
  if (name !== migration.name)
    throw say(
      `the state belongs to the migration ${visible(name ?? "")}, but the stack's file names ${visible(migration.name)}`,
    );
  if (wanted !== undefined && phase !== wanted)
    throw say(
      `the migration is in phase ${phase}, but its file says ${visible(wanted)}, so an update would do more than this; ` +
        "let a running update finish, or run `dbferry up` first, or set the phase back",
    );
  return phase;
}

/** The same, with the task read again: it may have changed while the user was being asked. */
export async function seenAgain(underWay: RunningMigration): Promise<RunningMigration> {
  const { task, driver } = underWay;
  return { ...underWay, task: task && (await driver.describe(task.id)) };
}

/** URNs of the task's run, for an update that leaves it alone. */
export function runOf({ recorded }: RunningMigration): string[] {
  return allResources(recorded).flatMap(({ type, urn }) => (type === "dbferry:index:TaskRun" ? [urn] : []));
}

/** @throws UserError unless the task is this stack's, and in one of these states */
export function needTask(
  command: string,
  underWay: RunningMigration,
  states: readonly TaskState[],
  needed: string,
): TaskInfo {
  const { task, driver, phase } = underWay;
  if (!task) throw refused(command, `${driver.title} has no task for this migration`);
  refuseTakenOver(command, task, underWay);
  if (states.includes(task.state)) return task;
  throw refused(
    command,
    `the task ${task.id} of ${driver.title} ${WORDS[task.state] ?? `is ${task.state}`} (${visible(task.vendorState)}), in phase ${phase}; needed: ${needed}`,
  );
}

/** @throws UserError when another stack has taken the task over */
function refuseTakenOver(command: string, task: TaskInfo, { driver, recorded, work }: RunningMigration): void {
  const other = takenOverBy(task, recorded, { project: work.project, name: work.stack.name });
  if (other === undefined) return;
  throw refused(
    command,
    `the stack ${other} has taken over the task ${task.id} of ${driver.title}; needed: a task with this stack's mark. To continue it, use that stack`,
  );
}

const WORDS: Partial<Record<TaskState, string>> = {
  configuring: "has been created but not started",
  creating: "is being created",
  scheduled: "is scheduled to start later",
  starting: "is starting",
  full: "is loading",
  fullDone: "has finished the full load",
  fullFailed: "failed in its full load",
  incremental: "is replicating",
  incrementalFailed: "failed while replicating",
  pausing: "is being paused",
  paused: "is paused",
  ending: "is ending",
  ended: "has ended",
  unknown: "is in a state that dbferry does not know",
};
