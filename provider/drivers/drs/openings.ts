import { readMark } from "../../../model/expiry";
import type { Opening } from "../../../model/openings";
import { base } from "../../clouds/huaweicloud/marks";
import { named } from "../../clouds/huaweicloud/openings";
import { isOver } from "../../core/states";
import type { DrsClient } from "./client";
import { drsState } from "./states";
import { list } from "./tasks";

/** Tasks that have our mark, or a name that only we use. */
export async function openings(client: DrsClient): Promise<Opening[]> {
  const all = await list(client);
  return all.flatMap((task): Opening[] => {
    const mark = readMark(task.description) ?? named(task.name);
    const state = drsState(task.status ?? "");
    // The record of an ended task lets nobody in and costs nothing.
    if (!mark || !task.id || isOver(state)) return [];
    return [
      {
        ...base(client.huawei, mark),
        kind: "task",
        id: task.id,
        ...(task.name ? { name: task.name } : {}),
        addresses: [],
        where: `Huawei DRS task ${task.name} (${task.status})`,
      },
    ];
  });
}
