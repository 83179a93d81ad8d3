import { mysqlAtLeast, type ServerFacts } from "./server";

type RoutineServer = Pick<ServerFacts, "flavour" | "version">;

/**
 * An account that is not a routine's definer sees its text only with a further right: SELECT on mysql.proc before 8.0, SHOW_ROUTINE
 * from 8.0.20, and SELECT on everything in between.
 */
export function routineText(server: RoutineServer): { global: string[]; extra: Record<string, string[]> } {
  if (mysqlAtLeast(server, 8, 0, 20)) return { global: ["SHOW_ROUTINE"], extra: {} };
  if (mysqlAtLeast(server, 8, 0)) return { global: ["SELECT"], extra: {} };
  return { global: [], extra: { "mysql.proc": ["SELECT"] } };
}

/** The right to read the text of all routines, and where it is granted. */
export function routineRight(server: RoutineServer): { right: string; on: string } {
  const { global, extra } = routineText(server);
  return global[0] === undefined ? { right: "SELECT", on: Object.keys(extra)[0]! } : { right: global[0], on: "*.*" };
}
