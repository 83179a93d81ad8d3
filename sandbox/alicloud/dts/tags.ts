import type { Parameters } from "../parameters";
import type { Dts, DtsAction } from "./dts";
import { refused } from "./errors";
import { instanceIdOf, type Job } from "./job";

const TYPE = "ALIYUN::DTS::INSTANCE";
/** The vendor's general limits for tags. */
const [MOST_TAGS, LONGEST] = [20, 128];
const RESERVED = /^(aliyun|acs:)|https?:\/\//;

export const tagResources: DtsAction = {
  parameters: { RegionId: "!", "ResourceId.N": "!", ResourceType: "?", "Tag.N": "!", ResourceGroupId: "0" },
  run(parameters, dts) {
    const jobs = resources(parameters, dts);
    const tags = parameters.pairs("Tag");
    for (const { key, value } of tags) {
      if (!key || [key, value].some((text) => text.length > LONGEST || RESERVED.test(text))) throw refused.value("Tag");
    }
    for (const job of jobs) {
      const after = new Map([...job.tags, ...tags.map(({ key, value }) => [key, value] as const)]);
      if (after.size > MOST_TAGS) throw refused.value("Tag", `a resource has ${MOST_TAGS} tags at most`);
      job.tags = after;
    }
    return { Success: true };
  },
};

export const untagResources: DtsAction = {
  parameters: {
    RegionId: "!",
    "ResourceId.N": "!",
    ResourceType: "?",
    "TagKey.N": "?",
    All: "?",
    ResourceGroupId: "0",
  },
  run(parameters, dts) {
    const keys = parameters.list("TagKey");
    for (const job of resources(parameters, dts)) {
      if (keys.length === 0 && parameters.flag("All")) job.tags.clear();
      for (const key of keys) job.tags.delete(key);
    }
    return { Success: true };
  },
};

export const listTagResources: DtsAction = {
  parameters: {
    RegionId: "!",
    "ResourceId.N": "?",
    ResourceType: "!",
    "Tag.N": "?",
    NextToken: "-",
    ResourceGroupId: "0",
  },
  run(parameters, dts) {
    const wanted = resources(parameters, dts);
    const filters = parameters.pairs("Tag");
    const found = (wanted.length > 0 ? wanted : [...dts.jobs.values()]).filter(({ tags }) =>
      filters.every(({ key, value }) => tags.has(key) && (value === "" || tags.get(key) === value)),
    );
    const rows = found.flatMap((job) =>
      [...job.tags].map(([TagKey, TagValue]) => ({
        ResourceId: instanceIdOf(job),
        ResourceType: TYPE,
        TagKey,
        TagValue,
      })),
    );
    return { Success: true, NextToken: "", TagResources: { TagResource: rows } };
  },
};

/** Resolves instance ids to tasks. */
function resources(parameters: Parameters, dts: Dts): Job[] {
  if ((parameters.get("ResourceType") ?? TYPE) !== TYPE) throw refused.value("ResourceType");
  return parameters.list("ResourceId").map((id) => {
    const found = [...dts.jobs.values()].find((job) => instanceIdOf(job) === id);
    if (!found) throw refused.unknownInstance();
    return found;
  });
}
