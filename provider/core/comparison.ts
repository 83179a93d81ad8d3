import { type OrderedCheck, shareOf } from "../../model/spec/consistencyCheck";
import { count, fail, type Outcome, pass, some, undetermined } from "../../mysql/check";
import { showTable, type TableName, tableId } from "../../mysql/tableName";

/** A service's own comparison of a task's source and target. It runs one at a time. */
export interface ServiceComparison {
  /** What it leaves out of every table: "TEXT and BLOB columns are compared by length"; absent: nothing. */
  readonly leavesOut?: string;
  /** It silently skips tables that have no row on the target. */
  readonly leavesOutEmpty?: boolean;
  /** The task's comparisons of data, the newest first. */
  list(taskId: string): Promise<ComparisonInfo[]>;
  /** @returns its id */
  create(taskId: string, order: ComparisonOrder): Promise<string>;
  /** Whether a created one can be started by now; absent: immediately. */
  mayStart?(taskId: string): Promise<boolean>;
  /** Starts a created one; absent: it starts by itself. */
  start?(taskId: string, id: string): Promise<void>;
  /**
   * Stops and removes one of dbferry's own, or takes the next step towards that; absent: it cannot be stopped, and is
   * waited for.
   */
  remove?(taskId: string, comparison: ComparisonInfo): Promise<void>;
  /** What a finished one found. */
  findings(taskId: string, id: string): Promise<ComparisonFindings>;
}

export interface ComparisonOrder {
  /** The same for the same check of an unchanged source. */
  name: string;
  check: OrderedCheck;
  tables: readonly TableName[];
}

/** `unknown` is every state that is not in the driver's table: never a result. */
export type ComparisonState = "created" | "running" | "done" | "failed" | "stopped" | "unknown";

export interface ComparisonInfo {
  id: string;
  /** Absent: the service gives comparisons no names. */
  name?: string;
  state: ComparisonState;
  /** The vendor's word for the state. */
  vendorState: string;
  /** Why it failed, in the vendor's words. */
  reason?: string;
  /** 0 to 100. */
  percent?: number;
  /** When it ended, in the vendor's words. */
  endedAt?: string;
}

/** `unknown`: the vendor's result is not in the driver's table. */
export type TableResult = "same" | "different" | "notCompared" | "unknown";

export interface ComparedTable extends TableName {
  result: TableResult;
  /** The vendor's text. */
  text?: string;
}

export interface ComparisonFindings {
  /** Tables that the service lists. */
  tables: readonly ComparedTable[];
  /** How many it compared, if it lists only those with a finding; absent: it lists all. */
  compared?: number;
  /** Its overall verdict, if it gives one, and its word for that. */
  verdict?: { result: TableResult; vendorResult: string };
}

/** A verdict; what is needed is added by the gate. */
export type ComparisonOutcome = Omit<Outcome, "needed">;

/**
 * What a finished comparison proves about these tables. Only a table that it compared and found equal is proven: one
 * that it left out, does not list, or has an unknown result for is not.
 */
export function judgeComparison(
  by: { title: string; leavesOut?: string | undefined },
  check: OrderedCheck,
  expected: readonly TableName[],
  findings: ComparisonFindings,
): ComparisonOutcome {
  const { tables, compared, verdict } = findings;
  const different = tables.filter(({ result }) => result === "different");
  const described = (list: readonly ComparedTable[]) =>
    some(list.map((one) => (one.text ? `${showTable(one)} (${one.text})` : showTable(one))));
  if (different.length > 0)
    return fail(
      `${by.title} found differences in ${count(different.length, "table")}: ${described(different)}`,
      "",
      FIX,
    );
  if (verdict?.result === "different")
    return fail(`${by.title} found differences (${verdict.vendorResult}) and names no table`, "", FIX);
  const open = [
    ...left(expected, findings),
    ...(verdict && verdict.result !== "same" ? [`its verdict is '${verdict.vendorResult}'`] : []),
  ];
  const blind = tables.filter(({ result }) => result !== "same");
  if (blind.length > 0) open.unshift(`not compared: ${described(blind)}`);
  if (open.length > 0)
    return undetermined(
      `${by.title} found no difference, but did not prove all ${count(expected.length, "table")}: ${open.join("; ")}`,
      "",
      UNPROVEN,
    );
  const done = `${by.title} compared ${shareOf(check)} of ${count(compared ?? expected.length, "table")} and found no difference`;
  return pass(by.leavesOut ? `${done}; ${by.leavesOut}` : done, "");
}

const FIX =
  "find out who wrote to the target or why the task lost rows; reload these tables or start again. Each cutover orders a new comparison";
const UNPROVEN =
  "give the tables a primary key, or what the service misses, and run it again; or accept it: an exemption of G09 with reason, owner and expiry; or " +
  "task.consistencyCheck: none, so that dbferry's own comparison (G06) decides alone";

/** Tables that the service does not mention. */
function left(expected: readonly TableName[], { tables, compared }: ComparisonFindings): string[] {
  if (compared !== undefined) {
    const missing = expected.length - compared;
    return missing === 0 ? [] : [`it compared ${compared} of ${expected.length} tables`];
  }
  const named = new Set(tables.map(({ database, table }) => tableId(database, table)));
  const absent = expected.filter(({ database, table }) => !named.has(tableId(database, table)));
  return absent.length > 0 ? [`not in its result: ${some(absent.map(showTable))}`] : [];
}
