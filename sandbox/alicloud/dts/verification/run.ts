import { columnsOf, digestOf, type TableRef, valueSql } from "../../../inspection/digest";
import { type End, openEnd, rows } from "../../../inspection/end";
import type { AlicloudWorld } from "../../facts";
import { endsOf } from "../ends";
import { bootTime, type Job } from "../job";
import type { CheckedTable, Verification } from "./verification";

const START_SECONDS = 10;
/** Rows up to which the service verifies a table without a key. */
const MOST_WITHOUT_KEY = 10_000;

/** Begins a run on the real servers. */
export function verify(world: AlicloudWorld, job: Job, before?: Verification): Verification {
  const run: Verification = {
    status: "NotStarted",
    bootTime: bootTime(before),
    error: "",
    tables: [],
    stop: new AbortController(),
  };
  world.clock
    .sleep(START_SECONDS, run.stop.signal)
    .then(() => compare(world, job, run))
    .then(
      () => {
        run.status = run.tables.some(({ differs }) => differs > 0) ? "Inconsistency" : "Finished";
      },
      (error: Error) => Object.assign(run, { status: "Failed", error: error.message }),
    );
  return run;
}

async function compare(world: AlicloudWorld, job: Job, run: Verification): Promise<void> {
  run.status = "Checking";
  const { source, target } = endsOf(world, job, job.configuration!);
  const opened = await Promise.all([openEnd(world, source), openEnd(world, target)]);
  try {
    const [from, to] = opened;
    if (!("end" in from) || !("end" in to)) throw new Error("a server cannot be read");
    for (const table of await chosen(from.end, job)) {
      run.stop.signal.throwIfAborted();
      const result = await compareTable(from.end, to.end, table, job.configuration!.dataCheck!.percent);
      if (result) run.tables.push({ ...table, id: run.tables.length + 1, ...result });
    }
  } finally {
    await Promise.all(opened.map((one) => ("end" in one ? one.close() : undefined)));
  }
}

async function chosen(source: End, job: Job): Promise<TableRef[]> {
  const found = await rows<{ database: string; table: string }>(
    source,
    "SELECT TABLE_SCHEMA AS `database`, TABLE_NAME AS `table` FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' ORDER BY 1, 2",
  );
  return found.filter(({ database, table }) =>
    job.configuration!.objects!.some((one) =>
      typeof one === "string" ? one === database : one.database === database && one.tables.includes(table),
    ),
  );
}

/** Undefined: the service passes over the table, because it is empty on the target, or is large and has no key. */
async function compareTable(
  source: End,
  target: End,
  table: TableRef,
  percent: number,
): Promise<Pick<CheckedTable, "total" | "differs"> | undefined> {
  const columns = await columnsOf(source, table);
  const all = await digestOf(target, table, []);
  const keyed = columns.some(({ unique }) => unique);
  if (all.rows === 0 || (!keyed && all.rows > MOST_WITHOUT_KEY)) return undefined;
  const values = columns.map(valueSql);
  const [from, to] = await Promise.all([
    digestOf(source, table, values, percent),
    digestOf(target, table, values, percent),
  ]);
  if (from.error) throw new Error(from.error);
  const differs = !to.error && from.text === to.text ? 0 : Math.max(1, Math.abs(from.rows - to.rows));
  return { total: from.rows, differs };
}
