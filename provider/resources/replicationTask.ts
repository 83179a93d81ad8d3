import { asBlock } from "../../model/addresses/block";
import { ENGINE_FACTS } from "../../model/engines";
import { hasUnknown, type Values } from "../../plugin/values";
import type { CallContext } from "../core/context";
import { changesBetween, touches } from "../core/diff";
import type { Driver } from "../core/driver";
import { UserProblem } from "../core/failure";
import { DRIFT, type Existing, type Plain, type ResourceType } from "../core/resource";
import { hasCopied, isOver, isPast } from "../core/states";
import type { TaskInfo } from "../core/task";
import type { TaskSpec } from "../core/taskSpec";
import { addressGone, endAndDelete, liveReplaced, mayEnd, refuseAnothers } from "./ending";
import { FIXED_SECTIONS, ownOf, withEngineDefaults } from "./engineSections";
import { refuse } from "./shared";
import { driftOf, markDiffers } from "./task/drift";
import { type TaskInputs, taskInputs } from "./task/inputs";
import { outputsOf, untilReady } from "./task/ready";
import { addressAtFirst, addressNow, isUnconfigured } from "./task/sourceAddress";
import { differences, takeable } from "./task/takeable";

/** Inputs that cannot change without a new task. */
const IDENTITY: readonly string[] = [
  "name",
  "engine",
  "path",
  "mode",
  "eip",
  "targetReadOnly",
  "source.cloud",
  "source.instanceId",
  "source.machineId",
  "source.vpcId",
  "target.cloud",
  "target.region",
  "target.instanceId",
  "target.vpcId",
  "target.subnetId",
  ...FIXED_SECTIONS,
];

export const replicationTask: ResourceType<TaskInputs> = {
  name: "ReplicationTask",
  description:
    "A vendor's migration task, created but not started: its addresses are known, so they can be let in before anything connects. " +
    "It is billed from creation to deletion.",
  schema: taskInputs,
  secrets: [],
  looks: true,
  replaceOn: IDENTITY,
  deleteBeforeReplace: true,
  ignore: ["whenLive", "adopt"],
  outputs: {
    name: { type: "string", description: "exact name" },
    taskId: { type: "string", description: "the vendor's id" },
    privateIp: {
      type: "string",
      description: "address of the task inside the VPC, as the target sees it",
      optional: true,
    },
    publicIp: { type: "string", description: "public address of the task", optional: true },
    egressCidrs: {
      type: "string[]",
      description: "addresses from which the task connects to the source, as CIDR blocks",
    },
    targetCidrs: {
      type: "string[]",
      description:
        "addresses from which the task connects to the target, as CIDR blocks, if the service lists others for it than for the source",
      optional: true,
    },
    vpcId: { type: "string", description: "VPC that the task is in", optional: true },
    subnetId: { type: "string", description: "subnet that the task is in", optional: true },
    securityGroupId: {
      type: "string",
      description: "security group of the task's node, owned by the vendor",
      optional: true,
    },
    sourceAddress: {
      type: "string",
      description:
        "address of the source before the task starts, if the task finds it by a public name whose address was proven",
      optional: true,
    },
    condition: {
      type: "string",
      description:
        "`ready`; `over`: it has run and ended; or `lost`: it is gone, or the vendor ended it or could not create it before it moved any data: " +
        "the next update replaces it",
    },
    drift: DRIFT,
  },

  complete: (news) => withEngineDefaults(news, "task"),
  earlier: drsSettingsInTheirSection,

  lost: (outputs) => (outputs["condition"] === "lost" ? ["condition"] : []),

  async allow(ctx, old, news, changes) {
    const replaced = changes.filter(({ replace, input }) => replace && input).map(({ path }) => path);
    if (replaced.length === 0 || mayEnd(ctx, old.inputs.whenLive, news["whenLive"])) return;
    const driver = ctx.clouds.driver(old.inputs.engine, old.inputs);
    const task = await driver.describe(old.id);
    if (!task || !hasCopied(task.state, task.mode)) return;
    const address = old.inputs.eip?.address;
    if (address && replaced.every((path) => path.startsWith("eip"))) throw addressGone(driver, task, address);
    throw liveReplaced(driver, task, replaced);
  },

  foresee(given) {
    const address = given.path === "public" || given.path === undefined ? given.eip?.address : undefined;
    return {
      name: given.name,
      condition: "ready",
      ...(address ? { publicIp: address, egressCidrs: [asBlock(address)] } : {}),
    };
  },

  async create(ctx, given, before) {
    const driver = ctx.clouds.driver(given.engine, given);
    // `pulumi up --replace` after the cutover: another task would be billed, and could not load into the target again.
    if (before && hasRun(before, given)) {
      ctx.log(
        "warning",
        `the task ${before.id} has run and ended, and its record is kept: a task runs once. For another migration: pulumi stack init; in a program of your own, another name creates another task`,
      );
      return { id: before.id, outputs: before.outputs };
    }
    const spec = specOf(given);
    const problems = driver.problems(spec);
    if (problems.length > 0) {
      refuse(
        `${driver.title} cannot create the task '${given.name}':`,
        problems.map(({ path: at, reason }) => `${at}: ${reason}`),
      );
    }
    const known = await takeable(ctx, driver, given);
    const id = known ?? (await driver.create(spec));
    const outputs = await untilReady(ctx, driver, id, given, known === undefined && !driver.createsAtOnce);
    // Nobody saw the start of a task that runs: its address of today says nothing about that.
    const isNew = known === undefined || (await isUnconfigured(driver, id));
    return { id, outputs: withAddress(outputs, isNew ? await addressAtFirst(ctx, given) : undefined) };
  },

  async read(ctx, old) {
    if (!old.inputs.engine)
      throw new UserProblem("a task cannot be imported by its id alone; needed: the input engine");
    const driver = ctx.clouds.driver(old.inputs.engine, old.inputs);
    const task = await driver.describe(old.id);
    if (!task && Object.keys(old.outputs).length === 0) return undefined;
    // A missing task stays in the state, so that it is replaced rather than created next to a run that still refers to
    // it. Whether that is allowed is decided by the run.
    if (!task)
      return {
        id: old.id,
        outputs: { ...old.outputs, condition: old.outputs["condition"] === "over" ? "over" : "lost" },
      };
    const given = { ...old.inputs, path: old.inputs.path ?? "public" } as TaskInputs;
    const { address, moved } = await addressNow(ctx, task, given, old.outputs["sourceAddress"]);
    const drift = [...driftOf(driver, task, { ...given, own: ownOf(given, "task") }), ...(moved ? [moved] : [])];
    const outputs = withAddress(outputsOf(driver, task, given, old.outputs), address);
    return { id: old.id, outputs: { ...outputs, ...(drift.length > 0 ? { drift } : {}) } };
  },

  async foretell(ctx, old, news) {
    const driver = ctx.clouds.driver(old.inputs.engine, old.inputs);
    const task = await driver.describe(old.id);
    if (task) refuseAnothers(ctx, driver, task, old.inputs.description);
    if (task && !hasUnknown(news as Values)) refuseOther(driver, task, news as unknown as TaskInputs);
  },

  /** Also called by the engine to continue a creation that did not finish. */
  async update(ctx, old, given) {
    const driver = ctx.clouds.driver(given.engine, given);
    const { name, description, tags } = given;
    const changed = old.inputs.description !== description || JSON.stringify(old.inputs.tags) !== JSON.stringify(tags);
    const task = changed || old.outputs["drift"] ? await ctx.lately(driver, old.id, isPast) : undefined;
    // The vendor accepts no commands for an ended task; its record lets nobody in.
    if (task?.state === "ended") return old.outputs;
    if (task) refuseAnothers(ctx, driver, task, old.inputs.description);
    if (task) refuseOther(driver, task, given);
    if (task && (changed || markDiffers(task, given))) await driver.rename(old.id, { name, description, tags });
    for (const [path, before] of changedSettings(old.inputs, given)) {
      ctx.log("warning", `${driver.title} cannot change ${path} of a task: it keeps ${before}`);
    }
    const outputs = await untilReady(ctx, driver, old.id, given);
    return withAddress(outputs, await addressAfterUpdate(ctx, driver, task, old, given));
  },

  async delete(ctx, old, replacedBy) {
    if (replacedBy) return;
    const driver = ctx.clouds.driver(old.inputs.engine, old.inputs);
    await endAndDelete(ctx, driver, old.id, old.inputs.whenLive);
  },
};

/** Where the name has moved, its new address is shown and recorded: the run configures the task with that. */
async function addressAfterUpdate(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo | undefined,
  { id, inputs, outputs }: Existing<TaskInputs>,
  given: TaskInputs,
): Promise<string | undefined> {
  // The address of another name says nothing about this one.
  if (inputs.source.host !== given.source.host)
    return (await isUnconfigured(driver, id)) ? addressAtFirst(ctx, given) : undefined;
  const before = outputs["sourceAddress"];
  const known = typeof before === "string" ? before : undefined;
  const { address, moved } = task ? await addressNow(ctx, task, given, known) : { address: known };
  return moved ? ((await addressAtFirst(ctx, given)) ?? known) : address;
}

function withAddress(outputs: Plain, sourceAddress: string | undefined): Plain {
  return sourceAddress === undefined ? outputs : { ...outputs, sourceAddress };
}

/** Whether this same task has moved data and ended, as it was last read. */
function hasRun({ inputs: old, outputs }: Existing<Partial<TaskInputs>>, given: TaskInputs): boolean {
  return (
    outputs["condition"] === "over" &&
    changesBetween(old as unknown as Values, given as unknown as Values).every(({ path: at }) => !touches(at, IDENTITY))
  );
}

/** @throws UserProblem when an update cannot repair what was found */
function refuseOther(driver: Driver, task: TaskInfo, given: TaskInputs): void {
  const other = isOver(task.state) ? [] : differences(task, given);
  if (other.length === 0) return;
  refuse(`the task '${task.name}' (${task.id}) of ${driver.title} is no longer as it was created:`, [
    ...other,
    "put it back in the vendor's console, then run the update again; to give the migration up: dbferry cancel",
  ]);
}

function specOf(given: TaskInputs): TaskSpec {
  const { name, path, mode, source, target, eip, description, tags, targetReadOnly = false } = given;
  return { name, path, mode, source, target, eip, description, tags, targetReadOnly, own: ownOf(given, "task") };
}

/** Earlier versions had one engine, whose settings were top-level inputs. */
function drsSettingsInTheirSection(recorded: Values): Values {
  const { nodeType, expiredDays, ...rest } = recorded;
  if (nodeType === undefined && expiredDays === undefined) return recorded;
  return rest["engine"] === "drs" && rest["drs"] === undefined ? { ...rest, drs: { nodeType, expiredDays } } : rest;
}

/** The engine's own settings that differ from those the task was created with. */
function changedSettings(old: TaskInputs, given: TaskInputs): [path: string, before: unknown][] {
  const before = ownOf(old, "task");
  const { section } = ENGINE_FACTS[given.engine];
  return Object.entries(ownOf(given, "task"))
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]))
    .map(([key]) => [`${section}.${key}`, before[key]]);
}
