import type { Facts } from "../core/facets";
import { tags } from "../core/read";
import { type Bag, Unknown } from "../core/values";

/** Tags in which a vendor's own task carries its last preflight report: when it ran, and what it says about the binlog. */
export const PREFLIGHT_TAG = "migrate-preflight";
export const BINLOG_TAG = "migrate-binlog";

/** Adds the report named in the tags at `path` to the tasks of a resource. A task without one needs none. */
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
