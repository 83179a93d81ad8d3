import { setTimeout as sleep } from "node:timers/promises";
import { count, fail, type Outcome, pass, undetermined } from "../check";
import { endXa, openTransactions, preparedXa } from "../facts/xa";
import { type Position, readPosition, samePosition, showPosition } from "../position";
import { StatementProblem } from "../problem";
import { binaryLogFilters } from "../replication";
import type { GateContext } from "./types";

/** Two positions in the source's binary log, some seconds apart, are equal. */
export async function writesStopped(context: GateContext): Promise<Outcome> {
  const seconds = context.input.quietSeconds ?? 30;
  const needed = `the source's binary log does not move for ${seconds} s`;
  const first = await readPosition(context.source);
  if (first.file === undefined)
    return fail(
      "the source has no binary log, which would show that writes have stopped",
      needed,
      "switch the binary log on, or stop the source's application and take its writers' rights away",
    );
  const filters = await binaryLogFilters(context.source);
  if (filters !== undefined)
    return undetermined(
      `the source's binary log does not hold every write (${filters}): it cannot show that writes have stopped`,
      needed,
      "stop the application and take its right to write away; then an exemption says how that was made sure",
    );
  await sleep(seconds * 1000, undefined, { signal: context.input.signal });
  const second = await readPosition(context.source);
  context.position = second;
  // A transaction open now was either open before or began meanwhile; 5.6 logs a prepared transaction only when it is
  // committed.
  const meanwhile = await undecided(context, needed);
  if (meanwhile) return meanwhile;
  if (samePosition(first, second)) return pass(`still at ${showPosition(second)}`, needed);
  return fail(`moved from ${showPosition(first)} to ${showPosition(second)}`, needed, FIX);
}

/**
 * A prepared transaction belongs to no session and, until committed, is in no binary log and no comparison: committing
 * it after the cutover would be a late write.
 */
async function undecided({ source }: GateContext, needed: string): Promise<Outcome | undefined> {
  const prepared = await orRefused(preparedXa(source));
  if (Array.isArray(prepared) && prepared.length > 0)
    return fail(
      `${count(prepared.length, "prepared XA transaction")}, which can still be committed`,
      needed,
      endXa(prepared),
    );
  const found = await orRefused(openTransactions(source));
  if (found === 0) return undefined;
  if (typeof found === "number")
    return undetermined(
      `${count(found, "open transaction")} with changes, which can still be committed${Array.isArray(prepared) ? "" : ", and may be a prepared XA transaction"}`,
      needed,
      `end the sessions that write${Array.isArray(prepared) ? "" : "; or let an account with XA_RECOVER_ADMIN look at it: XA RECOVER"}`,
    );
  throw found;
}

/** The result, or the server's refusal as a value. */
function orRefused<T>(answer: Promise<T>): Promise<T | StatementProblem> {
  return answer.catch((error: unknown) => {
    if (error instanceof StatementProblem) return error;
    throw error;
  });
}

/** Whether the source's position is unchanged. Checked after everything else has been proven, which may take hours. */
export async function positionUnchanged(context: GateContext, before: Position): Promise<Outcome> {
  const needed = "the source's binary log does not move until the last gate is proven";
  const now = await readPosition(context.source);
  context.position = now;
  const meanwhile = await undecided(context, needed);
  if (meanwhile) return meanwhile;
  if (samePosition(before, now)) return pass(`still at ${showPosition(now)}`, needed);
  return fail(
    `moved from ${showPosition(before)} to ${showPosition(now)} while the other gates were proven`,
    needed,
    FIX,
  );
}

const FIX =
  "stop the application, then take its right to write: REVOKE INSERT, UPDATE, DELETE ON <database>.* FROM <application account>; or SET GLOBAL read_only = ON;";
