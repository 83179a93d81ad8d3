import { readMark } from "../../../model/expiry";
import type { Opening } from "../../../model/openings";
import type { TencentClient } from "../../clouds/tencentcloud/client";
import { descriptionOf, nameOf } from "./names";
import { isReleased, wordsOf } from "./states";
import { list } from "./tasks";

/**
 * Tasks with our mark, or a name that only dbferry uses, that are not released: a task that has ended may still be
 * billed.
 */
export async function openings(client: TencentClient): Promise<Opening[]> {
  return (await list(client)).flatMap((job): Opening[] => {
    const name = nameOf(job.JobName);
    const named = /^dbferry-(.+)$/.exec(name)?.[1];
    const mark = readMark(descriptionOf(job.JobName, job.Tags)) ?? (named ? { id: named } : undefined);
    if (!mark || isReleased(job)) return [];
    const { id, expires, state, stack } = mark;
    return [
      {
        cloud: "tencentcloud",
        region: client.region,
        migration: id,
        kind: "task",
        id: job.JobId,
        name,
        ...(state ? { state } : {}),
        ...(stack ? { stack } : {}),
        ...(expires ? { expires: expires.toISOString() } : {}),
        addresses: [],
        where: `Tencent DTS task ${name} (${wordsOf(job)})`,
      },
    ];
  });
}
