import { EXPIRES_TAG, ID_TAG } from "../../model/expiry";
import type { Facts } from "../core/facets";
import { tags } from "../core/read";
import { type Bag, Unknown } from "../core/values";
import type { ResourceRef } from "./adapter";

/** The label that names who answers for a resource. */
export const OWNER_TAG = "owner";

/** Types whose tags carry the labels; the path of the tags. */
const TAGGED: Readonly<Record<string, string>> = {
  "alicloud:ecs/eip:Eip": "tags",
  "alicloud:ecs/eipAddress:EipAddress": "tags",
  "alicloud:vpn/connection:Connection": "tags",
  "alicloud:dts/instance:Instance": "tags",
  "alicloud:dts/migrationInstance:MigrationInstance": "tags",
  "huaweicloud:index/vpcEip:VpcEip": "tags",
  "huaweicloud:index/drsJob:DrsJob": "tags",
  "huaweicloud:index/drsJobV5:DrsJobV5": "baseInfo.tags",
  "huaweicloud:index/vpnConnection:VpnConnection": "tags",
  "tencentcloud:index/eip:Eip": "tags",
  "tencentcloud:index/vpnConnection:VpnConnection": "tags",
  "tencentcloud:index/dtsMigrateService:DtsMigrateService": "tags",
  "tencentcloud:index/dtsSyncJob:DtsSyncJob": "tags",
};

/** Labels, and what would keep the teardown from removing a resource that belongs to a migration. */
export function ownershipOf(inputs: Bag, ref: ResourceRef, facts: Facts): Facts {
  const belongsTo =
    facts.lifetime?.find((lifetime) => lifetime.belongsTo)?.belongsTo ?? ref.component ?? taggedTo(inputs, ref.type);
  if (belongsTo === undefined) return {};
  const own = ref.type.startsWith("dbferry:");
  return {
    ...(own ? {} : labelsOf(inputs, ref.type, belongsTo)),
    ...(ref.protect
      ? { retained: [{ property: "protect", what: `"${ref.name}"`, belongsTo, kept: "protect" as const }] }
      : {}),
  };
}

function taggedTo(inputs: Bag, type: string): string | undefined {
  const found = Object.hasOwn(TAGGED, type) ? tags(inputs, TAGGED[type]!) : undefined;
  const id = found instanceof Unknown ? undefined : found?.[ID_TAG];
  return typeof id === "string" ? `migration "${id}"` : undefined;
}

function labelsOf(inputs: Bag, type: string, belongsTo: string): Facts {
  if (!Object.hasOwn(TAGGED, type)) return {};
  const property = TAGGED[type]!;
  const found = tags(inputs, property);
  const has = found === undefined || found instanceof Unknown ? [] : Object.keys(found);
  return { label: [{ property, belongsTo, has, ...(found instanceof Unknown ? { unknown: found } : {}) }] };
}

/** Labels that everything temporary carries. */
export const LABELS = [OWNER_TAG, ID_TAG, EXPIRES_TAG] as const;
