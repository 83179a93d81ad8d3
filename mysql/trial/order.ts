import { tableId } from "../tableName";
import type { Definition } from "./definitions";
import { referenced } from "./text";

export interface TableOrder {
  /** Each level only references tables of the levels before it (or itself). */
  levels: Definition[][];
  /** Tables that reference each other in a circle. */
  circle: Definition[];
  /** `tableId` of tables with a foreign key to a table that is not among them. */
  outside: Set<string>;
}

/** Tables in the order in which their foreign keys can be created. */
export function tableOrder(tables: readonly Definition[]): TableOrder {
  const byId = new Map(tables.map((one) => [tableId(one.database, one.name), one]));
  const waits = new Map<string, Set<string>>();
  const children = new Map<string, string[]>();
  const outside = new Set<string>();
  for (const [id, one] of byId) {
    const parents = new Set<string>();
    for (const { database, table } of referenced(one.sql)) {
      const parent = tableId(database ?? one.database, table);
      if (!byId.has(parent)) outside.add(id);
      else if (parent !== id) parents.add(parent);
    }
    waits.set(id, parents);
    for (const parent of parents) children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const levels: Definition[][] = [];
  let free = [...waits].filter(([, parents]) => parents.size === 0).map(([id]) => id);
  while (free.length > 0) {
    levels.push(free.map((id) => byId.get(id)!));
    for (const id of free) waits.delete(id);
    const next: string[] = [];
    for (const child of free.flatMap((id) => (children.get(id) ?? []).map((child) => [id, child] as const))) {
      const parents = waits.get(child[1]);
      parents?.delete(child[0]);
      if (parents?.size === 0) next.push(child[1]);
    }
    free = next;
  }
  return { levels, circle: [...waits.keys()].map((id) => byId.get(id)!), outside };
}
