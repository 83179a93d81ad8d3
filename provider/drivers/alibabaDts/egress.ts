import { isBlock } from "../../../model/addresses/block";
import type { Egress } from "../../core/driver";
import { UserProblem } from "../../core/failure";
import type { TaskInfo } from "../../core/task";
import type { DtsClient } from "./client";
import type { Answer, WireJob } from "./wire";

const FAILURE_MS = 30_000;

/** Lists by client: they depend on the region, not on the task. */
const known = new WeakMap<DtsClient, Map<string, Promise<string[]>>>();

/**
 * Blocks from which the service's servers connect to instances of its own cloud. The list is the same for every task of
 * a region and known before any task exists.
 */
export async function egressOf(client: DtsClient, job: WireJob): Promise<string[]> {
  const [source, target] = [
    job.SourceEndpoint?.Region || client.region,
    job.DestinationEndpoint?.Region || client.region,
  ];
  const lists = known.get(client) ?? new Map<string, Promise<string[]>>();
  known.set(client, lists);
  const key = `${source} ${target}`;
  const list = lists.get(key) ?? read(client, source, target);
  lists.set(key, list);
  // A failure is cached while a task may be read several times, because each attempt takes a while.
  list.catch(() => void setTimeout(() => lists.delete(key), FAILURE_MS).unref());
  return list;
}

async function read(client: DtsClient, source: string, target: string): Promise<string[]> {
  const doing = "reading the addresses that its tasks connect from";
  const { IpList = "" } = await client.call<Answer & { IpList?: string }>("WhiteIpList", doing, {
    query: { Region: source, DestinationRegion: target, Type: "vpc" },
  });
  const blocks = IpList.split(",")
    .map((text) => text.trim())
    .filter((text) => text !== "");
  const bad = blocks.filter((text) => !isBlock(text));
  if (blocks.length > 0 && bad.length === 0) return blocks;
  const seen = blocks.length === 0 ? "the list is empty" : `'${bad[0]}' is not an address`;
  throw new UserProblem(
    `Alibaba DTS, ${doing}: ${seen}; needed: addresses and CIDR blocks, all of which are then let in`,
  );
}

export function egress(_spec: object, task?: Pick<TaskInfo, "egress" | "egressUnread">): Egress {
  if (task?.egress) return { blocks: task.egress };
  const why = task?.egressUnread === undefined ? "" : ` (${task.egressUnread})`;
  return { missing: `no list of the addresses that it connects from${why}` };
}
