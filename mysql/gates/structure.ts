import { count, fail, type Outcome, pass, some, undetermined } from "../check";
import { StatementProblem } from "../connect";
import { nameText, unproven } from "../output/structure";
import { script } from "../structure/script";
import { compareStructure, type StructureDifference } from "../structure/structure";
import { movedLater } from "./movedLater";
import type { GateContext } from "./types";

/**
 * Source and target have the same structure: a lost trigger or UNIQUE key would be noticed only when the application
 * writes.
 */
export async function structureEqual(context: GateContext): Promise<Outcome> {
  const { input } = context;
  const needed = input.tables
    ? "every selected table and its triggers exist on the target, unchanged"
    : "every object in the source's databases exists on the target, unchanged";
  const result = await compareStructure({
    source: input.source,
    target: input.target,
    databases: input.databases,
    tables: input.tables,
    signal: input.signal,
  });
  context.structure = result;
  const accounts = await accountsOf(context);
  const later = result.differences.map((one) => movedLater(input, one, accounts));
  const real = result.differences.filter((_, at) => later[at] === undefined);
  const total = Object.values(result.objects).reduce((sum, n) => sum + n, 0);
  const looked = `${count(total, "object")} of the source compared`;
  if (real.length > 0)
    return fail(
      `${looked}; ${count(real.length, "difference")}: ${some(real.map(describe))}`,
      needed,
      script(real).trimEnd(),
    );
  if (result.notProven.length > 0)
    return undetermined(
      `${looked}: no difference was found, but equality is not proven: ${some(result.notProven.map(unproven))}`,
      needed,
      "use accounts that see everything: SELECT, SHOW VIEW, TRIGGER, EVENT and the text of routines",
    );
  const reasons = [...new Set(later.filter((reason) => reason !== undefined))];
  if (reasons.length === 0) return pass(looked, needed);
  context.known = reasons.join("; ");
  return undetermined(
    `${looked}; only what the engine migrates later or differently: ${some(result.differences.map(describe))}`,
    needed,
    "compare again when the task has ended: dbferry compare --structure-only",
  );
}

/** The accounts on the target that the engine's login may be, as `user@host`; the gate's own alone where they cannot be read. */
async function accountsOf({ input, target }: GateContext): Promise<ReadonlySet<string>> {
  const [own] = await target.query<{ account: string }>("SELECT CURRENT_USER() AS account");
  const all = await target
    .query<{ host: string }>("SELECT Host AS host FROM mysql.user WHERE User = ?", [input.target.user])
    .catch((error: unknown) => {
      if (error instanceof StatementProblem) return [];
      throw error;
    });
  return new Set([...(own ? [own.account] : []), ...all.map(({ host }) => `${input.target.user}@${host}`)]);
}

function describe({ kind, name, what }: StructureDifference): string {
  return `${kind} ${nameText(name)}: ${what}`;
}
