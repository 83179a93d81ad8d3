import { openEnd } from "../../../inspection/end";
import { TcError } from "../../errors";
import type { TencentcloudWorld } from "../../facts";
import { newId } from "../../facts/ids";
import type { Job } from "../job";
import { readObjects } from "../objects";
import { unknownComparison } from "../refusals";
import { readCompareObjects, readCompareOptions } from "./options";
import { chosenTables, compareTable, skipped } from "./tables";
import type { CompareTask } from "./task";

/** How often a table is compared while it differs, since the source may be written to meanwhile. */
const TRIES = 3;
/** Delay between the attempts, in vendor seconds. */
const AGAIN_SECONDS = 60;
const START_SECONDS = 5;

/** Comparisons of the tasks' data, on the real servers. */
export class Comparisons {
  constructor(private readonly world: TencentcloudWorld) {}

  /** @throws TcError */
  add(job: Job, name: string | undefined, options: object | undefined, mode?: string, objects?: object): CompareTask {
    const id = `${job.id}-${newId("cmp")}`;
    const task: CompareTask = {
      id,
      jobId: job.id,
      name: name || id,
      status: "created",
      createdAt: Date.now(),
      message: "",
      objects: readCompareObjects(mode, objects),
      options: readCompareOptions(options),
      total: 0,
      tables: [],
      config: { ObjectMode: mode === "custom" ? "partial" : "all", ...objects },
      stop: new AbortController(),
    };
    job.comparisons.push(task);
    return task;
  }

  /** @throws TcError */
  get(job: Job, id: string): CompareTask {
    const found = job.comparisons.find((task) => task.id === id);
    if (!found) throw unknownComparison(id);
    return found;
  }

  /** @throws TcError */
  start(job: Job, task: CompareTask): void {
    if (task.status !== "created") throw conflict(task, "a start");
    const other = job.comparisons.find(({ status }) => ["readyRun", "running", "stopping"].includes(status));
    if (other) throw conflict(other, "a start beside another comparison");
    if (!["running", "readyComplete"].includes(job.status))
      throw new TcError(
        "FailedOperation.StatusInConflict",
        `The job ${job.id} is ${job.status}: nothing can be compared.`,
      );
    this.begin(job, task);
  }

  begin(job: Job, task: CompareTask): void {
    const { signal } = task.stop;
    task.status = "readyRun";
    task.startedAt = Date.now();
    this.world.clock
      .sleep(START_SECONDS, signal)
      .then(() => this.compare(job, task))
      .then(
        () => this.finish(task, "success", "done"),
        (error: Error) => this.finish(task, signal.aborted ? "canceled" : "failed", error.message),
      );
  }

  private finish(task: CompareTask, status: CompareTask["status"], message: string): void {
    Object.assign(task, { status, message, finishedAt: Date.now() });
  }

  private async compare(job: Job, task: CompareTask): Promise<void> {
    task.status = "running";
    const { source, target } = job.sides!;
    const opened = await Promise.all([openEnd(this.world, source), openEnd(this.world, target)]);
    try {
      const [from, to] = opened;
      if (!("end" in from)) throw new Error(`The source cannot be read: ${from.refused}`);
      if (!("end" in to)) throw new Error(`The target cannot be read: ${to.refused}`);
      const { selection } = readObjects(job.configuration!.MigrateOption.DatabaseTable);
      const tables = await chosenTables(from.end, selection, task.objects);
      task.total = tables.length;
      // The built-in kind writes its checksums to the source.
      const blocked = task.options.Type === "builtin" && from.end.variables.get("read_only") === "ON";
      if (blocked) {
        task.tables = tables.map((table) => skipped(table, "The source database is read-only."));
        return;
      }
      for (const table of tables) {
        let result = await compareTable(from.end, to.end, table, task.options);
        for (let tries = 1; tries < TRIES && result.conclusion === "different"; tries++) {
          await this.world.clock.sleep(AGAIN_SECONDS, task.stop.signal);
          result = await compareTable(from.end, to.end, table, task.options);
        }
        task.stop.signal.throwIfAborted();
        task.tables.push(result);
      }
    } finally {
      await Promise.all(opened.map((one) => ("end" in one ? one.close() : undefined)));
    }
  }

  /** @throws TcError */
  halt(task: CompareTask): void {
    if (task.status !== "readyRun" && task.status !== "running") throw conflict(task, "a stop");
    task.status = "stopping";
    task.stop.abort(new Error("stopped"));
  }

  /** @throws TcError */
  remove(job: Job, task: CompareTask): void {
    if (!["created", "success", "failed", "canceled"].includes(task.status)) throw conflict(task, "its deletion");
    job.comparisons = job.comparisons.filter((one) => one !== task);
  }

  /** Stops the comparisons in progress, because the task itself ends. */
  cancel(job: Job): void {
    for (const task of job.comparisons) if (task.status === "readyRun" || task.status === "running") this.halt(task);
  }
}

function conflict(task: CompareTask, action: string): TcError {
  return new TcError(
    "FailedOperation.StatusInConflict",
    `The compare task ${task.id} is ${task.status}, which does not permit ${action}.`,
  );
}
