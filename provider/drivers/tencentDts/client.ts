import type { TencentAction, TencentClient } from "../../clouds/tencentcloud/client";
import { UserProblem } from "../../core/failure";
import { NOT_THE_VENDOR } from "../../http/problem";
import { isGone } from "./refusals";
import type { WireJob } from "./wire";

/** A task as the vendor shows it; undefined: no task has this id. */
export async function readJob(client: TencentClient, id: string): Promise<WireJob | undefined> {
  let job: WireJob;
  try {
    job = await client.read<WireJob>("dts DescribeMigrationDetail", `reading task ${id}`, { JobId: id });
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
  if (job.JobId !== id)
    throw new UserProblem(
      `Tencent DTS, reading task ${id}: the response is for '${job.JobId ?? ""}'; ${NOT_THE_VENDOR}`,
    );
  return job;
}

/** Gives the task an order. */
export async function order(
  client: TencentClient,
  action: TencentAction,
  doing: string,
  id: string,
  more: object = {},
): Promise<void> {
  await client.call(action, `${doing} task ${id}`, { JobId: id, ...more });
}
