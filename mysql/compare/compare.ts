import { ProblemsError } from "../../model/problems";
import { StatementProblem } from "../connect";
import { requireTwoServers } from "../facts/oneServer";
import { readGrants } from "../facts/settings";
import { hidden, mayReadTables } from "../facts/visibility";
import { both, type CompareContext, causeOf, closeContext, openContext } from "./context";
import { readDefinitions } from "./definitions";
import { readInventory, tablesOf } from "./inventory";
import { definedMeanwhile } from "./meanwhile";
import { Planner } from "./plan";
import { Reader } from "./reader";
import { concludeAll, modeNotes, totals } from "./result";
import { Resume } from "./resume";
import { CatchupWait } from "./settle";
import type { CompareInput, CompareResult } from "./types";

export type {
  CompareInput,
  CompareMode,
  CompareProgress,
  CompareResult,
  Difference,
  KeyRange,
  TableResult,
  Verdict,
} from "./types";

/**
 * Compares source and target table by table, chunk by chunk, both sides in parallel. Read-only. Differences are
 * rechecked after the target has caught up, so that it can run during replication. A table or database that exists on
 * one side only is a difference. Whatever could not be compared is named in the result, and the verdict is then not
 * "same".
 * @throws ConnectProblem, StatementProblem; ProblemsError when the resume file belongs to another comparison or a
 * selected object is on neither side; the signal's reason
 */
export async function compare(input: CompareInput): Promise<CompareResult> {
  check(input);
  const resume = new Resume(input.resumeFile, input);
  const context = await openContext(input);
  try {
    const apart = await requireTwoServers(context.source, context.target, "the comparison");
    await resume.of(context);
    if (input.hash === "sha2") await both(context, mustHaveSha2(context, "source"), mustHaveSha2(context, "target"));
    const [mine, theirs] = await both(context, readGrants(context.source), readGrants(context.target));
    mayReadTables("source", mine, input);
    mayReadTables("target", theirs, input);
    const blind = [...apart, ...hidden("source", mine, input), ...hidden("target", theirs, input)];
    const result = await run(context, resume, blind);
    resume.finish();
    return result;
  } catch (error) {
    resume.write();
    input.signal?.throwIfAborted();
    throw causeOf(context, error);
  } finally {
    await closeContext(context);
  }
}

async function run(context: CompareContext, resume: Resume, blind: readonly string[]): Promise<CompareResult> {
  const started = Date.now();
  const { input } = context;
  const settling = await CatchupWait.begin(context);
  const inventory = await readInventory(context);
  const planned = inventory.databases.reduce((all, database) => all + tablesOf(inventory, database).length, 0);
  const reader = new Reader(context, resume, planned);
  const planner = new Planner(context, inventory);
  for (const database of inventory.databases)
    for (const one of planner.tables(database, await readDefinitions(context, database))) await reader.take(one);
  await reader.flush();
  await reader.settle(settling);
  const meanwhile = await definedMeanwhile(context, inventory);
  // Small tables are read in groups, so the results are sorted by name.
  const tables = reader.tables.sort((a, b) => compareText(a.database, b.database) || compareText(a.table, b.table));
  const { unreached } = inventory;
  const notProven = [
    ...modeNotes(input),
    ...blind,
    ...unreached,
    ...meanwhile,
    ...(tables.length === 0 ? ["there is no table to compare"] : []),
  ];
  return {
    verdict: concludeAll(tables, notProven),
    notProven,
    mode: input.mode,
    tables,
    ...totals(tables),
    seconds: (Date.now() - started) / 1000,
    rechecked: context.rechecked,
    begun: resume.begun,
    resumed: resume.resumed,
  };
}

/** SHA2() does not exist before 5.5.5, and returns NULL on a server without TLS. */
async function mustHaveSha2(context: CompareContext, side: "source" | "target"): Promise<void> {
  const [row] = await context[side]
    .query<{ h: string | null }>("SELECT SHA2('abc', 256) AS h")
    .catch((error: unknown) => {
      if (error instanceof StatementProblem) return [{ h: null }];
      throw error;
    });
  if (String(row?.h).startsWith("ba7816bf8f01cfea414140de5dae2223")) return;
  throw new ProblemsError("the comparison cannot run", [
    { path: "hash", seen: `the ${side} has no SHA2()`, needed: "a server that supports it", fix: "remove --hash" },
  ]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function check(input: CompareInput): void {
  const { ratio, throttle } = input;
  if (ratio !== undefined && !(ratio > 0 && ratio <= 1))
    throw new RangeError(`ratio: ${ratio}; needed: above 0 and up to 1`);
  const duty = throttle?.duty;
  if (duty !== undefined && !(duty > 0 && duty <= 1))
    throw new RangeError(`throttle.duty: ${duty}; needed: above 0 and up to 1`);
  if (input.databases !== "all" && input.databases.length === 0)
    throw new RangeError("databases: none; name at least one, or specify all");
}
