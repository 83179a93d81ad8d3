import { z } from "zod";
import type { ErrorStyle } from "../service";

/** A filter that may be repeated. */
export const many = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));

/** Paging by the id of the last item seen. */
export const page = {
  marker: z.string().optional(),
  limit: z.coerce.number().int().min(0).max(2000).optional(),
};

interface Asked {
  marker?: string | undefined;
  limit?: number | undefined;
  offset?: number | undefined;
}

type Item = Record<string, unknown>;

/**
 * `limit` items after `marker`, or after `offset` items; 0 or absent: all.
 * @throws Refusal when the marker is not among the items
 */
export function pageOf<T extends Item>(items: T[], { marker, limit, offset }: Asked, style: ErrorStyle): T[] {
  const at = marker === undefined ? -1 : items.findIndex((item) => item["id"] === marker);
  if (marker !== undefined && at < 0) {
    throw style.invalid([{ path: "marker", kind: "invalid", detail: "not the id of an item" }]);
  }
  const from = at + 1 + (offset ?? 0);
  return items.slice(from, limit ? from + limit : undefined);
}

/** The page information of v3 lists: a next marker only while there are more items. */
export function pageInfo(all: Item[], shown: Item[]): Record<string, unknown> {
  const last = shown.at(-1);
  return {
    previous_marker: shown[0]?.["id"] ?? null,
    current_count: shown.length,
    ...(last && all.at(-1)?.["id"] !== last["id"] ? { next_marker: last["id"] } : {}),
  };
}

/** "all_granted_eps" means every enterprise project. */
export function inProject(one: Item, wanted: string | undefined): boolean {
  return wanted === undefined || wanted === "all_granted_eps" || one["enterprise_project_id"] === wanted;
}
