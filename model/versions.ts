import { ENGINE_FACTS, ENGINES, type Engine } from "./spec/engines";
import type { EngineVersions } from "./spec/engines/engine";

export type { EngineVersions } from "./spec/engines/engine";

/** What each engine documents, for both the checks and the policies. */
export const ENGINE_VERSIONS = Object.fromEntries(
  ENGINES.map((engine) => [engine, ENGINE_FACTS[engine].versions]),
) as Record<string, EngineVersions> as Readonly<Record<Engine, EngineVersions>>;
