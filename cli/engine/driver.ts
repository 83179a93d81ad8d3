import { locationOf } from "../../model/spec";
import type { Driver } from "../../provider/core/driver";
import { cloudsFor } from "../../provider/registry";
import { configOf } from "../audit/audit";
import type { StackMigration } from "./stackMigration";

type Of = Pick<StackMigration, "migration" | "clouds">;

/** The service of a stack's task. @throws UserProblem or ProblemsError without usable credentials or settings */
export function driverOf({ migration, clouds }: Of, env: NodeJS.ProcessEnv = process.env): Driver {
  const settings = clouds();
  const ends = { source: locationOf(migration.source), target: locationOf(migration.target) };
  return cloudsFor(configOf(migration, settings, env)).driver(migration.engine, ends);
}
