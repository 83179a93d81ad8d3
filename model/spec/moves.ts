import { ENGINE_FACTS } from "../engines";
import type { EngineFacts, StaysBehind } from "../engines/facts";
import { scenarioOf } from "../scenario";
import { selectionOf } from "../selection";
import type { Migration } from "./schema";

/** What is migrated, what is not and what changes, as sentences for the plan. */
export function movesOf({ engine, source }: Pick<Migration, "engine" | "source">): string[] {
  const { title, moves }: EngineFacts = ENGINE_FACTS[engine];
  const { databases, tables } = selectionOf(source);
  if (tables)
    return [
      `${title} moves ${tables.length === 1 ? "one table" : `${tables.length} tables`}: ${tables.map(({ database, table }) => `${database}.${table}`).join(", ")}`,
      "views, routines and events stay behind: only tables are named",
      `triggers of these tables ${moves.triggersOfTables}`,
      `accounts ${wordsOf(moves.accounts)}`,
      `definers ${moves.definers}`,
    ];
  return [
    `${title} moves ${databases === "all" ? "every database but the system's own" : `the ${databases.length === 1 ? "database" : "databases"} ${databases.join(", ")}`}`,
    `views and routines ${moves.viewsAndRoutines}`,
    `triggers ${moves.triggers}`,
    `events ${wordsOf(moves.events)}`,
    `accounts ${wordsOf(moves.accounts)}`,
    `definers ${moves.definers}`,
  ];
}

const wordsOf = (moved: string | StaysBehind): string =>
  typeof moved === "string" ? moved : `stay behind: ${moved.behind}`;

/** What the task itself writes to the source, as a sentence for the plan. */
export function writesOf(migration: Migration): string[] {
  const writes = scenarioOf(migration)?.writes;
  return writes === undefined ? [] : [`on the source, the task ${writes}`];
}

/** When the task starts, if not immediately. */
export function orderOf({ engine, task }: Pick<Migration, "engine" | "task">): string[] {
  const { queue }: EngineFacts = ENGINE_FACTS[engine];
  if (task.start !== "now") return [`the task starts at ${task.start}`];
  if (task.after.length === 0) return [];
  return [
    `the task starts after ${task.after.join(", ")}: each must ${queue === "load" ? "be past its full load" : "have ended"}`,
  ];
}
