import { readMark } from "../../../model/expiry";
import type { Opening } from "../../../model/openings";
import { isOver } from "../../core/states";
import type { DtsClient } from "./client";
import { markIn } from "./names";
import { dtsState, vendorState } from "./states";
import { descriptionOf } from "./tags";
import { list } from "./tasks";

/** Tasks with our mark, or a name that only dbferry uses. */
export async function openings(client: DtsClient): Promise<Opening[]> {
  const all = await list(client);
  return all.flatMap((job): Opening[] => {
    const { DtsJobId: id = "", DtsJobName: name = "" } = job;
    const mark = readMark(descriptionOf(job)) ?? markIn(name);
    // One that has ended (`Finished`) admits nobody and costs nothing: according to the vendor's FAQ on the billing of
    // migrations, only the time in which a task replicates is billed.
    if (!mark || isOver(dtsState(job))) return [];
    return [
      {
        cloud: "alicloud",
        region: client.region,
        kind: "task",
        id,
        name,
        addresses: [],
        migration: mark.id,
        ...(mark.state ? { state: mark.state } : {}),
        ...(mark.stack ? { stack: mark.stack } : {}),
        expires: mark.expires?.toISOString(),
        where: `Alibaba DTS task ${name} (${vendorState(job)})`,
      },
    ];
  });
}
