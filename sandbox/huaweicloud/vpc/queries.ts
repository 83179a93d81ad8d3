import { z } from "zod";

/** A filter that may be given several times. */
export const many = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));

/** Paging by the id of the last item seen. */
export const page = {
  marker: z.string().optional(),
  limit: z.coerce.number().int().min(0).max(2000).optional(),
};

/** `limit` items after `marker`; 0 or absent: all. */
export function pageOf<T extends Record<string, unknown>>(items: T[], marker?: string, limit?: number): T[] {
  const from = marker === undefined ? 0 : items.findIndex((item) => item["id"] === marker) + 1;
  return items.slice(from, limit ? from + limit : undefined);
}
