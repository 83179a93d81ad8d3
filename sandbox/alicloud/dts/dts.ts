import type { AlicloudWorld } from "../facts";
import type { Parameters, ParameterTable } from "../parameters";
import { refused } from "./errors";
import { instanceIdOf, type Job, newJobId, now, type TaskMover } from "./job";
import { Lifecycle } from "./lifecycle";
import type { RunPrecheck } from "./precheck/run";

export interface DtsAction {
  parameters: ParameterTable;
  /** It has no parameter for the region. */
  withoutRegion?: true;
  /** The response without RequestId. */
  run(parameters: Parameters, dts: Dts): object | Promise<object>;
}

/** State shared by the actions. */
export class Dts {
  readonly jobs = new Map<string, Job>();
  readonly lifecycle: Lifecycle;

  constructor(
    readonly world: AlicloudWorld,
    private readonly createMover: (id: string) => TaskMover,
    runPrecheck?: RunPrecheck,
  ) {
    this.lifecycle = new Lifecycle(world, runPrecheck);
  }

  add(region: string, regions: Job["regions"]): Job {
    const id = newJobId();
    const job: Job = {
      id,
      name: instanceIdOf({ id }),
      region,
      regions,
      createdAt: now(),
      status: "NotConfigured",
      tags: new Map(),
      skipped: new Set(),
      logs: [],
      mover: this.createMover(id),
      steps: new AbortController(),
    };
    this.jobs.set(id, job);
    return job;
  }

  /** The task that a call refers to, by task id or instance id. @throws RpcError */
  jobOf(parameters: Parameters, names = { job: "DtsJobId", instance: "DtsInstanceId" }): Job {
    const [id, instance] = [parameters.get(names.job), parameters.get(names.instance)];
    if (id === undefined && instance === undefined) throw refused.value(names.job);
    const found = [...this.jobs.values()].find(
      (job) => job.id === id || (id === undefined && instanceIdOf(job) === instance),
    );
    if (!found) throw id === undefined ? refused.unknownInstance() : refused.unknownJob();
    if (id !== undefined && instance !== undefined && instanceIdOf(found) !== instance)
      throw refused.value(names.instance);
    const region = parameters.get("RegionId");
    if (region !== undefined && region !== found.region) throw refused.unknownJob();
    return found;
  }

  async remove(job: Job): Promise<void> {
    job.steps.abort(new Error("the task was released"));
    job.verification?.stop.abort(new Error("the task was released"));
    this.jobs.delete(job.id);
    await job.mover.dispose();
  }

  async close(): Promise<void> {
    for (const job of [...this.jobs.values()]) await this.remove(job);
  }
}

/** The response of most calls that change something. */
export const DONE = { HttpStatusCode: 200, Success: true } as const;
