import { renamed, type ShownObjects } from "../../core/objects";
import type { JobDetail } from "./wire";

/** A task without a selection migrates everything; for one whose selection is not listed, nothing is known. */
export function objectsOf({ object_switch, sync_database, object_infos }: JobDetail): ShownObjects | undefined {
  const rows = object_infos ?? [];
  if (rows.length === 0) return object_switch === false ? { databases: "all", odd: [] } : undefined;
  const databases = new Map<string, string[]>();
  for (const { type, name = "", parent_id } of rows) {
    const database = type === "database" ? name : (parent_id ?? "");
    const tables = databases.get(database) ?? [];
    databases.set(database, tables);
    if (type !== "database") tables.push(name);
  }
  // At the level of databases, tables below them are only listed.
  const isWhole = (tables: string[]) => sync_database === true || tables.length === 0;
  const shown = [...databases].map(([name, tables]) => [name, isWhole(tables) ? ("all" as const) : tables]);
  const odd = rows.flatMap(({ name = "", alias_name }) => renamed(name, name, alias_name));
  return { databases: Object.fromEntries(shown), odd };
}
