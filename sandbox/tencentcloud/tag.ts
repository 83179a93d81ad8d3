import { completed } from "./complete";
import { errors, TcError } from "./errors";
import type { TencentcloudWorld } from "./facts";
import type { Action, Service } from "./service";
import type { Verdicts } from "./verdicts";
import model from "./wire/tag.json";

/** Most tags that one call changes. */
const MOST = 10;

const OTHERS =
  "AddResourceTag AttachResourcesTag CreateTag DeleteResourceTag DeleteTag DescribeResourceTags DescribeTags TagResources UnTagResources".split(
    " ",
  );

export const TAG_VERDICTS: Verdicts = {
  ModifyResourceTagsRequest: { must: "Resource", implemented: "ReplaceTags DeleteTags" },
  DescribeResourceTagsByResourceIdsRequest: {
    must: "ServiceType ResourcePrefix ResourceIds",
    implemented: "ResourceRegion Offset Limit",
    refused: "Category",
  },
  Tag: { must: "TagKey", implemented: "TagValue", refused: "Category" },
  TagKeyObject: { must: "TagKey" },
};

/** Tags of what other services keep: here of the parts of a VPN. */
export function tagService(world: TencentcloudWorld, accountId: string): Service {
  return completed({
    name: "tag",
    version: "2018-08-13",
    model,
    others: OTHERS,
    verdicts: TAG_VERDICTS,
    actions: {
      ModifyResourceTags: modify(world, accountId),
      DescribeResourceTagsByResourceIds: describe(world),
    },
  });
}

function kinds({ tencentcloud: { vpns } }: TencentcloudWorld) {
  return { vpngw: vpns.gateways, cgw: vpns.devices, vpnx: vpns.connections };
}

/** By the six parts of its name: `qcs::vpc:ap-guangzhou:uin/100000000001:vpngw/vpngw-…`. */
function modify(world: TencentcloudWorld, accountId: string): Action {
  return ({ parameters: { Resource, ReplaceTags = [], DeleteTags = [] } }) => {
    const named = /^qcs::(\w+):([\w-]+):(?:uin\/(\d*))?:(\w+)\/([\w-]+)$/.exec(Resource);
    if (!named) throw errors.value("Resource", "qcs::service:region:uin/account:kind/id");
    const [, service, region, uin, kind, id] = named;
    if (uin && uin !== accountId) throw errors.value("Resource", `of the account ${accountId}`);
    if (ReplaceTags.length + DeleteTags.length === 0) throw errors.missing("ReplaceTags");
    if (ReplaceTags.length > MOST || DeleteTags.length > MOST) throw errors.value("ReplaceTags", `${MOST} at most`);
    const kept = service === "vpc" ? kinds(world)[kind as "vpngw"] : undefined;
    const found = kept?.find(id!);
    if (!kept || !found || found.region !== region)
      throw new TcError("ResourceNotFound.AttachedTagKeyNotFound", `The resource \`${Resource}\` is not found.`);
    const gone = new Set(DeleteTags.map(({ TagKey }: { TagKey: string }) => TagKey));
    const left = Object.entries(found.tags).filter(([key]) => !gone.has(key));
    const added = ReplaceTags.map(({ TagKey, TagValue = "" }: { TagKey: string; TagValue?: string }) => [
      TagKey,
      TagValue,
    ]);
    kept.update(found.id, { tags: Object.fromEntries([...left, ...added]) });
    return {};
  };
}

function describe(world: TencentcloudWorld): Action {
  return ({ parameters: { ServiceType, ResourcePrefix, ResourceIds, ResourceRegion, Offset = 0, Limit = 15 } }) => {
    const kept = ServiceType === "vpc" ? kinds(world)[ResourcePrefix as "vpngw"] : undefined;
    const all = (ResourceIds as string[]).flatMap((id) => {
      const found = kept?.find(id);
      if (!found || found.region !== ResourceRegion) return [];
      return Object.entries(found.tags).map(([TagKey, TagValue]) => ({
        TagKey,
        TagValue,
        ResourceId: id,
        ServiceType,
        Category: "Custom",
      }));
    });
    return { TotalCount: all.length, Offset, Limit, Tags: all.slice(Offset, Offset + Limit) };
  };
}
