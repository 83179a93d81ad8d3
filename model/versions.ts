import { ENGINE_FACTS, ENGINES, type Engine } from "./engines";
import type { EngineVersions } from "./engines/facts";

export type { EngineVersions } from "./engines/facts";

/** What each engine documents, for both the checks and the policies. */
export const ENGINE_VERSIONS = Object.fromEntries(
  ENGINES.map((engine) => [engine, ENGINE_FACTS[engine].versions]),
) as Record<string, EngineVersions> as Readonly<Record<Engine, EngineVersions>>;
