import { z } from "zod";
import { readDate } from "../../model/expiry";
import { named } from "../../model/named";
import { type GivenSelection, selectedOf } from "../../model/selection";
import { acceptedWarning } from "../../model/spec/acceptedWarning";
import { consistencyCheck } from "../../model/spec/consistencyCheck";
import { at, hasUnknown, type Values } from "../../plugin/values";
import type { CallContext } from "../core/context";
import type { Driver, Login, Side, TaskInfo } from "../core/driver";
import { InitFailed, messageOf, UserProblem } from "../core/failure";
import { objectsDiffer } from "../core/objects";
import { DRIFT, type Plain, type ResourceType } from "../core/resource";
import { hasCopied, isOver, isPast } from "../core/states";
import { endAndKeep, liveReplaced, mayEnd, refuseLive } from "./ending";
import { ownOf, refuseOthers, sectionInputs, withEngineDefaults } from "./engineSections";
import { failureText } from "./run/failureText";
import { isNewPassword, refusePassword } from "./run/password";
import type { RunPlan } from "./run/plan";
import { runTask } from "./run/run";
import { standingOf, stuck } from "./run/standing";
import { gone, otherObjects } from "./run/task";
import { pauseAfterTimeout } from "./run/transfer";
import { databases, engine, login, mode, path, refuseContradiction, tables, whenLive } from "./shared";

const hour = z.number().int().min(0).max(23);

const shape = z.strictObject({
  taskId: z.string().min(1).describe("the vendor's id, an output of ReplicationTask"),
  engine,
  path: path.default("public"),
  mode: mode.default("full+incremental"),
  source: login.describe("source with the migration account"),
  target: login.describe("target with the migration account"),
  databases: databases.default("all"),
  tables,
  start: z
    .string()
    .refine((text) => text === "now" || readDate(text) !== undefined, "`now`, or an ISO 8601 instant with its zone")
    .default("now")
    .describe("`now`, or the instant at which the vendor starts the task"),
  after: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "exact names of the tasks to the same target that come first: while it is not proven that they have made room, nothing starts",
    ),
  limits: z
    .array(
      named(
        "SpeedLimit",
        "A speed limit of the full load in some hours of each day.",
        z.strictObject({
          speed: z.number().int().min(1).max(9999).describe("MB/s"),
          fromHour: hour.describe("first hour of the day, UTC"),
          toHour: hour.describe("last hour of the day, UTC"),
        }),
      ),
    )
    .max(3)
    .default([])
    .describe("speed limits of the full load by hours of the day"),
  targetReadOnly: z
    .boolean()
    .optional()
    .describe("whether the target refuses other writers while the task runs; default: if the engine supports it"),
  keepDefiner: z
    .boolean()
    .default(false)
    .describe(
      "whether views, routines, triggers and events keep the source's definer; otherwise the target's migration account becomes their definer",
    ),
  connectWindowSeconds: z
    .number()
    .min(0)
    .max(3600)
    .default(300)
    .describe("how long to retry the connection test: openings take a while to become effective"),
  afterCutover: z
    .boolean()
    .default(false)
    .describe("whether a cutover ends the task or has ended it: an ended task is then in order"),
  acceptedWarnings: z
    .array(acceptedWarning)
    .default([])
    .describe("warnings of the service's precheck that do not prevent the task from starting"),
  consistencyCheck: consistencyCheck
    .default("none")
    .describe(
      "the service's own comparison that the cutover orders: some services take it only while a task is configured",
    ),
  ...sectionInputs("run"),
  whenLive,
});
const inputs = shape.superRefine((given, ctx) => refuseOthers(given, ctx, "run")).superRefine(refuseContradiction);
type Inputs = z.output<typeof inputs>;

export const taskRun: ResourceType<Inputs> = {
  name: "TaskRun",
  description:
    "The run of a migration task: connection test, configuration, vendor precheck and start, then watched until it replicates " +
    "(or is fully loaded, or scheduled). An interrupted run continues from the task's current state.",
  schema: inputs,
  secrets: ["source.password", "target.password"],
  replaceOn: ["taskId", "engine"],
  deleteBeforeReplace: true,
  looks: true,
  ignore: ["whenLive", "connectWindowSeconds", "afterCutover", "acceptedWarnings", "consistencyCheck", "after"],
  complete: (news) => withEngineDefaults(news, "run"),
  outputs: {
    taskId: { type: "string", description: "the vendor's id" },
    reached: {
      type: "string",
      description: "`incremental`, `fullDone` or `scheduled`: what the run had reached when it was last watched",
    },
    drift: DRIFT,
  },

  /** Changes that a started task cannot accept are refused when they are planned; `update` checks again. */
  async allow(ctx, old, news, changes) {
    const known = changes.filter(({ path }) => !hasUnknown(at(news as Values, path.split("."))));
    const [replaced, fixed] = [known.filter(({ replace }) => replace), known.filter(({ path }) => isFixed(path))];
    const passwords = known.filter(({ path }) => isNewPassword(path, "source.password", "target.password"));
    const isPlain = replaced.length + fixed.length + passwords.length === 0;
    if (isPlain && !changes.some(({ replace }) => replace)) return;
    const driver = ctx.clouds.driver(old.inputs.engine, old.inputs);
    const task = await driver.describe(old.id);
    const mayBeEnded = mayEnd(ctx, old.inputs.whenLive, news["whenLive"]);
    if (!task) {
      // What the task copied is on the target: another task would load all of it again over that.
      if (changes.some(({ path }) => path === "taskId") && !mayBeEnded) throw gone(driver, old.id);
      return;
    }
    const paths = (list: typeof known) => list.map(({ path }) => path);
    const isThere = movesAlready(task, news as GivenSelection);
    const refused = fixed.filter(({ path }) => !(isThere && isSelection(path)));
    if (refused.length > 0 && hasStarted(task)) throw fixedProblem(old.id, paths(refused));
    if (replaced.length > 0 && hasCopied(task.state, task.mode) && !mayBeEnded) {
      throw liveReplaced(driver, task, paths(replaced));
    }
    if (passwords.length > 0 && replaced.length === 0) refusePassword(driver, task, paths(passwords).join(", "));
  },

  foresee: (given) => ({ taskId: given.taskId }),

  async create(ctx, given) {
    return { id: given.taskId, outputs: await run(ctx, given) };
  },

  async read(ctx, old) {
    if (!old.inputs.engine) throw new UserProblem("a run cannot be imported by its id alone; needed: the input engine");
    const driver = ctx.clouds.driver(old.inputs.engine, old.inputs);
    const task = await driver.describe(old.id);
    // An imported run has no outputs yet.
    if (!task && Object.keys(old.outputs).length === 0) return undefined;
    const { databases, tables } = old.inputs;
    const { drift, reached } = standingOf(driver, task, old.id, {
      ...(databases || tables ? { selected: selectedOf(old.inputs) } : {}),
      mode: old.inputs.mode ?? "full+incremental",
      afterCutover: old.inputs.afterCutover ?? false,
      reached: old.outputs["reached"],
    });
    return {
      id: old.id,
      outputs: { ...old.outputs, taskId: old.id, ...(reached ? { reached } : {}), ...(drift ? { drift } : {}) },
    };
  },

  async foretell(ctx, old, news) {
    const driver = ctx.clouds.driver(old.inputs.engine, old.inputs);
    const task = await driver.describe(old.id);
    const problem = stuck(driver, task, old.id, news["afterCutover"] === true);
    if (problem) throw problem;
    const isKnown = ["databases", "tables"].every((name) => !hasUnknown(at(news as Values, [name])));
    if (task) refuseOther(driver, task, isKnown ? (news as GivenSelection) : old.inputs);
  },

  /** Also called by the engine to continue a run that did not reach its goal. */
  async update(ctx, old, given) {
    const driver = ctx.clouds.driver(given.engine, given);
    const task = await ctx.lately(driver, old.id);
    // A task that a cutover has ended neither logs in nor starts anywhere: what changed for that is only recorded.
    if (task?.state === "ended" && task.started && given.afterCutover && samePlan(old.inputs, given))
      return old.outputs;
    const problem = stuck(driver, task, old.id, given.afterCutover);
    if (problem) throw problem;
    if (task && hasStarted(task)) await changeStarted(ctx, driver, task, old.inputs, given);
    if (task) refuseOther(driver, task, given);
    return run(ctx, given);
  },

  async delete(ctx, old, replacedBy) {
    if (replacedBy) return;
    const driver = ctx.clouds.driver(old.inputs.engine, old.inputs);
    const task = await ctx.lately(driver, old.id, isPast);
    if (!task) return;
    refuseLive(ctx, driver, task, old.inputs.whenLive);
    // A task that was never started needs no stopping, but a scheduled one must not start on its own later.
    const nothingToStop = task.state === "configuring" || task.state === "creating" || isOver(task.state);
    if (!nothingToStop) await endAndKeep(ctx, driver, old.id);
  },
};

/** What has not started is configured again by the run; what has ended is judged by its data. */
function refuseOther(driver: Driver, task: TaskInfo, wanted: GivenSelection): void {
  if (!hasStarted(task) || isOver(task.state) || task.state === "ending") return;
  const problem = otherObjects(driver, task, selectedOf(wanted));
  if (problem) throw problem;
}

function hasStarted({ state }: TaskInfo): boolean {
  return state !== "creating" && state !== "configuring";
}

/** A run that was cut off after its start may have recorded the selection before. */
function movesAlready({ objects }: TaskInfo, wanted: GivenSelection): boolean {
  return objects !== undefined && objectsDiffer(objects, selectedOf(wanted)).length === 0;
}

function isSelection(path: string): boolean {
  return /^(databases|tables)\b/.test(path);
}

/** Whether a started task cannot change this input. */
function isFixed(path: string): boolean {
  const [top = "", member] = path.split(/[.[]/);
  if (["databases", "tables", "path", "mode", "targetReadOnly", "keepDefiner"].includes(top)) return true;
  return (top === "source" || top === "target") && !["password", "plain", "account"].includes(member ?? "");
}

function fixedProblem(id: string, fixed: readonly string[]): UserProblem {
  return new UserProblem(
    `the task ${id} has started; these can no longer be changed: ${fixed.join("; ")}. Put them back, or create a new migration for them in ` +
      "another stack; to give this one up: dbferry cancel",
  );
}

async function run(ctx: CallContext, given: Inputs): Promise<Plain> {
  const driver = ctx.clouds.driver(given.engine, given);
  let mayRun = false;
  try {
    const reached = await runTask(ctx, driver, given.taskId, planOf(given), () => {
      mayRun = true;
    });
    return { taskId: given.taskId, reached };
  } catch (error) {
    const told = error instanceof UserProblem ? await failureText(ctx, given.source, error) : messageOf(error);
    if (!mayRun) throw error instanceof UserProblem && told !== error.message ? new UserProblem(told) : error;
    await pauseAfterTimeout(ctx, driver, given.taskId, error);
    // It may be running: the engine must know of it, so that a destroy stops it and the next update goes on watching.
    throw new InitFailed(given.taskId, { taskId: given.taskId }, told);
  }
}

function planOf(given: Inputs): RunPlan {
  const { path, mode, source, target, limits, keepDefiner, connectWindowSeconds, start } = given;
  const { acceptedWarnings, after } = given;
  const startAt = start === "now" ? undefined : readDate(start);
  const shared = { path, mode, source, target, limits, keepDefiner, connectWindowSeconds, acceptedWarnings, after };
  return {
    ...shared,
    consistencyCheck: given.consistencyCheck,
    ...selectedOf(given),
    startAt,
    targetReadOnly: given.targetReadOnly ?? false,
    own: ownOf(given, "run"),
  };
}

/** Applies the changes that a started task can accept; refuses all others together. */
async function changeStarted(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo,
  old: Inputs,
  given: Inputs,
): Promise<void> {
  const { id } = task;
  const fixed: string[] = [];
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  if (differs(selectedOf(old), selectedOf(given)) && !movesAlready(task, given)) fixed.push("databases or tables");
  if (
    differs(
      [old.path, old.mode, old.targetReadOnly, old.keepDefiner],
      [given.path, given.mode, given.targetReadOnly, given.keepDefiner],
    )
  ) {
    fixed.push("path, mode, targetReadOnly or keepDefiner");
  }
  for (const side of ["source", "target"] as const) {
    if (differs(fixedOf(old[side]), fixedOf(given[side]))) fixed.push(`${side} (other than its password)`);
  }
  if (fixed.length > 0) throw fixedProblem(id, fixed);
  for (const side of ["source", "target"] as const satisfies Side[]) {
    if (old[side].password !== given[side].password) {
      ctx.log("info", `changing the ${side} password of the task ${id}`);
      await driver.changePassword(id, side, given[side]);
    }
  }
  if (differs(old.limits, given.limits)) await changeLimits(driver, id, given.limits);
  if (old.start !== given.start) await changeSchedule(ctx, driver, id, given.start);
}

/** Whether nothing differs that a task which has ended was run with: passwords may, and what only a start or a copy goes by. */
function samePlan(old: Inputs, given: Inputs): boolean {
  const of = ({
    source,
    target,
    whenLive: _,
    connectWindowSeconds: __,
    afterCutover: ___,
    acceptedWarnings: ____,
    start: _____,
    after: _______,
    limits: ______,
    consistencyCheck: ________,
    ...rest
  }: Inputs) => JSON.stringify([rest, fixedOf(source), fixedOf(target)]);
  return of(old) === of(given);
}

/**
 * The parts of an end that cannot change once the task has started; an exemption can be extended, and the account
 * renamed.
 */
function fixedOf(end: Login): Login {
  return { ...end, password: "", plain: undefined, account: undefined };
}

async function changeLimits(driver: Driver, id: string, limits: Inputs["limits"]): Promise<void> {
  if (driver.can.limitSpeed) return driver.can.limitSpeed(id, limits);
  throw new UserProblem(`limits: ${driver.title} cannot limit the speed of a task; needed: none, so remove them`);
}

async function changeSchedule(ctx: CallContext, driver: Driver, id: string, start: string): Promise<void> {
  const task = await ctx.lately(driver, id);
  if (task?.state !== "scheduled") {
    ctx.log("info", `the task ${id} has already started: the new start time is only recorded`);
    return;
  }
  // "now" is what the run does with a scheduled task.
  if (start === "now") return;
  const reschedule = driver.can.schedule?.reschedule;
  if (!reschedule) {
    throw new UserProblem(
      `start: ${driver.title} cannot change the start of a scheduled task; needed: 'now', or its current start`,
    );
  }
  await reschedule(id, readDate(start));
}
