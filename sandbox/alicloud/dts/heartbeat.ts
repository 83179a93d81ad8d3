import { openEnd, rows } from "../../inspection/end";
import type { AlicloudWorld } from "../facts";
import { endsOf } from "./ends";
import type { Job } from "./job";

/** Vendor seconds between two statements; the vendor says only that it repeats them. */
const SECONDS = 1800;

/**
 * While a task replicates from a self-managed MySQL server, the service moves its position in the binary log forward by
 * a statement of its own, with the task's account. It goes on if the server refuses the statement.
 */
export async function heartbeat(world: AlicloudWorld, job: Job): Promise<void> {
  const { signal } = job.steps;
  while (!signal.aborted) {
    if (job.status === "Migrating") await beat(world, job).catch(() => {});
    await world.clock.sleep(SECONDS, signal);
  }
}

async function beat(world: AlicloudWorld, job: Job): Promise<void> {
  const opened = await openEnd(world, endsOf(world, job, job.configuration!).source);
  if (!("end" in opened)) return;
  try {
    await rows(opened.end, "CREATE DATABASE IF NOT EXISTS `test`");
  } finally {
    await opened.close();
  }
}
