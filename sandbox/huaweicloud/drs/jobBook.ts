import type { Job } from "./job";
import { deletedJob, unknownJob } from "./refusals";

/** All tasks of the project, in the order of their creation. */
export class JobBook {
  private readonly jobs = new Map<string, Job>();
  private readonly deleted = new Set<string>();

  add(job: Job): void {
    this.jobs.set(job.id, job);
  }

  /** @throws Refusal DRS.M05004 when it was deleted, DRS.M00289 when it never existed */
  get(id: string): Job {
    const job = this.jobs.get(id) ?? [...this.jobs.values()].find((one) => one.children.includes(id));
    if (job) return job;
    throw this.deleted.has(id) ? deletedJob() : unknownJob();
  }

  all(): Job[] {
    return [...this.jobs.values()];
  }

  /** Number of tasks that count against the quota: those whose resources are not released. */
  held(): number {
    return this.all().filter(({ status }) => status !== "RELEASE_RESOURCE_COMPLETE").length;
  }

  remove(id: string): void {
    this.jobs.delete(id);
    this.deleted.add(id);
  }

  /** Names are unique regardless of case, including those of ended tasks until they are deleted. */
  hasName(name: string, except?: string): boolean {
    return this.all().some((job) => job.id !== except && job.name.toLowerCase() === name.toLowerCase());
  }
}
