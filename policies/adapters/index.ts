import type { Facts } from "../core/facets";
import type { Bag } from "../core/values";
import type { Adapters, ResourceRef } from "./adapter";
import { alicloudNetwork } from "./alicloud/network";
import { dbferryResources } from "./dbferry/resources";
import { huaweicloudNetwork } from "./huaweicloud/network";
import { tencentcloudNetwork } from "./tencentcloud/network";

export type { ResourceRef } from "./adapter";
export { statedExpiry } from "./lifetime";

/** Every resource type that the rules know, by type token. */
export const ADAPTERS: Adapters = {
  ...alicloudNetwork,
  ...huaweicloudNetwork,
  ...tencentcloudNetwork,
  ...dbferryResources,
};

/** The facts of a resource; undefined when its type is none that the rules know. */
export function factsOf(inputs: Bag, ref: ResourceRef): Facts | undefined {
  return Object.hasOwn(ADAPTERS, ref.type) ? ADAPTERS[ref.type]!(inputs, ref) : undefined;
}
