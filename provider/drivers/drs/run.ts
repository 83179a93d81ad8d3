import type { EndAnswer } from "../../core/driver";
import type { Progress } from "../../core/task";
import type { Settings, SpeedLimit } from "../../core/taskSpec";
import { type DrsClient, isBusy, isGone, isWrongState } from "./client";
import { percent } from "./precheck";
import type { ProgressResult } from "./wire";

/** Selects whole databases, or single tables. Nothing is sent for "all", which is the default of a task without a selection. */
export async function selectObjects(
  client: DrsClient,
  id: string,
  { databases, tables }: Pick<Settings, "databases" | "tables">,
): Promise<void> {
  if (databases === "all") return;
  const chosen = tables
    ? Object.entries(tables).map(([name, own]) => [name, { name, all: false, tables: wholeTables(own) }])
    : databases.map((name) => [name, { name, all: true }]);
  const objects = { object_scope: tables ? "table" : "database", object_info: Object.fromEntries(chosen) };
  await client.job(`selecting the ${tables ? "tables" : "databases"} of task ${id}`, "PUT", id, "", {
    job: { type: "db_object", params: { db_object: objects } },
  });
}

function wholeTables(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, { name, type: "table", all: true }]));
}

export async function limitSpeed(client: DrsClient, id: string, limits: readonly SpeedLimit[]): Promise<void> {
  const windows = limits.map((limit) => ({
    begin: `${hour(limit.fromHour)}:00`,
    end: `${hour(limit.toHour)}:59`,
    speed: String(limit.speed),
    is_utc: true,
  }));
  await client.one(
    `limiting the speed of task ${id}`,
    "batch-limit-speed",
    {
      speed_limits: [{ job_id: id, speed_limit: windows }],
    },
    { method: "PUT" },
  );
}

/** @param when absent: now */
export async function start(client: DrsClient, id: string, when?: Date): Promise<void> {
  const time = when ? { start_time: String(when.getTime()) } : {};
  await client.one(`starting task ${id}`, "batch-starting", { jobs: [{ job_id: id, ...time }] });
}

export async function reschedule(client: DrsClient, id: string, when?: Date): Promise<void> {
  await client.action(
    `starting the scheduled task ${id}`,
    id,
    "start",
    when ? { start_time: String(when.getTime()) } : {},
  );
}

export async function resume(client: DrsClient, id: string): Promise<void> {
  await client.action(`resuming task ${id}`, id, "restart", {});
}

export async function retry(client: DrsClient, id: string): Promise<void> {
  await client.one(`retrying task ${id}`, "batch-retry-task", { jobs: [{ job_id: id, is_sync_re_edit: false }] });
}

export async function pause(client: DrsClient, id: string, both = false): Promise<void> {
  const mode = both ? "all" : "target";
  await client.one(`pausing task ${id}`, "batch-pause-task", { jobs: [{ job_id: id, pause_mode: mode }] });
}

export async function progress(client: DrsClient, id: string): Promise<Progress> {
  const result = await client.one<ProgressResult>(
    `reading the progress of task ${id}`,
    "batch-progress",
    { jobs: [id] },
    { reads: true },
  );
  const parts = Object.entries(result.progress_map ?? {}).map(
    ([name, part]) => [name, percent(part.completed)] as const,
  );
  return {
    vendorState: result.transfer_status,
    percent: percent(result.progress),
    lagSeconds: figure(result.incre_trans_delay),
    remainingSeconds: figure(result.remaining_time),
    // DRS reports its write speed, not a row count.
    rowsPerSecond: figure(result.apply_rows_rate),
    parts: Object.fromEntries(parts.filter((part): part is [string, number] => part[1] !== undefined)),
  };
}

/** Resets a failed full load to its beginning. */
export async function reset(client: DrsClient, id: string): Promise<void> {
  await client.action(`starting the failed task ${id} over`, id, "reset", {});
}

/** Ends a task: its node and addresses are released. A task that is already gone counts as ended. */
export async function end(client: DrsClient, id: string, force: boolean): Promise<EndAnswer> {
  try {
    await remove(
      client,
      `${force ? "forcibly ending" : "ending"} task ${id}`,
      id,
      force ? "force_terminate" : "terminate",
    );
    return { taken: true };
  } catch (error) {
    if (isBusy(error)) return { taken: false, why: "busy", text: (error as Error).message };
    if (isWrongState(error)) return { taken: false, why: "state", text: (error as Error).message };
    throw error;
  }
}

/** Removes the record of an ended task. */
export async function deleteRecord(client: DrsClient, id: string): Promise<undefined> {
  await remove(client, `deleting the record of task ${id}`, id, "delete");
}

async function remove(client: DrsClient, doing: string, id: string, how: string): Promise<void> {
  try {
    await client.one(doing, "batch-jobs", { jobs: [{ job_id: id, delete_type: how }] }, { method: "DELETE" });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function figure(text: string | number | null | undefined): number | undefined {
  const number = text === undefined || text === null || text === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

function hour(value: number): string {
  return String(value).padStart(2, "0");
}
