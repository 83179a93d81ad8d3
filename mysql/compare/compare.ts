import { readGrants } from "../facts/settings";
import { mayReadTables } from "../facts/visibility";
import { showTable, tableId, tableOf } from "../tableName";
import { both, type Context, cancelOnAbort, closeContext, openContext } from "./context";
import { planTables } from "./plan";
import { Resume } from "./resume";
import { Settling } from "./settle";
import { settleSuspects } from "./suspects";
import { conclude, readTable, type TableSeen } from "./table";
import { Throttle } from "./throttle";
import type { CompareInput, CompareProgress, CompareResult, TableResult } from "./types";

export type {
  CompareInput,
  CompareMode,
  CompareProgress,
  CompareResult,
  Difference,
  KeyRange,
  TableResult,
} from "./types";

/**
 * Compares source and target table by table, chunk by chunk, both sides in parallel. Reads only. Differences are looked
 * at again after the target has caught up, so that it may run while replication runs. A table or database that one side
 * does not have is a difference; a column that cannot be compared is named in the result.
 * @throws ConnectProblem, StatementProblem, ProblemsError when the resume file is of another comparison, or the reason of
 * the signal
 */
export async function compare(input: CompareInput): Promise<CompareResult> {
  check(input);
  const resume = new Resume(input.resumeFile, input);
  const context = await openContext(input);
  const done = cancelOnAbort(context);
  try {
    const [mine, theirs] = await both(readGrants(context.source), readGrants(context.target));
    mayReadTables("source", mine, input);
    mayReadTables("target", theirs, input);
    const result = await run(context, resume);
    resume.finish();
    return result;
  } catch (error) {
    resume.write();
    input.signal?.throwIfAborted();
    throw error;
  } finally {
    done();
    await closeContext(context);
  }
}

async function run(context: Context, resume: Resume): Promise<CompareResult> {
  const started = Date.now();
  const { input } = context;
  const settling = await Settling.begin(context);
  const throttle = new Throttle(context);
  const planned = [];
  for await (const one of planTables(context)) planned.push(one);
  const tables: TableResult[] = [];
  const open: { name: string; seen: TableSeen }[] = [];
  let rows = 0;
  const tell = (table: string, share: number, more: Partial<CompareProgress> = {}) =>
    input.progress?.({
      table: showTable(tableOf(table)),
      tablesDone: tables.length,
      tables: planned.length,
      rows,
      share,
      ...more,
    });
  const done = (name: string, result: TableResult) => {
    conclude(context, result);
    resume.tableDone(name, result);
  };
  for (const one of planned) {
    if ("absent" in one) {
      tables.push(one.absent);
      continue;
    }
    const { plan } = one;
    const name = tableId(plan.database, plan.table.source.name);
    const known = resume.done(name);
    if (known) {
      tables.push(known);
      continue;
    }
    const seen = await readTable({
      context,
      plan,
      throttle,
      resume: resume.progress(name),
      chunkDone: (progress, share, more) => {
        rows += more;
        resume.note(name, progress);
        tell(name, share);
      },
      paused: (paused) => tell(name, 0, { paused }),
    });
    tables.push(seen.result);
    if (seen.suspects.length > 0) open.push({ name, seen });
    else done(name, seen.result);
    tell(name, 1);
  }
  // The looks that follow wait long: what is read is kept before.
  resume.write();
  const suspects = open.flatMap(({ seen }) => seen.suspects);
  await settleSuspects(context, settling, suspects, Date.now(), (proven) =>
    tell(open[0]!.name, 1, { lookedAgain: { proven, of: suspects.length } }),
  );
  for (const { name, seen } of open) done(name, seen.result);
  const sum = (pick: (table: TableResult) => number) => tables.reduce((total, table) => total + pick(table), 0);
  return {
    equal: tables.every((table) => table.equal),
    mode: input.mode,
    tables,
    rows: { source: sum((table) => table.rows.source), target: sum((table) => table.rows.target) },
    compared: sum((table) => (table.method === "key" || table.method === "buckets" ? table.rows.source : 0)),
    seconds: (Date.now() - started) / 1000,
    rechecked: context.rechecked,
    begun: resume.begun,
    resumed: resume.resumed,
  };
}

function check(input: CompareInput): void {
  const { ratio, throttle } = input;
  if (ratio !== undefined && !(ratio > 0 && ratio <= 1))
    throw new RangeError(`ratio: ${ratio}; needed above 0 and up to 1`);
  const duty = throttle?.duty;
  if (duty !== undefined && !(duty > 0 && duty <= 1))
    throw new RangeError(`throttle.duty: ${duty}; needed above 0 and up to 1`);
  if (input.databases !== "all" && input.databases.length === 0)
    throw new RangeError("databases: none; name one or say all");
}
