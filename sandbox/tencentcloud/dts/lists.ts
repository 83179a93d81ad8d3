import { errors } from "../errors";
import type { TencentcloudWorld } from "../facts";
import { page } from "../paging";
import type { Parameters } from "../parameters";
import type { EndpointInfo, Job } from "./job";
import { invalid } from "./refusals";

const SIZE = { most: 100, usual: 20 };

/** DescribeMigrationJobs: the matching tasks, newest first by default. @throws TcError */
export function listJobs(jobs: Job[], p: Parameters): { items: Job[]; total: number } {
  if (!["asc", "desc", undefined].includes(p.OrderSeq)) throw invalid("OrderSeq", "asc or desc");
  const among = (wanted: readonly string[] | undefined, value: string) => !wanted?.length || wanted.includes(value);
  const is = (wanted: string | undefined, value: string | undefined) => !wanted || wanted === value;
  const end = (info: EndpointInfo | undefined, side: "Src" | "Dst") =>
    is(p[`${side}InstanceId`], info?.Info[0]?.InstanceId as string) &&
    among(p[`${side}AccessType`], info?.AccessType ?? "");
  const tagged = (job: Job) =>
    (p.TagFilters ?? []).every(({ TagKey, TagValue = [] }: Parameters) =>
      job.tags.some((tag) => tag.TagKey === TagKey && among(TagValue, tag.TagValue ?? "")),
    );
  const found = jobs
    .filter((job) => is(p.JobId, job.id) && (!p.JobName || job.name.includes(p.JobName)) && among(p.Status, job.status))
    .filter((job) => is(p.SrcRegion, job.srcRegion) && is(p.DstRegion, job.dstRegion))
    .filter((job) => among(p.SrcDatabaseType, job.srcType) && among(p.DstDatabaseType, job.dstType))
    .filter((job) => end(job.configuration?.SrcInfo, "Src") && end(job.configuration?.DstInfo, "Dst"))
    .filter((job) => is(p.RunMode, job.configuration?.RunMode) && tagged(job));
  return page(p.OrderSeq === "asc" ? found.reverse() : found, p, SIZE);
}

/** DescribeMigrateDBInstances: possible sources or targets in this region. @throws TcError */
export function listInstances(world: TencentcloudWorld, region: string, p: Parameters): object {
  if (p.AccountMode === "other") throw errors.notImplemented("`AccountMode` other");
  if (p.MigrateRole && !["src", "dst"].includes(p.MigrateRole)) throw invalid("MigrateRole", "src or dst");
  const found = world.tencentcloud.cdb
    .list(region)
    .filter(() => p.DatabaseType === "mysql")
    .filter((one) => !p.InstanceId || one.id === p.InstanceId)
    .filter((one) => !p.InstanceName || one.name === p.InstanceName);
  const { items, total } = page(found, p, SIZE);
  return {
    TotalCount: total,
    Instances: items.map(({ id, name, vip, port, status, readOnlyOf }) => {
      const fit = status === 1 && (readOnlyOf === undefined || p.MigrateRole !== "dst");
      return { InstanceId: id, InstanceName: name, Vip: vip, Vport: port, Usable: fit ? 1 : 0, Hint: "" };
    }),
  };
}
