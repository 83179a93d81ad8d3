import { EXPIRES_TAG, ID_TAG, readDate } from "../../model/expiry";
import { isObject } from "../core/values";
import { opened } from "./secrets";

/** Types whose tags are a map that takes the mark. */
const TAGGED: ReadonlySet<string> = new Set([
  "alicloud:ecs/eipAddress:EipAddress",
  "huaweicloud:index/vpcEip:VpcEip",
  "tencentcloud:index/eip:Eip",
  "alicloud:vpn/connection:Connection",
  "huaweicloud:index/vpnConnection:VpnConnection",
  "tencentcloud:index/vpnConnection:VpnConnection",
]);

/**
 * Adds the expiry to a resource that carries a migration's name and no date; undefined when there is nothing to add. The
 * date comes from the configuration: one that moves with every run would never arrive. Changes the object it is given.
 */
export function tagExpiry(
  type: string,
  raw: Record<string, unknown>,
  expires: unknown,
): Record<string, unknown> | undefined {
  if (!TAGGED.has(type) || typeof expires !== "string" || readDate(expires) === undefined) return undefined;
  const tags = opened(raw["tags"]);
  if (!isObject(tags) || Array.isArray(tags)) return undefined;
  if (typeof opened(tags[ID_TAG]) !== "string" || tags[EXPIRES_TAG] !== undefined) return undefined;
  tags[EXPIRES_TAG] = expires;
  return raw;
}
