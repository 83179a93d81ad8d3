import { tencentDts } from "../../../model/engines/tencentDts/facts";
import { readMark } from "../../../model/expiry";
import type { Mode, Path } from "../../../model/scenario";
import type { TencentClient } from "../../clouds/tencentcloud/client";
import { UserProblem } from "../../core/failure";
import type { TaskInfo } from "../../core/task";
import type { TaskSpec } from "../../core/taskSpec";
import { everyPage } from "../../http/pages";
import { readJob } from "./client";
import { descriptionOf, MARK_TAG, nameOf, vendorName, wireTags } from "./names";
import { objectsOf } from "./objects";
import { lastCheckOf } from "./precheck";
import { progressOf } from "./run";
import { dtsState, endsBy, isReleasing, wordsOf } from "./states";
import { INSIDE_ACCESS, PUBLIC_ACCESS, VPN_ACCESS, type WireJob } from "./wire";

export const MIGRATE_TYPES: Record<Mode, string> = { full: "full", "full+incremental": "fullAndIncrement" };

/** The API allows 128 characters, of which a date takes 23. */
const LONGEST_NAME = 105;

/** What Tencent DTS, or this driver, does not support in a spec. */
export function problems(region: string, spec: TaskSpec): { path: string; reason: string }[] {
  const found: { path: string; reason: string }[] = [];
  const say = (path: string, reason: string) => found.push({ path, reason });
  const { name, path, source, target, eip } = spec;
  if (name.length > LONGEST_NAME) say("name", `${name.length} characters; DTS allows at most ${LONGEST_NAME}`);
  if (target.cloud !== "tencentcloud") say("target.cloud", "needed: tencentcloud, which DTS migrates to");
  else if (!target.instanceId) say("target.instanceId", "missing; DTS identifies the target by its id");
  if (target.region !== undefined && target.region !== region)
    say("target.region", `${target.region}; needed: ${region}, because a task is created in the region of its target`);
  if (source.cloud === "tencentcloud") insideProblems(region, spec, say);
  else if (path === "vpn") behindVpn(source, say);
  else if (path !== "public")
    say(
      "path",
      `'${path}': with Tencent DTS, dbferry reaches a source outside its cloud over the internet, or on premises over a VPN`,
    );
  else if (source.gatewayId)
    say("path", "a source with a VPN gateway is reached through it; needed: vpn, or no source.gatewayId");
  if (eip) say("eip", "a task of DTS connects from the vendor's own addresses");
  return found;
}

/** Of a source in TencentDB. */
function insideProblems(
  region: string,
  { path, source, target }: TaskSpec,
  say: (path: string, reason: string) => void,
) {
  if (path !== "vpc") say("path", `'${path}'; needed: vpc, because DTS reaches a source in TencentDB inside its cloud`);
  if (!source.instanceId) say("source.instanceId", "missing; DTS identifies a source in TencentDB by its id");
  if (source.gatewayId)
    say("source.gatewayId", "DTS reaches a source in TencentDB inside its cloud, through no VPN gateway");
  if (source.region !== undefined && source.region !== region)
    say(
      "source.region",
      `${source.region}; needed: ${region}, the region of the target: dbferry's tasks are of one region`,
    );
  if (source.account !== target.account)
    say(
      "source.account",
      `${source.account ?? "none"}; needed: ${target.account ?? "none"}, the account of the target`,
    );
}

/** Of a source on premises. */
function behindVpn(source: TaskSpec["source"], say: (path: string, reason: string) => void) {
  if (source.cloud !== "onprem") return say("path", `'vpn', with a source in ${source.cloud}; needed: one on premises`);
  for (const key of ["gatewayId", "vpcId", "subnetId"] as const)
    if (!source[key])
      say(`source.${key}`, "missing; DTS reaches a server behind a VPN by the gateway, its VPC and a subnet of that");
}

/** Buys a task, which is billed from now on, in some regions and for some users only. */
export async function create(client: TencentClient, spec: TaskSpec): Promise<string> {
  const { instanceClass } = tencentDts.task.parse(spec.own);
  const made = await client.call<{ JobIds?: string[] }>("dts CreateMigrationService", `creating '${spec.name}'`, {
    SrcDatabaseType: "mysql",
    DstDatabaseType: "mysql",
    // That of the source, or for one outside the cloud the region from which the task connects.
    SrcRegion: client.region,
    DstRegion: client.region,
    InstanceClass: instanceClass,
    Count: 1,
    JobName: vendorName(spec.name, spec.description),
    Tags: wireTags(spec.tags, spec.description),
  });
  const [id] = made.JobIds ?? [];
  if (!id)
    throw new Error(`Tencent DTS accepted the task '${spec.name}' but returned no id; look for it in the console`);
  return id;
}

/** Every task with exactly this name; the list shows destroyed tasks for some more days. */
export async function find(client: TencentClient, name: string): Promise<TaskInfo[]> {
  const listed = (await list(client)).filter((job) => nameOf(job.JobName) === name && !isOffline(job));
  const described = await Promise.all(listed.map(({ JobId }) => describe(client, JobId)));
  return described.filter((task) => task !== undefined);
}

/** Migration tasks of the region, all pages. */
export async function list(client: TencentClient): Promise<WireJob[]> {
  return everyPage({
    doing: "Tencent DTS, listing tasks",
    field: "JobList",
    size: PER_PAGE,
    id: "JobId",
    read: async (page) => {
      const answer = await client.read<{ JobList?: WireJob[]; TotalCount?: number }>(
        "dts DescribeMigrationJobs",
        "listing tasks",
        { Limit: PER_PAGE, Offset: (page - 1) * PER_PAGE, OrderSeq: "asc" },
      );
      return { items: answer.JobList, total: answer.TotalCount };
    },
  });
}
const PER_PAGE = 100;

export async function describe(client: TencentClient, id: string): Promise<TaskInfo | undefined> {
  const job = await readJob(client, id);
  return job && infoOf(job);
}

export function infoOf(job: WireJob): TaskInfo {
  const state = dtsState(job);
  const target = job.DstInfo?.Info?.[0]?.InstanceId;
  // Until it is configured, a task has the vendor's defaults, which mean nothing.
  const mode = target
    ? (Object.keys(MIGRATE_TYPES) as Mode[]).find((one) => MIGRATE_TYPES[one] === job.MigrateOption?.MigrateType)
    : undefined;
  return {
    id: job.JobId,
    name: nameOf(job.JobName),
    state,
    vendorState: wordsOf(job),
    reason: reasonOf(job),
    started: hasTime(job.StartTime),
    ...((state === "ended" || state === "fullDone") && job.Status === "success" ? { completed: true } : {}),
    ...(mode ? { mode } : {}),
    sourceHost: job.SrcInfo?.Info?.[0]?.Host || undefined,
    ...wayTo(job),
    ...(target ? { targetInstanceId: target, objects: objectsOf(job.MigrateOption?.DatabaseTable) } : {}),
    description: descriptionOf(job.JobName, job.Tags),
    endsBy: endsBy(job),
    isReleasing: isReleasing(job),
    lastCheck: lastCheckOf(job),
    progress: progressOf(job),
  };
}

const PATHS: Readonly<Record<string, Path>> = {
  [PUBLIC_ACCESS]: "public",
  [VPN_ACCESS]: "vpn",
  [INSIDE_ACCESS]: "vpc",
};

/** How it reaches its source, in our words where there is one; nothing while it is not configured. */
function wayTo({ SrcInfo }: WireJob): Partial<TaskInfo> {
  const access = SrcInfo?.AccessType;
  if (!access) return {};
  const sourcePath = Object.hasOwn(PATHS, access) ? PATHS[access]! : access;
  const [{ VpcId, UniqVpnGwId, SubnetId, Port, InstanceId } = {}] = SrcInfo.Info ?? [];
  if (access === INSIDE_ACCESS) return { sourcePath, sourceInstanceId: InstanceId || undefined };
  if (access !== VPN_ACCESS) return { sourcePath };
  return {
    ...{ sourcePath, sourceInstanceId: VpcId || undefined, sourceGatewayId: UniqVpnGwId || undefined },
    ...{ sourceSubnetId: SubnetId || undefined, sourcePort: Port ? String(Port) : undefined },
  };
}

/** Everything that the vendor says about a failure, without duplicates. */
function reasonOf(job: WireJob): string | undefined {
  const tips = (job.StepInfo?.StepInfo ?? []).flatMap(({ Errors, StepMessage, Status }) =>
    Status === "failed" ? [StepMessage, ...(Errors ?? []).flatMap(({ Message, Solution }) => [Message, Solution])] : [],
  );
  const errors = (job.ErrorInfo ?? []).flatMap(({ Code, ErrorLog, Solution }) => [
    [Code, ErrorLog].filter(Boolean).join(": "),
    Solution,
  ]);
  const texts = [job.BriefMsg, ...errors, ...tips].flatMap((text) => (text ? [text] : []));
  return texts.length > 0 ? [...new Set(texts)].join("; ") : undefined;
}

/** The vendor writes zeros for a missing time. */
function hasTime(text: string | null | undefined): boolean {
  return !!text && !/^0000-/.test(text);
}

/**
 * Renames the task, with its expiry. Its owner is in its tags, which DTS has no call to change.
 * @throws UserProblem when its tags name another stack, or none
 */
export async function rename(
  client: TencentClient,
  id: string,
  { name, description }: { name: string; description: string },
): Promise<void> {
  const wanted = readMark(description)?.state;
  const job = await readJob(client, id);
  const seen = readMark(descriptionOf(job?.JobName, job?.Tags))?.state;
  if (wanted !== undefined && seen !== wanted) {
    throw new UserProblem(
      `the task ${id} of Tencent DTS: its tag ${MARK_TAG} names ${seen === undefined ? "no stack" : "another stack"}, and DTS has no call that ` +
        `changes a tag; needed: the value '${description}'; set it in the vendor's console, then run the update again`,
    );
  }
  await client.call("dts ModifyMigrateName", `naming task ${id}`, {
    JobId: id,
    JobName: vendorName(name, description),
  });
}

/** A record of a destroyed task that the vendor still shows. */
function isOffline({ TradeInfo }: WireJob): boolean {
  return TradeInfo?.TradeStatus === "offlining" || TradeInfo?.TradeStatus === "offlined";
}
