import { ALLOW_VARIABLE, readAllowed } from "../../model/endpoints";
import type { Phase } from "../../model/phase";
import { visible } from "../../model/printing/visible";
import { ProblemsError } from "../../model/problems";
import { locationOf, type Migration, readMigration } from "../../model/spec";
import { parseClouds } from "../../model/spec/clouds";
import type { Driver, TaskInfo, TaskState } from "../../provider/core/driver";
import { cloudsFor } from "../../provider/registry";
import type { Config } from "../../provider/registry/config";
import { configOf } from "../audit/audit";
import { allResources, type Recorded } from "../audit/state";
import { type Admin, adminsOf } from "../engine/admins";
import { confineToEngine } from "../engine/environment";
import { type EngineWork, openWork } from "../engine/work";
import { type Assent, refuseUnasked } from "../terminal/confirm";
import { UserError } from "../terminal/errors";
import { print } from "../terminal/print";

/** Options of every command that changes a migration which is under way. */
export interface DayTwoOptions extends Assent {
  stack?: string;
  cwd: string;
}

/** A migration that is under way, as its stack, its state and the engine's service have it. */
export interface UnderWay {
  work: EngineWork;
  migration: Migration;
  /** As it stands in the stack's file. */
  written: Record<string, unknown>;
  phase: Phase;
  config: Config;
  admins: { source: Admin; target: Admin };
  driver: Driver;
  /** The state's task; undefined: there is none. */
  task?: TaskInfo;
  recorded: Recorded;
}

/**
 * Opens a migration that a command is to change. Its task is the state's, never one that has its name only.
 *
 * @throws UserError when the migration is over, or its stack's file wants another phase than it is in
 */
export async function openMigration(command: string, options: DayTwoOptions): Promise<UnderWay> {
  refuseUnasked(`dbferry ${command}`, options);
  confineToEngine();
  const work = await openWork(options, (line) => print(`${line}\n`));
  const [values, exported] = await Promise.all([work.stack.getAllConfig(), work.stack.exportStack()]);
  const text = (key: string) => values[`${work.project}:${key}`]?.value;
  const json = (key: string): unknown => (text(key) === undefined ? undefined : JSON.parse(text(key)!));
  const written = (json("migration") ?? {}) as Record<string, unknown>;
  // What has expired can still be extended, paused or rotated.
  const { value, problems } = readMigration(json("migration"), "done");
  const clouds = parseClouds(json("clouds") ?? {}, readAllowed(process.env[ALLOW_VARIABLE]));
  if (!value || clouds.problems.length > 0) throw new ProblemsError("the migration", [...problems, ...clouds.problems]);
  const { migration } = value;
  const recorded: Recorded = exported.deployment ?? {};
  const phase = phaseOf(command, recorded, migration, text("phase") ?? "prepare");
  const config = configOf(migration, clouds.clouds, process.env);
  const ends = { source: locationOf(migration.source), target: locationOf(migration.target) };
  const driver = cloudsFor(config).driver(migration.engine, ends);
  const id = allResources(recorded).find(({ type }) => type === "dbferry:index:ReplicationTask")?.id;
  return {
    ...{ work, migration, written, phase, config, driver, recorded },
    admins: adminsOf(
      migration,
      { source: text("sourceAdminPassword"), target: text("targetAdminPassword") },
      work.stack.workspace.workDir,
    ),
    task: id ? await driver.describe(id) : undefined,
  };
}

function phaseOf(command: string, { resources = [] }: Recorded, migration: Migration, wanted: string): Phase {
  const component = resources.find(({ type }) => type === "dbferry:index:Migration");
  const { phase, name } = (component?.inputs ?? {}) as { phase?: Phase; name?: string };
  const say = (why: string) => new UserError(`dbferry ${command}: ${why}; nothing was changed`, 1);
  if (!phase) throw say("this stack has made nothing yet; `dbferry up --phase prepare` begins");
  if (phase === "done" || phase === "cancelled")
    throw say(`the migration is over (phase ${phase}): there is nothing to change`);
  if (name !== migration.name)
    throw say(
      `the state is of the migration ${visible(name ?? "")}, and the stack's file names ${visible(migration.name)}`,
    );
  if (phase !== wanted)
    throw say(
      `the migration is in phase ${phase}, and its file wants ${visible(wanted)}, so that an update would do more than this; ` +
        "run `dbferry up` first, or set the phase back",
    );
  return phase;
}

/** @throws UserError unless there is a task in one of these states */
export function needTask(
  command: string,
  { task, driver, phase }: UnderWay,
  states: readonly TaskState[],
  needed: string,
): TaskInfo {
  if (!task)
    throw new UserError(`dbferry ${command}: ${driver.title} has no task of this migration; nothing was changed`, 1);
  if (states.includes(task.state)) return task;
  throw new UserError(
    `dbferry ${command}: the task ${task.id} of ${driver.title} ${WORDS[task.state] ?? `is ${task.state}`} (${visible(task.vendorState)}), in phase ${phase}; needed: ${needed}; nothing was changed`,
    1,
  );
}

const WORDS: Partial<Record<TaskState, string>> = {
  configuring: "was made and not started",
  creating: "is being made",
  scheduled: "waits for its set start",
  starting: "is starting",
  full: "loads",
  fullDone: "has loaded everything",
  fullFailed: "has failed in its full load",
  incremental: "replicates",
  incrementalFailed: "has failed while it replicated",
  paused: "is paused",
  ending: "is ending",
  ended: "has ended",
  unknown: "is in a state that dbferry does not know",
};
