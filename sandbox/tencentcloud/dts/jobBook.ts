import { newId } from "../facts/ids";
import type { Job } from "./job";
import { unknownJob } from "./refusals";

/** The tasks of all regions; a task is found in the region of its target. */
export class JobBook {
  private readonly jobs = new Map<string, Job>();

  freshId(): string {
    return newId("dts");
  }

  add(job: Job): void {
    this.jobs.set(job.id, job);
  }

  /** @throws TcError ResourceNotFound.JobNotExist */
  get(id: string, region: string): Job {
    const job = this.jobs.get(id);
    if (job?.dstRegion !== region) throw unknownJob(id);
    return job;
  }

  /** Newest first, without destroyed tasks. */
  list(region: string): Job[] {
    return this.all()
      .filter(({ dstRegion, trade }) => dstRegion === region && trade !== "offlined")
      .reverse();
  }

  all(): Job[] {
    return [...this.jobs.values()];
  }
}
