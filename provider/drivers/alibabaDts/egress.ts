import { isBlock } from "../../../model/addresses/block";
import { publicPart } from "../../../model/addresses/sets";
import type { Egress } from "../../core/driver";
import { UserProblem } from "../../core/failure";
import type { TaskInfo } from "../../core/task";
import type { TaskSpec } from "../../core/taskSpec";
import type { DtsClient } from "./client";
import type { Answer, WireEnd, WireJob } from "./wire";

const FAILURE_MS = 30_000;

/** How the service reaches a server: over its own cloud's network, or over the internet. */
type Access = "vpc" | "internet";

/** Lists by client: they depend on the region, not on the task. */
const known = new WeakMap<DtsClient, Map<string, Promise<string[]>>>();

/**
 * Blocks from which the service's servers connect to the source, and to the target if those are others. The lists are
 * the same for every task of a region and known before any task exists.
 */
export async function egressOf(client: DtsClient, job: WireJob): Promise<Pick<TaskInfo, "egress" | "targetEgress">> {
  const [source, target] = [
    job.SourceEndpoint?.Region || client.region,
    job.DestinationEndpoint?.Region || client.region,
  ];
  const inside = listed(client, source, target, "vpc");
  if (!isPublic(job.SourceEndpoint)) return { egress: await inside };
  const [egress, targetEgress] = await Promise.all([listed(client, source, target, "internet"), inside]);
  return { egress, targetEgress };
}

/** The vendor documents the words with which it takes a type, and not those with which it shows one. */
function isPublic({ InstanceType: type, InstanceID: id, Ip: address }: WireEnd = {}): boolean {
  return type ? !/^(rds|ecs|express)$/i.test(type) : !id && !!address;
}

/** How many blocks a source in this region will have to let in over the internet. */
export async function callers(client: DtsClient, sourceRegion: string): Promise<number> {
  return (await listed(client, sourceRegion, client.region, "internet")).length;
}

/** The blocks that a source in this region will have to let in inside the cloud. */
export function callersInside(client: DtsClient, sourceRegion: string): Promise<string[]> {
  return listed(client, sourceRegion, client.region, "vpc");
}

function listed(client: DtsClient, source: string, target: string, access: Access): Promise<string[]> {
  const lists = known.get(client) ?? new Map<string, Promise<string[]>>();
  known.set(client, lists);
  const key = `${source} ${target} ${access}`;
  const list = lists.get(key) ?? read(client, source, target, access);
  lists.set(key, list);
  // A failure is cached while a task may be read several times, because each attempt takes a while.
  list.catch(() => void setTimeout(() => lists.delete(key), FAILURE_MS).unref());
  return list;
}

async function read(client: DtsClient, source: string, target: string, access: Access): Promise<string[]> {
  const doing = "reading the addresses that its tasks connect from";
  const { IpList = "" } = await client.call<Answer & { IpList?: string }>("WhiteIpList", doing, {
    query: { Region: source, DestinationRegion: target, Type: access },
  });
  const blocks = IpList.split(",")
    .map((text) => text.trim())
    .filter((text) => text !== "");
  const bad = blocks.filter((text) => !isBlock(text));
  const refused = (seen: string) =>
    new UserProblem(`Alibaba DTS, ${doing}: ${seen}; needed: addresses and CIDR blocks, all of which are then let in`);
  if (blocks.length === 0) throw refused("the list is empty");
  if (bad.length > 0) throw refused(`'${bad[0]}' is not an address`);
  if (access === "vpc") return blocks;
  // The list for the internet also has blocks of the vendor's own network, which a caller from there cannot have: let
  // in, they would admit somebody of the source's own network.
  const callers = blocks.filter((block) => publicPart([block]).length > 0);
  if (callers.length === 0) throw refused(`the list for the internet has private addresses only (${IpList})`);
  return callers;
}

/** Over the internet, the service has other addresses than inside its cloud: with one list alone, one is not known. */
export function egress(
  { path }: Pick<TaskSpec, "path">,
  task?: Pick<TaskInfo, "egress" | "targetEgress" | "egressUnread">,
): Egress {
  const { egress: blocks, targetEgress: target } = task ?? {};
  if (blocks && (path === "public") === (target !== undefined)) return { blocks, ...(target ? { target } : {}) };
  if (blocks)
    return { missing: `a source that it reaches ${path === "public" ? "inside its cloud" : "over the internet"}` };
  const why = task?.egressUnread === undefined ? "" : ` (${task.egressUnread})`;
  return { missing: `no list of the addresses that it connects from${why}` };
}
