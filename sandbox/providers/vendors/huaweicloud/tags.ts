import type { Value } from "../../../../plugin/values";
import { ProviderError } from "../../handler";
import { object, tagList } from "../values";
import type { HuaweiClient } from "./client";

/** Sets the tags of a resource like the vendor's provider: removes the old ones, then adds the new ones. */
export async function setTags(
  client: HuaweiClient,
  kind: "publicips" | "security-groups",
  id: string,
  before: Record<string, unknown>,
  wanted: Value | undefined,
  what: string,
): Promise<void> {
  const path = `v2.0/{project}/${kind}/${id}/tags/action`;
  const after = object(wanted);
  try {
    if (Object.keys(before).length > 0) {
      await client.request("vpc", "POST", path, { action: "delete", tags: tagList(before as Record<string, Value>) });
    }
    if (Object.keys(after).length > 0) {
      await client.request("vpc", "POST", path, { action: "create", tags: tagList(wanted) });
    }
  } catch (error) {
    throw new ProviderError(`error setting tags of ${what} (${id}): ${error instanceof Error ? error.message : error}`);
  }
}
