import type { Facts } from "../core/facets";
import type { Bag } from "../core/values";
import { canonical } from "./aliases";
import { alicloudDatabases } from "./alicloud/databases";
import { alicloudDts } from "./alicloud/dts";
import { alicloudEndpoints } from "./alicloud/endpoints";
import { alicloudInstances } from "./alicloud/instances";
import { alicloudNetwork } from "./alicloud/network";
import { alicloudVpn } from "./alicloud/vpn";
import { billingOf } from "./billing";
import { dbferry } from "./dbferry";
import { type Descriptor, type Descriptors, join, merge, type ResourceRef } from "./descriptor";
import { huaweicloudDatabases } from "./huaweicloud/databases";
import { huaweicloudDrs } from "./huaweicloud/drs";
import { huaweicloudInstances } from "./huaweicloud/instances";
import { huaweicloudNetwork } from "./huaweicloud/network";
import { huaweicloudVpn } from "./huaweicloud/vpn";
import { mysql } from "./mysql";
import { overlapsOf } from "./overlaps";
import { ownerOf, ownershipOf } from "./ownership";
import { withPreflight } from "./preflight";
import { providers } from "./providers";
import { safeguardsOf } from "./safeguards";
import { secretsOf } from "./secrets";
import { tencentcloudDatabases } from "./tencentcloud/databases";
import { tencentcloudDts } from "./tencentcloud/dts";
import { tencentcloudInstances } from "./tencentcloud/instances";
import { tencentcloudNetwork } from "./tencentcloud/network";
import { tencentcloudVpn } from "./tencentcloud/vpn";

export type { ResourceRef };

/** Every resource type that the pack knows, by type token. */
export const DESCRIPTORS: Descriptors = join(
  alicloudDatabases,
  alicloudInstances,
  alicloudEndpoints,
  alicloudNetwork,
  alicloudVpn,
  alicloudDts,
  huaweicloudDatabases,
  huaweicloudInstances,
  huaweicloudNetwork,
  huaweicloudVpn,
  huaweicloudDrs,
  tencentcloudDatabases,
  tencentcloudInstances,
  tencentcloudNetwork,
  tencentcloudVpn,
  tencentcloudDts,
  mysql,
  dbferry,
  providers,
);

/** Types that are judged on their own; the others matter only in combination with other resources. */
const JUDGED: ReadonlySet<string> = new Set(
  Object.keys(DESCRIPTORS).filter((type) => {
    const { facts, billing, secrets, safeguards } = DESCRIPTORS[type]!;
    return facts || billing || secrets || safeguards;
  }),
);

/** Types that cross-resource findings read. */
const RELATED: ReadonlySet<string> = new Set(Object.entries(DESCRIPTORS).flatMap(relatedTypes));

function relatedTypes([type, { crossResource, settingsOf }]: [string, Descriptor]): string[] {
  if (!crossResource) return settingsOf ? [type] : [];
  const { peering, gateway, hub, ruleSet, listOfLists, guarded } = crossResource;
  return [
    type,
    ...(peering ? [peering.network.type, peering.route.type] : []),
    ...(gateway ? [gateway.type] : []),
    ...(hub ? [hub.network.type] : []),
    ...(ruleSet ? [ruleSet.declaredBy] : []),
    ...(listOfLists ? [listOfLists.type] : []),
    ...(guarded ? [guarded.binding.type] : []),
  ];
}

/** The descriptor of a type, under any of its tokens; undefined for unknown types. */
export function descriptorOf(type: string): Descriptor | undefined {
  return DESCRIPTORS[canonical(type)];
}

/** True when rules judge the type on its own. */
export function isJudged(type: string): boolean {
  return JUDGED.has(canonical(type));
}

/** True when the pack reads the inputs of the type, to judge it alone or as part of the plan. */
export function isRead(type: string): boolean {
  const token = canonical(type);
  return JUDGED.has(token) || RELATED.has(token);
}

/** The facts of a resource; empty when rules do not judge its type. */
export function factsOf(inputs: Bag, ref: ResourceRef): Facts {
  const descriptor = descriptorOf(ref.type);
  if (descriptor === undefined || !isJudged(ref.type)) return {};
  const { facts: read, billing = [], secrets = [], safeguards = [], tags } = descriptor;
  const facts = withPreflight(inputs, read?.(inputs, ref) ?? {}, tags);
  const owner = ownerOf(inputs, ref, facts, tags);
  const parts = [
    facts,
    secretsOf(inputs, secrets, ref.secrets),
    billingOf(inputs, billing, safeguards.length > 0 || facts.task !== undefined || owner !== undefined),
    overlapsOf(facts),
    ownershipOf(inputs, ref, facts, descriptor),
    safeguards.length > 0 ? { safeguard: safeguardsOf(inputs, safeguards) } : {},
  ];
  return parts.reduce(merge);
}
