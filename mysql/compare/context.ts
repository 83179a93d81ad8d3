import { cancel } from "../cancel";
import { connect, type Db } from "../connect";
import { Duty } from "./duty";
import type { CompareInput } from "./types";
import { Watch } from "./watch";

/** State of one comparison. */
export interface CompareContext {
  input: CompareInput;
  source: Db;
  target: Db;
  /** Number of rechecks. */
  rechecked: number;
  watch: Watch;
  duty: Duty;
  /** The first failure; statements that were ended because of it fail too. */
  cause?: unknown;
}

/** A statement of a comparison may scan a whole table without a key; `Watch` ends a hanging one long before this. */
const STATEMENT_LIMIT = 6 * 3600_000;

export async function openContext(input: CompareInput): Promise<CompareContext> {
  const open = (role: "source" | "target") =>
    connect({ ...input[role], role, readOnly: true, statementTimeoutMs: STATEMENT_LIMIT, signal: input.signal });
  const [source, target] = await Promise.allSettled([open("source"), open("target")]);
  if (source.status === "fulfilled" && target.status === "fulfilled") {
    const sides = { source: source.value, target: target.value };
    const duty = new Duty(sides, input.throttle?.duty ?? 1, input.signal);
    if (duty.share < 1) for (const db of [sides.source, sides.target]) db.pace = () => duty.rest();
    return { input, ...sides, rechecked: 0, watch: new Watch(input, sides), duty };
  }
  if (source.status === "fulfilled") await source.value.close();
  if (target.status === "fulfilled") await target.value.close();
  throw source.status === "rejected" ? source.reason : (target as PromiseRejectedResult).reason;
}

export async function closeContext(context: CompareContext): Promise<void> {
  context.watch.stop();
  await Promise.all([context.source.close(), context.target.close()]);
}

/**
 * Waits for the same operation on both sides. If one fails, the other is cancelled and awaited, so that no statement is
 * left running.
 */
export async function both<S, T>(context: CompareContext, source: Promise<S>, target: Promise<T>): Promise<[S, T]> {
  const end = (error: unknown) => {
    context.cause ??= error;
    for (const side of ["source", "target"] as const) cancel(context[side], context.input[side]);
  };
  source.catch(end);
  target.catch(end);
  const [mine, theirs] = await Promise.allSettled([source, target]);
  const failed = [mine, theirs].find((one) => one.status === "rejected");
  if (failed) throw causeOf(context, failed.reason);
  return [(mine as PromiseFulfilledResult<S>).value, (theirs as PromiseFulfilledResult<T>).value];
}

/** The first failure, when `error` only reports a statement that was cancelled because of it. */
export function causeOf(context: CompareContext, error: unknown): unknown {
  return (error as { errno?: number } | null)?.errno === INTERRUPTED ? (context.cause ?? error) : error;
}

/** ER_QUERY_INTERRUPTED: the error of a statement ended by KILL QUERY. */
const INTERRUPTED = 1317;
