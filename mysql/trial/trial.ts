import type { Db } from "../connect";
import type { Selection } from "../facts/selection";
import { globalVariables } from "../facts/settings";
import type { CheckedServer } from "../side";
import { Advising } from "./advising";
import { attempt } from "./attempt";
import { Creation } from "./creation";
import { readDefinitions } from "./definitions";
import { Place } from "./place";
import { PrintedStatements } from "./printed";
import type { TrialResult } from "./result";
import { openScratch, type Scratch } from "./scratch";
import { sessions } from "./sessions";
import { likeTarget, unlike } from "./variables";

export interface TrialInput {
  source: CheckedServer;
  target: CheckedServer;
  selection: Selection;
  scratch: Scratch;
  /** Statements to try on the definitions once these exist. */
  statements?: () => Promise<readonly string[]>;
  signal?: AbortSignal;
}

const SESSIONS = 3;

/**
 * Creates the schema of the selection, without data, on the scratch server, and removes it again. @throws NoScratch,
 * ConnectProblem, StatementProblem
 */
export async function tryDefinitions(input: TrialInput): Promise<TrialResult> {
  const { source, target } = input;
  const scratch = { ...input.scratch, options: { ...input.scratch.options, signal: input.signal } };
  const holder = await openScratch(scratch, source, target);
  const place = new Place(scratch);
  try {
    const definitions = await readDefinitions(source, input.selection, input.signal);
    const wanted = await globalVariables(target);
    return await sessions({ ...scratch.options, statementTimeoutMs: 120_000 }, SESSIONS, async (all) => {
      const result: TrialResult = {
        server: `${holder.address} (${holder.server.text})`,
        accepted: new Map(),
        refused: [],
        notTried: [...definitions.unread, ...(await conditions(all, wanted, holder))],
        refusedStatements: new Map(),
      };
      await place.begin(holder);
      const creation = new Creation(all, place, result, target, input.signal);
      await creation.databases(definitions.databases);
      await creation.tables(definitions.all.filter((one) => one.kind === "table" || one.kind === "sequence"));
      await creation.programs(definitions.all);
      await creation.views(definitions.all.filter((one) => one.kind === "view"));
      await creation.attached(definitions.all);
      await new Advising(all, place, target, source).advise(creation.failed, input.signal);
      const statements = (await input.statements?.()) ?? [];
      result.refusedStatements = await new PrintedStatements(all, place, target).refused(statements, input.signal);
      return result;
    });
  } finally {
    // The objects go first, then the lock that marks them as in use.
    await place.remove(scratch.options).finally(() => holder.close());
  }
}

/** Sets the sessions up like the target's. @returns what could not be made the same */
async function conditions(all: readonly Db[], wanted: ReadonlyMap<string, string>, holder: Db): Promise<string[]> {
  const rows = await holder.query<{ Variable_name: string; Value: string }>("SHOW GLOBAL VARIABLES");
  const found = unlike(wanted, new Map(rows.map((row) => [row.Variable_name.toLowerCase(), row.Value])));
  const refused = new Set<string>();
  for (const db of all) {
    // On a shared server, none of this must reach its replicas.
    await attempt(() => db.query("SET SESSION sql_log_bin = 0"));
    for (const one of await likeTarget(db, wanted)) refused.add(one);
  }
  return [...found, ...refused];
}
