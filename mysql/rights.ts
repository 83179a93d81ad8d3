import { ENGINES, type Engine } from "./engines";
import type { ServerFacts } from "./server";

export type { Engine } from "./engines";

/** Full load only, or full load and then every change until the cutover. */
export type Mode = "full" | "full+incremental";
export type Role = "source" | "target";

/** The least rights of a migration account. */
export interface Rights {
  /** On *.*. */
  global: string[];
  /** On each migrated database (or on *.* when all are migrated). */
  data: string[];
  /** On further databases by name, or on one table of one: `mysql.proc`. */
  extra: Record<string, string[]>;
  /** May pass its global rights on: DRS creates definers' grants on the target. */
  grantOption: boolean;
  source: string;
}

/** What the engine's documents ask of its account, and nothing more. */
export function leastRights(
  engine: Engine,
  mode: Mode,
  role: Role,
  server: Pick<ServerFacts, "flavour" | "version" | "profile">,
): Rights {
  return ENGINES[engine].rights[role](mode, server);
}
