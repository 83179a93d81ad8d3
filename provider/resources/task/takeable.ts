import { describeOwner, type Mark, readMark } from "../../../model/expiry";
import { visible } from "../../../model/printing/visible";
import type { CallContext } from "../../core/context";
import type { Driver } from "../../core/driver";
import { UserProblem } from "../../core/failure";
import { isOver } from "../../core/states";
import type { TaskInfo } from "../../core/task";
import type { TaskSpec } from "../../core/taskSpec";
import { removeRecord } from "../ending";
import { refuse } from "../shared";

/** What a task must match to be taken over. */
export type Wanted = Pick<TaskSpec, "name" | "path" | "mode" | "source" | "target" | "eip" | "description" | "tags"> & {
  /** Id of a task that is taken over whatever its mark says. */
  adopt?: string;
};

/**
 * Id of a task that an update of this state created and did not record, or that the program says to adopt. Task names
 * are unique at the vendor: an ended record of this stack is removed; anything else with the name belongs to somebody
 * else, and is refused.
 */
export async function takeable(ctx: CallContext, driver: Driver, wanted: Wanted): Promise<string | undefined> {
  if (wanted.adopt !== undefined) return adopted(ctx, driver, wanted, wanted.adopt);
  const found = await ctx.foundLately(driver, wanted.name);
  const mark = readMark(wanted.description);
  const living = found.filter((task) => !isOver(task.state));
  const ours = living.filter((task) => mark?.state !== undefined && readMark(task.description)?.state === mark.state);
  if (ours.length > 1) {
    const list = ours.map((task) => `${task.id}: ${visible(task.vendorState)}`);
    refuse(`${driver.title} has ${ours.length} tasks named '${wanted.name}'; delete the unwanted ones:`, list);
  }
  const other =
    living.find((task) => !ours.includes(task)) ?? found.find((task) => isOver(task.state) && !isPast(task, mark));
  if (other) throw new UserProblem(somebodyElses(driver, other));
  const [task] = ours;
  if (task) {
    refuseAnother(driver, task, wanted);
    ctx.log("info", `taking over the task ${task.id}, which this stack created (${visible(task.vendorState)})`);
    return task.id;
  }
  for (const ended of found) await removeRecord(ctx, driver, ended);
  return undefined;
}

async function adopted(ctx: CallContext, driver: Driver, wanted: Wanted, id: string): Promise<string> {
  const task = await driver.describe(id);
  if (!task) throw new UserProblem(`adopt: ${driver.title} has no task ${id}; needed: the id of an existing task`);
  if (isOver(task.state)) {
    throw new UserProblem(
      `adopt: the task ${id} of ${driver.title} has ended (${visible(task.vendorState)}); remove adopt, and a new one is created`,
    );
  }
  refuseAnother(driver, task, wanted);
  const { name, description, tags } = wanted;
  await driver.rename(id, { name, description, tags });
  ctx.log(
    "info",
    `adopted the task ${id}, ${visible(describeOwner(readMark(task.description)))} (${visible(task.vendorState)}); it now has this stack's mark`,
  );
  return id;
}

function somebodyElses(driver: Driver, task: TaskInfo): string {
  const { id, name, vendorState } = task;
  return (
    `${driver.title} already has a task '${name}': ${id} (${visible(vendorState)}), ${visible(describeOwner(readMark(task.description)))}; ` +
    "it is not touched. Give this migration another name" +
    (isOver(task.state)
      ? ", or delete the task's record in the console"
      : `; or, if it is yours and no stack uses it any longer, adopt it: adopt: { task: ${id} }`)
  );
}

/** Whether it is an ended record of this state: it lets nobody in, and only its name is in the way. */
function isPast(task: TaskInfo, mine: Mark | undefined): boolean {
  const theirs = readMark(task.description);
  return theirs !== undefined && mine !== undefined && theirs.state === mine.state;
}

function refuseAnother(driver: Driver, task: TaskInfo, wanted: Wanted): void {
  const other = differences(task, wanted);
  if (other.length === 0) return;
  refuse(`${driver.title} already has a different task '${task.name}' (${task.id}):`, [
    ...other,
    "choose another name for this migration, or delete that task",
  ]);
}

/** A source on premises has no id: that of the VPC which leads to it is shown in its place. */
function leading({ source }: Wanted): string | undefined {
  return source.cloud === "onprem" ? source.vpcId : undefined;
}

/**
 * What a task is told of a source behind a VPN, and the run of one that has not started tells it again. No gate compares
 * it later: such a source has no name of its own.
 */
export function wayThrough(
  task: TaskInfo,
  { path, source }: Wanted,
): [string, string | undefined, string | undefined][] {
  if (path !== "vpn" || (!task.started && ["creating", "configuring"].includes(task.state))) return [];
  return [
    ["source.gatewayId", task.sourceGatewayId, source.gatewayId],
    ["source.host", task.sourceHost, source.host],
    ["source.port", task.sourcePort, source.port === undefined ? undefined : String(source.port)],
    ["source.subnetId", task.sourceSubnetId, source.subnetId],
  ];
}

/** How a task differs from its inputs in ways that no call can change. */
export function differences(task: TaskInfo, wanted: Wanted): string[] {
  const pairs: [string, string | undefined, string | undefined][] = [
    ["mode", task.mode, wanted.mode],
    ["path", task.sourcePath, wanted.path],
    ...wayThrough(task, wanted),
    [
      "source.instanceId",
      task.sourceInstanceId,
      wanted.source.instanceId ?? wanted.source.machineId ?? leading(wanted),
    ],
    ["target.instanceId", task.targetInstanceId, wanted.target.instanceId],
    ["eip.address", task.publicIp, wanted.eip?.address],
  ];
  return pairs
    .filter(([, seen, needed]) => seen !== undefined && needed !== undefined && seen !== needed)
    .map(([name, seen, needed]) => `${name}: ${visible(seen!)}; needed: ${needed}`);
}
