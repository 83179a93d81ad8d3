import { accountStatements } from "../accounts";
import type { CheckContext } from "../check";

/** Placeholder for what only the user knows. */
export const NEW_ACCOUNT = "<name of the account>";
export const ENGINES_ADDRESS = "<address of the engine>";

/** Statements that create the engine's account on the source with exactly the rights it needs there. */
export function accountLines(context: CheckContext, user: string, hosts: readonly string[]): string[] {
  const { source, engine, mode, databases, requireTls } = context;
  const spec = { user, password: "", hosts, engine, mode, role: "source", databases, requireTls } as const;
  return accountStatements(spec, source.server).map((line) => line.replace("'***'", "'<password>'"));
}
