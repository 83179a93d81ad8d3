import { ENGINE_FACTS } from "../engines";
import type { EngineFacts, RouteCallers } from "../engines/facts";
import { scenarioOf } from "../scenario";
import type { Migration } from "../spec";

/** From where the task of a migration connects to its source. */
export function callersOf(migration: Migration): RouteCallers {
  const { engine, path } = migration;
  const { callers }: EngineFacts = ENGINE_FACTS[engine];
  const { known } = callers;
  return scenarioOf(migration)?.callers ?? { from: path === "public" ? callers.public : callers.private, known };
}
