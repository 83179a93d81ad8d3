import type { Facts } from "../core/facets";
import type { Bag } from "../core/values";
import { type Adapters, combine, merge, type ResourceRef } from "./adapter";
import { alicloudAllowlists } from "./alicloud/allowlists";
import { alicloudDts } from "./alicloud/dts";
import { alicloudEndpoints } from "./alicloud/endpoints";
import { alicloudNetwork } from "./alicloud/network";
import { alicloudVpn } from "./alicloud/vpn";
import { billing } from "./billing";
import { databases } from "./databases";
import { dbferryLogins } from "./dbferry/logins";
import { dbferryResources } from "./dbferry/resources";
import { dbferryTasks } from "./dbferry/tasks";
import { huaweicloudDrs } from "./huaweicloud/drs";
import { huaweicloudNetwork } from "./huaweicloud/network";
import { huaweicloudVpn } from "./huaweicloud/vpn";
import { overlapsOf } from "./overlaps";
import { ownershipOf } from "./ownership";
import { withPreflight } from "./preflight";
import { secrets } from "./secrets";
import { tencentcloudDts } from "./tencentcloud/dts";
import { tencentcloudNetwork } from "./tencentcloud/network";
import { tencentcloudVpn } from "./tencentcloud/vpn";

export { statedExpiry } from "./lifetime";
export type { ResourceRef };

/** Every resource type that the rules know, by type token. */
export const ADAPTERS: Adapters = combine(
  alicloudAllowlists,
  alicloudEndpoints,
  alicloudNetwork,
  alicloudVpn,
  alicloudDts,
  huaweicloudNetwork,
  huaweicloudVpn,
  huaweicloudDrs,
  tencentcloudNetwork,
  tencentcloudVpn,
  tencentcloudDts,
  dbferryResources,
  dbferryTasks,
  dbferryLogins,
  databases,
  secrets,
  billing,
);

/** True when rules know the type. */
export function isKnown(type: string): boolean {
  return ADAPTERS[type] !== undefined;
}

/** The facts of a resource; undefined when its type is none that the rules know. */
export function factsOf(inputs: Bag, ref: ResourceRef): Facts | undefined {
  const adapter = ADAPTERS[ref.type];
  if (adapter === undefined) return undefined;
  const facts = withPreflight(inputs, adapter(inputs, ref));
  return merge(merge(facts, overlapsOf(facts)), ownershipOf(inputs, ref, facts));
}
