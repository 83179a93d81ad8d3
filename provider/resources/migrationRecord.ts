import { z } from "zod";
import { type ByHand, hostClosingText } from "../../model/hostOpening";
import { byHand, distinct } from "../../model/hostOpening/opening";
import type { Need } from "../../model/need";
import { visible } from "../../model/printing/visible";
import { phase } from "../../model/spec/choices";
import type { CallContext } from "../core/context";
import { messageOf, UserProblem } from "../core/failure";
import { DRIFT, type Existing, type Plain, type ResourceType } from "../core/resource";
import { isFailed, isLive, isOver, isPast } from "../core/states";
import type { TaskInfo } from "../core/task";
import { refuseAnothers, refuseLive } from "./ending";
import { lacking, need, refuseLacking, refuseToRemoveOthers, repairable } from "./needs";
import { engine, taskLocation, whenLive } from "./shared";

const inputs = z.strictObject({
  migration: z.string().min(1).describe("name of the migration"),
  phase: phase.describe("the phase that was reached: recorded after everything else in the phase exists"),
  taskId: z.string().optional().describe("the vendor's id of the task; kept once it is known"),
  engine,
  at: taskLocation,
  fixed: z
    .record(z.string(), z.string())
    .default({})
    .describe("what the task was created with, by dotted path, which cannot change while it moves data"),
  needs: z
    .array(need)
    .default([])
    .describe("resources of the vendors' own providers that the task depends on; checked before every update"),
  routes: z
    .array(need)
    .default([])
    .describe(
      "routes of the vendors' own providers, which remove them by their place in a table: checked before that, so that no route of somebody else goes instead",
    ),
  byHand: z
    .array(byHand)
    .default([])
    .describe(
      "what a person was asked to open where no API reaches; kept once it is known, because nothing shows that it was closed",
    ),
  whenLive,
});
type Inputs = z.output<typeof inputs>;

export const migrationRecord: ResourceType<Inputs> = {
  name: "MigrationRecord",
  description:
    "How far a migration has progressed. It is written once everything else in a phase exists, from the first phase to the last, so that a later update knows " +
    "what was reached. A destroy deletes it first: while the task moves data, the deletion is refused before anything else is removed.",
  schema: inputs,
  secrets: [],
  looks: true,
  replaceOn: [],
  // Once the end is recorded, that the engine has removed the routes is no change.
  ignore: ({ phase }) => ["whenLive", "engine", "at", ...(isEnd(phase as Inputs["phase"]) ? ["routes"] : [])],
  later: ["needs", "byHand", "routes"],
  // A killed update may have recorded the end and removed none of them yet.
  due: ({ phase, routes }) =>
    isEnd(phase as Inputs["phase"]) && ((routes ?? []) as Need[]).length > 0 ? ["routes"] : [],
  outputs: {
    phase: { type: "string", description: "the phase that was reached" },
    fixed: { type: z.record(z.string(), z.string()), description: "what the task was created with, by dotted path" },
    taskId: { type: "string", description: "the vendor's id of the task, also after its end", optional: true },
    byHand: {
      type: z.array(byHand),
      description: "what a person was asked to open in any phase, and has to close",
      optional: true,
    },
    routes: {
      type: z.array(need),
      description: "routes that the engine may still have to remove, in the end phases too",
      optional: true,
    },
    since: { type: "string", description: "when a phase was first reached, ISO 8601 UTC" },
    reachedAt: { type: "string", description: "when this phase was reached, ISO 8601 UTC" },
    drift: DRIFT,
  },

  foresee: ({ phase, fixed }) => ({ phase, ...(phase !== undefined && isEnd(phase) ? {} : { fixed }) }),

  async create(ctx, given) {
    await refuseUntrue(ctx, given, given.taskId);
    const now = ctx.now().toISOString();
    return { id: given.migration, outputs: recorded(given, { since: now, reachedAt: now }) };
  },

  async read(ctx, old) {
    const { outputs, inputs: was } = old;
    const found = await untrue(ctx, was, outputs["taskId"]);
    const drift = [...(found ? [found] : []), ...(await lacking(ctx, was.needs ?? [])).map(repairable)];
    return { id: old.id, outputs: { ...outputs, ...(drift.length > 0 ? { drift } : {}) } };
  },

  async foretell(ctx, old, news) {
    const phase = news["phase"] as Inputs["phase"];
    // Before the cutover the task is still live: the Cutover, which comes first, ends it or refuses.
    if (phase === "cutover" && old.outputs["phase"] !== phase) return;
    if (isEnd(phase))
      await refuseToRemoveOthers(ctx, old.inputs.migration, routesLeft(old, (news["routes"] ?? []) as Need[]));
    await refuseUntrue(ctx, { ...old.inputs, phase }, old.outputs["taskId"]);
  },

  update: async (ctx, old, given) => {
    // This runs before the first deletion.
    const again = old.outputs["phase"] === given.phase;
    const routes = isEnd(given.phase) ? routesLeft(old, given.routes) : given.routes;
    if (isEnd(given.phase)) {
      if (!again) await refuseTakenOver(ctx, old.inputs);
      await refuseToRemoveOthers(ctx, old.inputs.migration, routes);
      if (!again) tellUnrecorded(ctx, old, routes);
    }
    // The preceding cutover has just ended the task, so it is read again only if drift was found.
    if (given.phase === "prepare" || old.outputs["drift"])
      await refuseUntrue(ctx, given, given.taskId ?? old.outputs["taskId"]);
    // By now everything that the task needs has been created or repaired, if the engine has read it.
    if (old.outputs["drift"]) await refuseLacking(ctx, given.needs);
    // The recorded end is the one that was carried out, whatever the stack file says by then.
    const { fixed = given.fixed } = old.outputs as Partial<Inputs>;
    return recorded(isEnd(given.phase) ? { ...given, fixed, routes } : given, {
      ...old.outputs,
      ...(again ? {} : { reachedAt: ctx.now().toISOString() }),
    });
  },

  async delete(ctx, old, replacedBy) {
    if (replacedBy) return;
    const { inputs: was, outputs } = old;
    await refuseToForget(ctx, was);
    const routes = routesLeft(old, was.routes);
    await refuseToRemoveOthers(ctx, was.migration, routes).catch((error: unknown) => {
      throw isEnd(was.phase) ? new UserProblem(`${messageOf(error)}. ${AFTER_THE_END}`) : error;
    });
    tellUnrecorded(ctx, old, routes);
    const asked = (outputs["byHand"] ?? []) as ByHand[];
    if (asked.length > 0)
      ctx.log(
        "warning",
        `${asked.some(({ ssh }) => ssh) ? `${CLOSES_NEXT}\n` : ""}${STAYS_OPEN}\n${hostClosingText(asked)}`,
      );
  },
};

/** The record still has the routes that the engine removed after it: only the next update sees that they are gone. */
const AFTER_THE_END =
  "If the last update in this phase has ended without an error, the migration's own routes are gone: pulumi up once more in it, which records that, then destroy";

/** What follows in the same destroy does not speak: its provider knows only the commands. */
const CLOSES_NEXT =
  "if this stack still has rules on the source's host, they are removed next, through SSH, and this destroy fails if the host still lists one or is not reached: destroy again when it is, or remove them by hand";

const STAYS_OPEN =
  "dbferry has not looked at the firewall of the source, and forgets now what a person was asked to open in it: close it by hand";

/** Only a destroy deletes it, which is refused while the task moves data. */
async function refuseToForget(ctx: CallContext, was: Inputs): Promise<void> {
  if (isEnd(was.phase) || was.taskId === undefined) return;
  const { driver, task } = await refuseTakenOver(ctx, was);
  if (!task || ctx.cancels || was.whenLive === "end") return;
  // The `whenLive` of an update that was refused is in the state as well and does not count here, unless a failed task
  // lets no update succeed.
  refuseLive({ ...ctx, endLiveTasks: isFailed(task.state) && ctx.endLiveTasks }, driver, task, was.whenLive);
}

/** Every route that the state has as the migration's. An earlier version has recorded those that its task needed, until the cutover. */
function routesKnown({ inputs: { routes = [], needs = [] }, outputs }: Recorded): Need[] {
  const all = [...((outputs["routes"] ?? []) as Need[]), ...routes, ...needs.filter(({ kind }) => kind === "route")];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

/** @param given once the end is recorded, those of them that the engine has not removed */
function routesLeft(old: Recorded, given: readonly Need[]): Need[] {
  return isEnd(old.outputs["phase"] as Inputs["phase"]) ? [...given] : routesKnown(old);
}

/** A state of an earlier version has no routes from the cutover on. */
function tellUnrecorded(ctx: CallContext, { inputs: { at }, outputs }: Recorded, routes: readonly Need[]): void {
  if (outputs["phase"] !== "cutover" || outputs["routes"] !== undefined || routes.length > 0) return;
  if (at && !ctx.clouds.cloud(at).inPlaceOf) return;
  ctx.log(
    "warning",
    "an earlier version of dbferry wrote this state, without the routes: whether somebody else's route is in the place of one of the migration's was not checked. " +
      "If a peering connects its networks, look at their route tables in the console before the vendor's provider removes a route by its place",
  );
}

type Recorded = Pick<Existing<Inputs>, "inputs" | "outputs">;

function isEnd(reached: Inputs["phase"]): boolean {
  return reached === "done" || reached === "cancelled";
}

/** This stack's resources serve a task that another stack has taken over, so none of them is removed. */
async function refuseTakenOver(ctx: CallContext, { engine, at, taskId }: Inputs) {
  const driver = ctx.clouds.driver(engine, at);
  const task = taskId === undefined ? undefined : await ctx.lately(driver, taskId, isPast);
  if (task && !isOver(task.state)) refuseAnothers(ctx, driver, task);
  return { driver, task };
}

/**
 * How a task differs from what its phase requires; undefined when it does not. What the phase `migrate` requires is
 * checked by `TaskRun`.
 */
async function untrue(
  ctx: CallContext,
  { phase, engine, at }: Partial<Inputs>,
  id: unknown,
): Promise<string | undefined> {
  if (typeof id !== "string" || engine === undefined || (phase !== "prepare" && phase !== "cutover")) return undefined;
  const task = await ctx.lately(ctx.clouds.driver(engine, at), id);
  if (!task || !(phase === "prepare" ? isBegun(task) : isLive(task.state, task.mode))) return undefined;
  return `the task '${task.name}' (${id}) is ${visible(task.vendorState)}, which does not match the phase ${phase}`;
}

/** Started, or about to start on its own, but not by this migration. */
function isBegun({ state, mode, started }: TaskInfo): boolean {
  return started || state === "scheduled" || isLive(state, mode);
}

async function refuseUntrue(ctx: CallContext, given: Inputs, id: unknown): Promise<void> {
  const found = await untrue(ctx, given, id);
  if (!found) return;
  throw new UserProblem(
    given.phase === "prepare"
      ? `${found}; needed: a task that was created but not started. To continue with it: the phase migrate; to give it up: dbferry cancel`
      : `${found}; needed: a task that has ended. To end it with a new proof: pulumi up --replace with the URN of the Cutover`,
  );
}

function recorded({ phase, fixed, taskId, byHand, routes }: Inputs, before: Plain): Plain {
  const asked = distinct([...((before["byHand"] ?? []) as ByHand[]), ...byHand]);
  return {
    phase,
    fixed,
    ...(asked.length > 0 ? { byHand: asked } : {}),
    taskId: taskId ?? before["taskId"],
    routes,
    since: before["since"],
    reachedAt: before["reachedAt"],
  };
}
