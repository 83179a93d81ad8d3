import { type End, openEnd } from "../../../inspection/end";
import { rowsOf } from "../../../mysql/connect";
import type { HuaweicloudWorld } from "../../facts";
import { sidesOf } from "../endpoints";
import type { Job, PrecheckItemResult } from "../job";
import type { JobBook } from "../jobBook";
import { ACCOUNT_CHECKS, sourceAccount } from "./accounts";
import { BINLOG_CHECKS } from "./binlog";
import type { Check, PrecheckContext, Verdict } from "./check";
import { OBJECT_CHECKS } from "./objects";
import { PARAMETER_CHECKS } from "./parameters";
import { VERSION_CHECKS } from "./versions";

const OWN_DATABASES = new Set(["mysql", "information_schema", "performance_schema", "sys"]);

export type RunPrecheck = (world: HuaweicloudWorld, book: JobBook, job: Job) => Promise<PrecheckItemResult[]>;

/**
 * Runs the items of the vendor's precheck on the real servers, with the migration accounts' privileges and from the task's
 * addresses. Every item has a result; an error in one fails that item.
 */
export async function runPrecheck(world: HuaweicloudWorld, book: JobBook, job: Job): Promise<PrecheckItemResult[]> {
  const { source, target } = sidesOf(world, job);
  const [from, to] = await Promise.all([openEnd(world, source), openEnd(world, target)]);
  try {
    const context: PrecheckContext = {
      ...("end" in from ? { source: from.end } : {}),
      ...("end" in to ? { target: to.end } : {}),
      refused: {
        source: "refused" in from ? from.refused : undefined,
        target: "refused" in to ? to.refused : undefined,
      },
      incremental: job.request.task_type === "FULL_INCR_TRANS",
      objects: job.objects,
      databases: "end" in from ? await databasesOf(from.end, job) : [],
      instance: world.huaweicloud.rds.get(job.target.inst_id!),
      otherTask: otherTaskOf(book, job),
      replaceDefiner: job.replaceDefiner,
    };
    const results: PrecheckItemResult[] = [];
    for (const check of checksFor(context)) results.push(force(world, await judge(check, context)));
    return results;
  } finally {
    await Promise.all([from, to].map((one) => ("end" in one ? one.close() : undefined)));
  }
}

function checksFor({ incremental }: PrecheckContext): Check[] {
  return [
    ...OBJECT_CHECKS,
    ...PARAMETER_CHECKS,
    ...BINLOG_CHECKS,
    sourceAccount(incremental),
    ...ACCOUNT_CHECKS,
    ...VERSION_CHECKS,
  ].filter((check) => incremental || !check.incremental);
}

async function judge(check: Check, context: PrecheckContext): Promise<PrecheckItemResult> {
  const missing = check.needs.find((side) => context[side] === undefined);
  const verdict: Verdict = missing
    ? {
        result: "FAILED",
        reason: missing === "source" ? "SRC_DB_CONNECT_FAILED" : "DST_DB_CONNECT_FAILED",
        text: `This item cannot be checked because the ${missing} database fails to be connected.`,
      }
    : await Promise.resolve(check.run(context)).catch(
        (error: Error): Verdict => ({ result: "FAILED", reason: "INTERNAL_ERROR", text: error.message }),
      );
  return {
    item: check.item,
    group: check.group,
    result: verdict.result,
    ...(verdict.result === "PASSED" ? {} : { failed_reason: verdict.reason, raw_error_msg: verdict.text }),
    ...(verdict.data ? { data: JSON.stringify(verdict.data) } : {}),
  };
}

/** A result requested by a test or the demo. */
function force(world: HuaweicloudWorld, result: PrecheckItemResult): PrecheckItemResult {
  const fault = world.faults.precheck.get(result.item);
  if (!fault) return result;
  const { item, group } = result;
  if (fault.result === "PASSED") return { item, group, result: "PASSED" };
  return { item, group, result: fault.result, failed_reason: "FORCED", raw_error_msg: fault.text };
}

async function databasesOf(source: End, job: Job): Promise<string[]> {
  const found = await rowsOf<Record<string, string>>(source.connection, "SHOW DATABASES");
  const there = found.map((row) => Object.values(row)[0]!).filter((name) => !OWN_DATABASES.has(name));
  const { objects } = job;
  if (objects.scope === "all") return there;
  const wanted = objects.scope === "database" ? objects.databases : objects.tables.map((one) => one.database);
  return there.filter((name) => wanted.includes(name));
}

function otherTaskOf(book: JobBook, job: Job): string | undefined {
  const live = [
    "STARTJOBING",
    "WAITING_FOR_START",
    "FULL_TRANSFER_STARTED",
    "FULL_TRANSFER_COMPLETE",
    "INCRE_TRANSFER_STARTED",
    "PAUSING",
  ];
  return book
    .all()
    .find((one) => one.id !== job.id && one.target.inst_id === job.target.inst_id && live.includes(one.status))?.id;
}
