import { ENGINE_FACTS, ENGINES, type Engine } from "./engines";
import type { EngineRoute } from "./engines/facts";

export { ENGINES, type Engine } from "./engines";
export { PATHS, type Path } from "./paths";

export const MODES = ["full", "full+incremental"] as const;
export type Mode = (typeof MODES)[number];

/** A supported combination of source, target, engine and path. */
export interface Scenario extends EngineRoute {
  engine: Engine;
}

export const SCENARIOS: readonly Scenario[] = ENGINES.flatMap((engine) =>
  ENGINE_FACTS[engine].routes.map((route) => ({ engine, ...route })),
);

/** The scenario of a migration, or undefined when it is not supported. */
export function scenarioOf(migration: {
  source: { place: string };
  target: { place: string };
  engine: string;
  path: string;
}): Scenario | undefined {
  return SCENARIOS.find(
    (scenario) =>
      scenario.source === migration.source.place &&
      scenario.target === migration.target.place &&
      scenario.engine === migration.engine &&
      scenario.path === migration.path,
  );
}
