import type { Action, Rds } from "../action";
import { errors } from "../errors";
import type { Parameters } from "../parameters";

const RESOURCE = { RegionId: "!", ResourceType: "!" } as const;

export const tagResources: Action = {
  parameters: { ...RESOURCE, "ResourceId.N": "!", "Tag.N": "!" },
  run(parameters, rds) {
    for (const id of resources(parameters, rds)) {
      const tags = rds.tags.get(id) ?? new Map<string, string>();
      for (const { key, value } of parameters.pairs("Tag")) tags.set(key, value);
      rds.tags.set(id, tags);
    }
    return {};
  },
};

export const untagResources: Action = {
  parameters: { ...RESOURCE, "ResourceId.N": "!", "TagKey.N": "?", All: "?" },
  run(parameters, rds) {
    const keys = parameters.list("TagKey");
    for (const id of resources(parameters, rds)) {
      if (keys.length === 0 && parameters.get("All") === "true") rds.tags.delete(id);
      for (const key of keys) rds.tags.get(id)?.delete(key);
    }
    return {};
  },
};

export const listTagResources: Action = {
  parameters: { ...RESOURCE, "ResourceId.N": "?", "Tag.N": "?", NextToken: "-" },
  run(parameters, rds) {
    const wanted = resources(parameters, rds);
    const filters = parameters.pairs("Tag");
    const rows = [...rds.tags]
      .filter(([id]) => wanted.length === 0 || wanted.includes(id))
      .filter(([, tags]) => filters.every((f) => tags.has(f.key) && (f.value === "" || tags.get(f.key) === f.value)))
      .flatMap(([id, tags]) =>
        [...tags].map(([TagKey, TagValue]) => ({ ResourceId: id, ResourceType: "INSTANCE", TagKey, TagValue })),
      );
    return { NextToken: "", TagResources: { TagResource: rows } };
  },
};

function resources(parameters: Parameters, rds: Rds): string[] {
  if (parameters.need("RegionId") !== rds.region) throw errors.regionNotFound();
  if (parameters.need("ResourceType").toUpperCase() !== "INSTANCE") throw errors.invalid("ResourceType");
  const ids = parameters.list("ResourceId");
  if (ids.some((id) => rds.world.alicloud.rds.find(id)?.region !== rds.region)) throw errors.instanceNotFound();
  return ids;
}
