import { z } from "zod";
import { asBlock } from "../../model/addresses/block";
import { ENGINE_FACTS } from "../../model/engines";
import { visible } from "../../model/printing/visible";
import { withRemedy } from "../../model/troubles";
import { hasUnknown, type Values } from "../../plugin/values";
import { type CallContext, pause, waitFor } from "../core/context";
import { changesBetween, touches } from "../core/diff";
import type { Driver, TaskInfo, TaskSpec } from "../core/driver";
import { InitFailed, messageOf, UserProblem } from "../core/failure";
import { DRIFT, type Existing, type Plain, type ResourceType } from "../core/resource";
import { hasCopied, isOver, isPast } from "../core/states";
import { addressGone, endAndDelete, liveReplaced, mayEnd, refuseAnothers, removeRecord } from "./ending";
import { FIXED_SECTIONS, ownOf, refuseOthers, sectionInputs, withEngineDefaults } from "./engineSections";
import { bullets, endpoint, engine, mode, path, refuse, whenLive } from "./shared";
import { differences, takeable } from "./takeable";
import { driftOf, markDiffers } from "./taskDrift";

const shape = z.strictObject({
  name: z
    .string()
    .min(1)
    .describe(
      "exact name of the task; an existing task of this name with this state's mark is taken over rather than created twice",
    ),
  engine,
  path: path.default("public"),
  mode: mode.default("full+incremental"),
  source: endpoint.describe("where the data is; no login: the task is only created"),
  target: endpoint.describe("where the data goes"),
  eip: z
    .strictObject({ id: z.string().min(1).describe("the vendor's id"), address: z.ipv4().describe("the address") })
    .optional()
    .describe("an unbound public address of ours that the task uses, so that it survives a retry"),
  ...sectionInputs("task"),
  description: z.string().default("").describe("carries the mark by which an audit finds the task"),
  tags: z.record(z.string(), z.string()).default({}).describe("tags of the task; none if omitted"),
  targetReadOnly: z
    .boolean()
    .optional()
    .describe("whether the target refuses other writers while the task runs; default: if the engine supports it"),
  adopt: z.string().min(1).optional().describe("id of a task to take over regardless of its mark"),
  whenLive,
});
const inputs = shape.superRefine((given, ctx) => refuseOthers(given, ctx, "task"));
type Inputs = z.output<typeof inputs>;

/** What cannot change without another task. */
const IDENTITY: readonly string[] = [
  "name",
  "engine",
  "path",
  "mode",
  "eip",
  "targetReadOnly",
  "source.cloud",
  "source.instanceId",
  "target.cloud",
  "target.region",
  "target.instanceId",
  "target.vpcId",
  "target.subnetId",
  ...FIXED_SECTIONS,
];

/** Creation takes minutes; the vendor releases a task that is not configured within three days. */
const CREATE_LIMIT_SECONDS = 3600;

export const replicationTask: ResourceType<Inputs> = {
  name: "ReplicationTask",
  description:
    "A vendor's migration task, created but not started: its addresses are known, so they can be let in before anything connects. " +
    "It is billed from creation to deletion.",
  schema: inputs,
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
    vpcId: { type: "string", description: "VPC that the task is in", optional: true },
    subnetId: { type: "string", description: "subnet that the task is in", optional: true },
    securityGroupId: {
      type: "string",
      description: "security group of the task's node, owned by the vendor",
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
    return { id, outputs: await untilReady(ctx, driver, id, given, known === undefined && !driver.createsAtOnce) };
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
    const given = { ...old.inputs, path: old.inputs.path ?? "public" } as Inputs;
    const drift = driftOf(driver, task, { ...given, own: ownOf(given, "task") });
    return {
      id: old.id,
      outputs: { ...outputsOf(driver, task, given, old.outputs), ...(drift.length > 0 ? { drift } : {}) },
    };
  },

  async foretell(ctx, old, news) {
    const driver = ctx.clouds.driver(old.inputs.engine, old.inputs);
    const task = await driver.describe(old.id);
    if (task) refuseAnothers(ctx, driver, task, old.inputs.description);
    if (task && !hasUnknown(news as Values)) refuseOther(driver, task, news as unknown as Inputs);
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
    return untilReady(ctx, driver, old.id, given);
  },

  async delete(ctx, old, replacedBy) {
    if (replacedBy) return;
    const driver = ctx.clouds.driver(old.inputs.engine, old.inputs);
    await endAndDelete(ctx, driver, old.id, old.inputs.whenLive);
  },
};

/** Whether this same task has moved data and ended, as it was last read. */
function hasRun({ inputs: old, outputs }: Existing<Partial<Inputs>>, given: Inputs): boolean {
  return (
    outputs["condition"] === "over" &&
    changesBetween(old as unknown as Values, given as unknown as Values).every(({ path: at }) => !touches(at, IDENTITY))
  );
}

/** @throws UserProblem when an update cannot repair what was found */
function refuseOther(driver: Driver, task: TaskInfo, given: Inputs): void {
  const other = isOver(task.state) ? [] : differences(task, given);
  if (other.length === 0) return;
  refuse(`the task '${task.name}' (${task.id}) of ${driver.title} is no longer as it was created:`, [
    ...other,
    "put it back in the vendor's console, then run the update again; to give the migration up: dbferry cancel",
  ]);
}

function specOf(given: Inputs): TaskSpec {
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
function changedSettings(old: Inputs, given: Inputs): [path: string, before: unknown][] {
  const before = ownOf(old, "task");
  const { section } = ENGINE_FACTS[given.engine];
  return Object.entries(ownOf(given, "task"))
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]))
    .map(([key]) => [`${section}.${key}`, before[key]]);
}

/**
 * Waits until the task exists and its addresses are known. From here on its id is never lost: the engine keeps it
 * whatever goes wrong. A task that the vendor failed to create is removed.
 * @param isNew it was just ordered, so nothing of it is to be seen yet
 */
async function untilReady(ctx: CallContext, driver: Driver, id: string, given: Inputs, isNew = false): Promise<Plain> {
  let task: TaskInfo | undefined;
  let look = () => ctx.lately(driver, id);
  try {
    if (isNew) {
      ctx.progress(`${driver.title} is creating the task`);
      await pause(ctx, `waiting for the task ${id} to be created`);
    }
    task = await waitFor(
      ctx,
      `waiting for the task ${id} to be created`,
      ctx.timeoutSeconds ?? CREATE_LIMIT_SECONDS,
      async () => {
        task = await look();
        look = () => driver.describe(id);
        if (!task)
          throw new UserProblem(
            `${driver.title} no longer has the task ${id}: somebody removed it; run the update again, which creates another one`,
          );
        if (task.state === "creating") {
          ctx.progress(`${driver.title} is creating the task (${visible(task.vendorState)})`);
          return undefined;
        }
        return task;
      },
    );
    if (task.state === "createFailed") return await clearAway(ctx, driver, task);
    if (task.state === "unknown") {
      throw new UserProblem(
        `${driver.title} reports a state that dbferry does not know for the task ${id}: '${visible(task.vendorState)}'; check the task in the vendor's console before continuing`,
      );
    }
    // What an EIP of ours would be is no proof that the task has it: the task itself has to show its addresses.
    const { missing } = driver.egress({ path: given.path, own: ownOf(given, "task") }, task);
    if (!isOver(task.state) && missing)
      throw new UserProblem(
        `${driver.title} shows ${missing} for the task ${id}; check the task in its console, and run the update again once it is shown there`,
      );
    return outputsOf(driver, task, given, {});
  } catch (error) {
    if (error instanceof Cleared) throw error;
    const known = task ? outputsOf(driver, task, given, {}) : { name: given.name, taskId: id, condition: "ready" };
    throw new InitFailed(id, known as InitFailed["properties"], messageOf(error));
  }
}

/** The vendor failed to create the task; nothing of it is left. */
class Cleared extends UserProblem {}

async function clearAway(ctx: CallContext, driver: Driver, task: TaskInfo): Promise<never> {
  const told = `${driver.title} could not create the task '${task.name}' (${visible(task.vendorState)}): ${visible(task.reason ?? "it gives no reason")}`;
  const why = withRemedy(told, task.reason);
  try {
    await removeRecord(ctx, driver, task);
  } catch (error) {
    throw new UserProblem(
      `${why}\n${bullets([`its record ${task.id} remains: ${messageOf(error)}; delete it in the vendor's console, then run the update again`])}`,
    );
  }
  throw new Cleared(why);
}

function outputsOf(driver: Driver, task: TaskInfo, given: Inputs, before: Plain): Plain {
  // An ended task has given its addresses back; those recorded stay, so that a finished migration shows no drift.
  const privateIp = task.privateIp ?? text(before["privateIp"]);
  const publicIp = given.path === "public" ? (text(before["publicIp"]) ?? task.publicIp) : undefined;
  const egress = driver.egress({ path: given.path, own: ownOf(given, "task") }, { ...task, privateIp, publicIp });
  const lost = (isOver(task.state) && !task.started) || task.state === "createFailed" || task.state === "startFailed";
  return {
    name: task.name,
    taskId: task.id,
    privateIp,
    publicIp,
    egressCidrs: [...(egress.blocks ?? (before["egressCidrs"] as string[] | undefined) ?? [])],
    vpcId: task.vpcId ?? before["vpcId"],
    subnetId: task.subnetId ?? before["subnetId"],
    securityGroupId: task.securityGroupId ?? before["securityGroupId"],
    condition: lost ? "lost" : isOver(task.state) ? "over" : "ready",
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
