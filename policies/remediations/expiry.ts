import { EXPIRES_TAG, ID_TAG, readDate } from "../../model/expiry";
import { descriptorOf } from "../adapters";
import { isObject } from "../core/values";
import { opened } from "./secrets";

/**
 * Adds the expiry to a resource that has a migration's name but no date; undefined when there is nothing to add. The
 * date comes from the configuration, because one relative to now would change with every run. Mutates its argument.
 */
export function tagExpiry(
  type: string,
  raw: Record<string, unknown>,
  expires: unknown,
): Record<string, unknown> | undefined {
  const { remediation, tags: path } = descriptorOf(type) ?? {};
  if (!remediation?.expiry || !path || typeof expires !== "string" || readDate(expires) === undefined) return undefined;
  const tags = opened(raw[path]);
  if (!isObject(tags) || Array.isArray(tags)) return undefined;
  if (typeof opened(tags[ID_TAG]) !== "string" || tags[EXPIRES_TAG] !== undefined) return undefined;
  tags[EXPIRES_TAG] = expires;
  return raw;
}
