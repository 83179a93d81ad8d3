import { setTimeout as sleep } from "node:timers/promises";
import type { OwnStatement } from "../../model/engines/profile";
import { PROFILES } from "../../model/engines/profiles";
import { count, fail, type Outcome, pass, undetermined } from "../check";
import { endXa, openTransactions, preparedXa } from "../facts/xa";
import { type Position, readPosition, samePosition, showPosition } from "../position";
import { StatementProblem } from "../problem";
import { binaryLogFilters } from "../replication";
import { onlyOwn } from "./ownStatements";
import type { GateContext } from "./types";

/**
 * The first of two positions of the source's binary log that must be equal. The second is read when everything else has
 * been proven: the other gates take part of the quiet time, or all of it.
 *
 * @returns the outcome, if it is known without a second position
 */
export async function writesPaused(context: GateContext): Promise<Outcome | undefined> {
  const needed = neededFor(context);
  const first = await readPosition(context.source);
  if (first.file === undefined)
    return fail(
      "the source has no binary log to show that writes have stopped",
      needed,
      "enable the binary log, or stop the source's application and revoke its writers' privileges",
    );
  const filters = await binaryLogFilters(context.source);
  if (filters !== undefined)
    return undetermined(
      `the source's binary log does not contain every write (${filters}), so it cannot show that writes have stopped`,
      needed,
      "stop the application, revoke its write privileges, and state in an exemption how that was ensured",
    );
  context.paused = { position: first, at: performance.now() };
  return undefined;
}

/** Waits until the quiet time since the first position is over. @throws the signal's reason */
export async function quietTime({ input, paused }: GateContext): Promise<void> {
  if (!paused) return;
  const left = paused.at + quietSeconds(input) * 1000 - performance.now();
  if (left <= 0) return;
  await sleep(left, undefined, { signal: input.signal }).catch((error: unknown) => {
    input.signal?.throwIfAborted();
    throw error;
  });
}

/** The second position, the last thing that is read: the record describes the end. */
export async function writesStopped(context: GateContext): Promise<Outcome> {
  const needed = neededFor(context);
  const { position: first, at } = context.paused!;
  const second = await readPosition(context.source);
  const seconds = (performance.now() - at) / 1000;
  context.position = second;
  // A transaction open now was either open before or began meanwhile; 5.6 logs a prepared transaction only when it is
  // committed.
  const meanwhile = await undecided(context, needed);
  if (meanwhile) return meanwhile;
  if (samePosition(first, second))
    return pass(`still at ${showPosition(second)} after ${seconds.toFixed(1)} s`, needed);
  const moved = `moved from ${showPosition(first)} to ${showPosition(second)} in ${seconds.toFixed(1)} s`;
  const own = context.input.engine && PROFILES[context.input.engine].ownStatement.value(context.source.server);
  if (!own) return fail(moved, needed, FIX);
  return await movedByOwn(context, second, own);
}

/** How often the position is read again at most, until two readings are equal. */
const READS = 5;

/**
 * File, position and GTIDs are read one after another, and a write between them would be in the GTIDs alone: what the
 * log shows counts once the position has stayed the same meanwhile.
 */
async function movedByOwn(context: GateContext, second: Position, own: OwnStatement): Promise<Outcome> {
  const needed = neededFor(context);
  const { position: first, at } = context.paused!;
  let last = second;
  for (let n = 0; n < READS; n += 1) {
    const seen = await onlyOwn(context.source, first, last, own);
    const seconds = (performance.now() - at) / 1000;
    const moved = `moved from ${showPosition(first)} to ${showPosition(last)} in ${seconds.toFixed(1)} s`;
    if (typeof seen === "string") return fail(`${moved}; ${seen}`, needed, FIX);
    const again = await readPosition(context.source);
    if (samePosition(last, again))
      return pass(
        `${moved}, by nothing but ${own.text} (${count(seen, "time")}), which changes no data; the task repeats it`,
        needed,
      );
    last = again;
    context.position = again;
  }
  return fail(`still moves: at ${showPosition(last)}, from ${showPosition(first)}`, needed, FIX);
}

const quietSeconds = ({ quietSeconds: seconds = 30 }: GateContext["input"]) => seconds;

const neededFor = ({ input }: GateContext) =>
  `the source's binary log does not move for ${quietSeconds(input)} s, nor until the last gate is proven`;

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
      `${count(found, "open transaction")} with changes, which can still be committed${Array.isArray(prepared) ? "" : ", and possibly a prepared XA transaction"}`,
      needed,
      `end the sessions that write${Array.isArray(prepared) ? "" : "; or check with an account that has XA_RECOVER_ADMIN: XA RECOVER"}`,
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

const FIX =
  "stop the application, then revoke its write privileges: REVOKE INSERT, UPDATE, DELETE ON <database>.* FROM <application account>; or SET GLOBAL read_only = ON;";
