import type { Opening } from "../../model/openings";
import type { Engine } from "../../model/scenario";
import type { TaskEnds } from "../core/clouds";
import { messageOf } from "../core/failure";
import { hasCopied, isLive, isOver } from "../core/states";
import type { Progress, TaskInfo } from "../core/task";
import { cloudsFor } from "../registry";
import { type Config, withEnvironment } from "../registry/config";
import { enginesOf } from "../registry/engines";
import { lookAt, type Turn } from "../resources/run/turn";

export type { Progress, TaskInfo } from "../core/task";
export type { Turn } from "../resources/run/turn";

/** A task known from elsewhere: a state, an audit. */
export interface KnownTask {
  id: string;
  engine: Engine;
  /** Location of its servers, which determines the task's region and account. */
  ends: TaskEnds;
  /** The instance that it loads into. */
  target?: string;
}

/** What the vendor reports about a task now. */
export type TaskLook =
  | { known: true; title: string; task: TaskInfo; live: boolean; progress?: Progress; noProgress?: string }
  /** The vendor does not know this task: it, or its record, was deleted. */
  | { known: false; title: string }
  /** Unknown; it may still be running. */
  | { unread: string };

/**
 * Reads tasks, each with its progress if it is moving data. Never throws: a task that cannot be read gets the reason.
 */
export async function lookAtTasks(config: Config, tasks: readonly KnownTask[]): Promise<TaskLook[]> {
  const clouds = cloudsFor(withEnvironment(config));
  return Promise.all(
    tasks.map(async ({ id, engine, ends }): Promise<TaskLook> => {
      try {
        const driver = clouds.driver(engine, ends);
        const task = await driver.describe(id);
        if (!task) return { known: false, title: driver.title };
        const found = { known: true as const, title: driver.title, task, live: isLive(task.state, task.mode) };
        if (!task.started || task.state === "ended") return found;
        if (task.progress) return { ...found, progress: task.progress };
        return driver.progress(id).then(
          (progress) => ({ ...found, progress }),
          (error) => ({ ...found, noProgress: messageOf(error) }),
        );
      } catch (error) {
        return { unread: messageOf(error) };
      }
    }),
  );
}

/**
 * Whether the tasks that come before a task on its target have made room, in their order. Never throws.
 * @param before exact names of the tasks that come first
 */
export async function lookAtQueue(config: Config, own: KnownTask, before: readonly string[]): Promise<Turn[]> {
  const { engine, ends } = own;
  try {
    const driver = cloudsFor(withEnvironment(config)).driver(engine, ends);
    return await Promise.all(before.map((name) => lookAt(driver, name, own.target, false)));
  } catch (error) {
    return before.map((name) => ({ turn: "blocked", why: `'${name}': ${messageOf(error)}`, isUnread: true }));
  }
}

/**
 * Of the tasks that a state names and no list shows, those that exist or could not be read: the list omits what the
 * account is not allowed to see, and a task without name and mark is nobody's.
 */
export async function unlistedAmong(
  config: Config,
  tasks: readonly KnownTask[],
  listed: readonly Opening[],
): Promise<{ id: string; reason: string }[]> {
  const there = new Set(listed.flatMap(({ kind, id }) => (kind === "task" ? [id] : [])));
  const others = tasks.filter(({ id }, at) => !there.has(id) && tasks.findIndex((one) => one.id === id) === at);
  const looks = await lookAtTasks(config, others);
  return looks.flatMap((look, at) => {
    const { id } = others[at]!;
    if ("unread" in look) return [{ id, reason: `it is not listed, and could not be read either: ${look.unread}` }];
    if (!look.known || isOver(look.task.state)) return [];
    const reason = `it exists (${look.task.vendorState}), but the list does not show it with the migration's name or mark; look at it in the console`;
    return [{ id, reason }];
  });
}

/** A task that must not lose what it needs, and why. */
export interface LiveTask {
  opening: Opening;
  reason: string;
}

/**
 * Of the tasks that an audit found, those that are moving data or about to; a task whose state cannot be read counts as
 * one.
 */
export async function liveAmong(config: Config, openings: readonly Opening[]): Promise<LiveTask[]> {
  const tasks = openings.filter(({ kind }) => kind === "task");
  const found = await Promise.all(
    tasks.map(async (opening): Promise<LiveTask[]> => {
      const { id, cloud, region, account } = opening;
      const known = enginesOf(cloud).map((engine) => ({ id, engine, ends: { target: { cloud, region, account } } }));
      const looks = await lookAtTasks(config, known);
      return looks.flatMap((look) => {
        if ("unread" in look) return [{ opening, reason: `its state could not be read: ${look.unread}` }];
        if (!look.known || !hasCopied(look.task.state, look.task.mode)) return [];
        const does = look.live ? "is moving data" : "has moved data, and may continue";
        return [{ opening, reason: `it ${does} (${look.task.vendorState})` }];
      });
    }),
  );
  return found.flat();
}
