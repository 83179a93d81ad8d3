import { fail, type Outcome, pass, warn } from "../check";
import { ConnectProblem } from "../problem";
import type { CheckedServer } from "../side";

/** A login that takes more than a third of the time limit will time out under load. */
const SLOW_SHARE = 1 / 3;

/** Shared by source and target: reachable, logged in, responding. */
export async function reachable(side: CheckedServer): Promise<Outcome> {
  const allowed = side.options.timeoutMs ?? 10_000;
  const needed = `answers and logs in, in under ${seconds(allowed * SLOW_SHARE)}`;
  if (side.problem) return fail(`${side.problem.address}: ${side.problem.cause}`, needed, side.problem.fix);
  try {
    await side.query("SELECT 1 AS one");
  } catch (error) {
    if (error instanceof ConnectProblem) return fail(`${error.address}: ${error.cause}`, needed, error.fix);
    throw error;
  }
  const found = `${side.server.text} at ${side.db?.address}, login in ${seconds(side.loginMs)}`;
  if (side.loginMs <= allowed * SLOW_SHARE) return pass(found, needed);
  return warn(found, needed, "check the path's latency, skip_name_resolve and the server's load");
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
