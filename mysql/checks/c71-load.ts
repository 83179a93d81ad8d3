import { bytes, type Check, fail, notApplicable, pass, undetermined, warn } from "../check";
import { rights } from "../dialect";
import { replicaLags } from "../facts/activity";
import { globalStatus } from "../facts/settings";
import { baseTables, sizeBytes } from "../facts/tables";
import { grantForCheck } from "../facts/visibility";
import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";

const BUSY = 30;
const LAG_WARN = 10;
const LAG_FAIL = 600;

/** The servers have little load, and a source that is a replica is up to date. */
export const c71: Check = {
  id: "C71",
  title: "Load window",
  group: "Load",
  side: "both",
  reads:
    "Threads_running of both, the source's own replication lag, estimates of rows and bytes (CPU: only the operator's monitor knows)",
  source: "Alibaba DTS, Huawei DRS (off-peak, CPU below 30 %)",
  async run({ source, target, selection }) {
    const needed = `fewer than ${BUSY} threads running on each side; a replica as the source less than ${LAG_WARN} s behind`;
    const [mine, theirs] = [await running(source), await running(target)];
    const rows = (await baseTables(source, selection)).reduce((sum, table) => sum + table.rows, 0);
    const size = `about ${rows} rows, ${bytes(await sizeBytes(source, selection))}`;
    const found = `source ${mine} threads running, target ${theirs}; ${size}`;
    if (mine === undefined || theirs === undefined)
      return notApplicable("a side does not report Threads_running", needed);
    const lags = await lagsOf(source);
    const stands = lags?.includes(null);
    const lag = Math.max(0, ...(lags ?? []).map((one) => one ?? 0));
    if (stands || lag >= LAG_FAIL)
      return fail(
        `${found}; the source's own replication ${stands ? "has stopped" : `is ${lag} s behind`}`,
        needed,
        "repair the source's replication, or use its primary as the source",
      );
    if (lag >= LAG_WARN)
      return warn(`${found}; the source is ${lag} s behind its own`, needed, "wait until it has caught up");
    if (mine >= BUSY || theirs >= BUSY) return warn(found, needed, "start off-peak, or limit the task's speed");
    if (!lags)
      return undetermined(
        `${found}; it cannot be determined whether the source is a lagging replica`,
        needed,
        await grantForCheck(source, [{ right: rights.replicaStatus(source.server), on: "*.*" }]),
      );
    return pass(found, needed);
  },
};

async function running(side: CheckedServer): Promise<number | undefined> {
  const value = (await globalStatus(side)).get("threads_running");
  return value === undefined ? undefined : Number(value);
}

/** Undefined when the account may not read it. */
async function lagsOf(source: CheckedServer): Promise<(number | null)[] | undefined> {
  try {
    return await replicaLags(source);
  } catch (error) {
    if (error instanceof StatementProblem && error.noPrivilege) return undefined;
    throw error;
  }
}
