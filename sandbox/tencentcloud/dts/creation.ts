import { errors } from "../errors";
import { DTS_REGIONS } from "../facts/egress";
import type { Parameters } from "../parameters";
import type { Job, Tag, TaskMover } from "./job";
import type { JobBook } from "./jobBook";
import { invalid } from "./refusals";

export const CLASSES = ["micro", "small", "medium", "large", "xlarge", "2xlarge"];
/** Database types that the cloud migrates; the sandbox supports MySQL only. */
const TYPES = ["mysql", "mariadb", "percona", "cynosdbmysql", "tdsqlmysql"];

/** Buys tasks. @throws TcError */
export function buy(book: JobBook, createMover: (id: string) => TaskMover, p: Parameters, region: string): Job[] {
  for (const name of ["SrcDatabaseType", "DstDatabaseType"]) {
    if (p[name] !== "mysql" && TYPES.includes(p[name])) throw errors.notImplemented(`\`${name}\` ${p[name]}`);
    if (p[name] !== "mysql") throw invalid(name, "mysql");
  }
  for (const name of ["SrcRegion", "DstRegion"])
    if (!DTS_REGIONS.includes(p[name])) throw invalid(name, "a region of DTS");
  if (p.DstRegion !== region) throw invalid("DstRegion", `the region of the request, ${region}`);
  if (!CLASSES.includes(p.InstanceClass)) throw invalid("InstanceClass", CLASSES.join(", "));
  const count = p.Count ?? 1;
  if (count < 1 || count > 15) throw invalid("Count", "1 to 15");
  const tags = readTags(p.Tags);
  const name = readName(p.JobName);
  return Array.from({ length: count }, () => {
    const job = newJob(book.freshId(), createMover, p, name, tags);
    book.add(job);
    return job;
  });
}

function newJob(id: string, createMover: (id: string) => TaskMover, p: Parameters, name: string, tags: Tag[]): Job {
  const now = Date.now();
  return {
    id,
    name: name || id,
    tags,
    srcRegion: p.SrcRegion,
    dstRegion: p.DstRegion,
    srcType: p.SrcDatabaseType,
    dstType: p.DstDatabaseType,
    instanceClass: p.InstanceClass,
    status: "creating",
    trade: "normal",
    createdAt: now,
    updatedAt: now,
    dealName: `${new Date(now).toISOString().slice(0, 10).replaceAll("-", "")}${String(now).slice(-9)}`,
    steps: new AbortController(),
    mover: createMover(id),
    comparisons: [],
    rateLimit: {},
  };
}

/** @throws TcError */
export function readName(name: string | undefined): string {
  if ((name ?? "").length > 128) throw invalid("JobName", "128 characters at most");
  return name ?? "";
}

/** @throws TcError when a key is repeated */
export function readTags(tags: Tag[] = []): Tag[] {
  const keys = tags.map(({ TagKey }) => TagKey);
  if (new Set(keys).size < keys.length) throw invalid("Tags", "each key once");
  return tags.map(({ TagKey, TagValue = "" }) => ({ TagKey, TagValue }));
}
