import type { Facts } from "../core/facets";
import { tags } from "../core/read";
import { type Bag, Unknown } from "../core/values";

/** Tags in which a vendor's own task carries its last preflight report: when it ran, and what it says of the binlog. */
export const PREFLIGHT_TAG = "migrate-preflight";
export const BINLOG_TAG = "migrate-binlog";

/** Adds the report that the tags name to the tasks of a resource. A task that names none is not asked for one. */
export function withPreflight(inputs: Bag, facts: Facts): Facts {
  if (!facts.task) return facts;
  for (const path of ["tags", "baseInfo.tags"]) {
    const found = tags(inputs, path);
    if (found === undefined || found instanceof Unknown) continue;
    const at = found[PREFLIGHT_TAG];
    const binlog = found[BINLOG_TAG];
    if (at === undefined && binlog === undefined) continue;
    const preflight = { property: `${path}.${PREFLIGHT_TAG}`, at, binlog };
    return { ...facts, task: facts.task.map((task) => ({ ...task, preflight })) };
  }
  return facts;
}
