import { accountStatements } from "../accounts";
import type { CheckContext } from "../check";

/** Stands for what only the person knows. */
export const NEW_ACCOUNT = "<name of the account>";
export const ENGINES_ADDRESS = "<address of the engine>";

/** The statements that make the source's account for the engine, with the rights that it needs there and no others. */
export function accountLines(context: CheckContext, user: string, hosts: readonly string[]): string[] {
  const { source, engine, mode, databases, requireTls } = context;
  const spec = { user, password: "", hosts, engine, mode, role: "source", databases, requireTls } as const;
  return accountStatements(spec, source.server).map((line) => line.replace("'***'", "'<password>'"));
}
