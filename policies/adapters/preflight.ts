import type { Facts } from "../core/facets";
import { tags } from "../core/read";
import { type Bag, Unknown } from "../core/values";

/** Tags on a vendor's own task that record its last preflight report: its time, and its result for the binlog. */
export const PREFLIGHT_TAG = "migrate-preflight";
export const BINLOG_TAG = "migrate-binlog";

/** Adds the report in the tags at `path` to a resource's tasks. Without such tags, the facts stay unchanged. */
export function withPreflight(inputs: Bag, facts: Facts, path: string | undefined): Facts {
  if (!facts.task || path === undefined) return facts;
  const found = tags(inputs, path);
  if (found === undefined || found instanceof Unknown) return facts;
  const at = found[PREFLIGHT_TAG];
  const binlog = found[BINLOG_TAG];
  if (at === undefined && binlog === undefined) return facts;
  const preflight = { property: `${path}.${PREFLIGHT_TAG}`, at, binlog };
  return { ...facts, task: facts.task.map((task) => ({ ...task, preflight })) };
}
