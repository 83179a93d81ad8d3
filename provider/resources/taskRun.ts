import { readDate } from "../../model/expiry";
import type { NameSeen } from "../../model/hostNames";
import { type GivenSelection, selectedOf } from "../../model/selection";
import { at, hasUnknown, type Values } from "../../plugin/values";
import type { CallContext } from "../core/context";
import type { Driver } from "../core/driver";
import { Cancelled, InitFailed, messageOf, UserProblem } from "../core/failure";
import { DRIFT, type Plain, type ResourceType } from "../core/resource";
import { hasCopied, isOver, isPast } from "../core/states";
import type { TaskInfo } from "../core/task";
import { endAndKeep, liveReplaced, mayEnd, refuseLive } from "./ending";
import { ownOf, withEngineDefaults } from "./engineSections";
import { changeStarted, fixedProblem, hasStarted, isFixed, isSelection, movesAlready, samePlan } from "./run/changes";
import { failureText } from "./run/failureText";
import { type RunInputs, runInputs } from "./run/inputs";
import { movedSince } from "./run/movedSince";
import { isNewPassword, refusePassword } from "./run/password";
import type { RunPlan } from "./run/plan";
import { runTask } from "./run/run";
import { SourceName } from "./run/sourceName";
import { standingOf, stuck } from "./run/standing";
import { gone, otherObjects } from "./run/task";
import { pauseAfterTimeout } from "./run/transfer";
import { sourceName } from "./shared";

export const taskRun: ResourceType<RunInputs> = {
  name: "TaskRun",
  description:
    "The run of a migration task: connection test, configuration, vendor precheck and start, then watched until it replicates " +
    "(or is fully loaded, or scheduled). An interrupted run continues from the task's current state.",
  schema: runInputs,
  secrets: ["source.password", "target.password"],
  replaceOn: ["taskId", "engine"],
  deleteBeforeReplace: true,
  looks: true,
  ignore: [
    "whenLive",
    "connectWindowSeconds",
    "afterCutover",
    "acceptedWarnings",
    "consistencyCheck",
    "after",
    "sourceAddress",
  ],
  complete: (news) => withEngineDefaults(news, "run"),
  outputs: {
    taskId: { type: "string", description: "the vendor's id" },
    reached: {
      type: "string",
      description: "`incremental`, `fullDone` or `scheduled`: what the run had reached when it was last watched",
    },
    sourceName: {
      type: sourceName,
      description:
        "name and address of the source, if the task finds it by a public name; without an address if none was proven",
      optional: true,
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
    const { seen, moved } = task && !isOver(task.state) ? await movedSince(ctx, task, old) : {};
    // An update can do nothing about a name that the service resolves by itself.
    const differs = [...(drift ?? []), ...(moved?.given === "address" && !old.inputs.afterCutover ? [moved.text] : [])];
    if (moved && !differs.includes(moved.text)) ctx.log("warning", moved.text);
    return {
      id: old.id,
      outputs: {
        ...old.outputs,
        taskId: old.id,
        ...(reached ? { reached } : {}),
        ...(seen ? { sourceName: { ...seen } } : {}),
        ...(differs.length > 0 ? { drift: differs } : {}),
      },
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
    // A task that a cutover has ended neither logs in nor starts again: such changes are only recorded.
    if (task?.state === "ended" && task.started && given.afterCutover && samePlan(old.inputs, given))
      return old.outputs;
    const problem = stuck(driver, task, old.id, given.afterCutover);
    if (problem) throw problem;
    if (task && hasStarted(task)) await changeStarted(ctx, driver, task, old.inputs, given);
    if (task) refuseOther(driver, task, given);
    return run(ctx, given, old.outputs["sourceName"] as NameSeen | undefined);
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

/** A task that has not started is configured again by the run; one that has ended is judged by its data. */
function refuseOther(driver: Driver, task: TaskInfo, wanted: GivenSelection): void {
  if (!hasStarted(task) || isOver(task.state) || task.state === "ending") return;
  const problem = otherObjects(driver, task, selectedOf(wanted));
  if (problem) throw problem;
}

/** @param recorded the source's name and address, of an earlier run of the same task */
async function run(ctx: CallContext, given: RunInputs, recorded?: NameSeen): Promise<Plain> {
  const driver = ctx.clouds.driver(given.engine, given);
  const plan = planOf(given);
  const name = new SourceName(ctx, { ...plan, afterCutover: given.afterCutover }, recorded);
  const known = () => ({ taskId: given.taskId, ...(name.seen ? { sourceName: { ...name.seen } } : {}) });
  let mayRun = false;
  try {
    const reached = await runTask(ctx, driver, given.taskId, plan, name, () => {
      mayRun = true;
    });
    return { ...known(), reached };
  } catch (error) {
    const failed = error instanceof UserProblem ? await failureText(ctx, given.source, error) : messageOf(error);
    const moved = mayRun && !(error instanceof Cancelled) ? await name.whyFailed() : undefined;
    const told = moved === undefined || failed.includes(moved) ? failed : `${failed}\n${moved}`;
    if (!mayRun) throw error instanceof UserProblem && told !== error.message ? new UserProblem(told) : error;
    await pauseAfterTimeout(ctx, driver, given.taskId, error);
    // It may be running: the engine must record it, so that a destroy stops it and the next update continues to monitor
    // it.
    throw new InitFailed(given.taskId, known(), told);
  }
}

function planOf(given: RunInputs): RunPlan {
  const { path, mode, source, target, limits, keepDefiner, connectWindowSeconds, start } = given;
  const { acceptedWarnings, after, sourceAddress } = given;
  const startAt = start === "now" ? undefined : readDate(start);
  const shared = { path, mode, source, target, limits, keepDefiner, connectWindowSeconds, acceptedWarnings, after };
  return {
    ...shared,
    consistencyCheck: given.consistencyCheck,
    sourceAddress,
    ...selectedOf(given),
    startAt,
    targetReadOnly: given.targetReadOnly ?? false,
    own: ownOf(given, "run"),
  };
}
