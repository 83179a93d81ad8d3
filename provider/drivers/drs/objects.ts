import { visible } from "../../../model/printing/visible";
import type { ShownObjects } from "../../core/objects";
import type { JobDetail, WireObject } from "./wire";

/** A task without a selection moves everything. One that has one and does not list it shows nothing. */
export function objectsOf({ object_switch, sync_database, object_infos }: JobDetail): ShownObjects | undefined {
  const rows = object_infos ?? [];
  if (rows.length === 0) return object_switch === false ? { databases: "all", odd: [] } : undefined;
  const databases: Record<string, string[]> = {};
  for (const { type, name = "", parent_id } of rows) {
    if (type === "database") databases[name] ??= [];
    else databases[parent_id ?? ""] = [...(databases[parent_id ?? ""] ?? []), name];
  }
  // At the level of databases, tables below them are only listed.
  const isWhole = (tables: string[]) => sync_database === true || tables.length === 0;
  const shown = Object.entries(databases).map(([name, tables]) => [name, isWhole(tables) ? ("all" as const) : tables]);
  return { databases: Object.fromEntries(shown), odd: rows.flatMap(renamed) };
}

function renamed({ name = "", alias_name }: WireObject): string[] {
  return alias_name && alias_name !== name ? [`it renames ${visible(name)} to ${visible(alias_name)}`] : [];
}
