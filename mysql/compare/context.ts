import { type ConnectOptions, connect, type Db, withDb } from "../connect";
import type { CompareInput } from "./types";
import { Watch } from "./watch";

/** What one comparison carries along. */
export interface Context {
  input: CompareInput;
  source: Db;
  target: Db;
  /** Ranges that were looked at again. */
  rechecked: number;
  watch: Watch;
}

/** Statements of a comparison may scan a whole keyless table; the watch ends what hangs long before. */
const STATEMENT_LIMIT = 6 * 3600_000;

export async function openContext(input: CompareInput): Promise<Context> {
  const open = (options: ConnectOptions) =>
    connect({ ...options, readOnly: true, statementTimeoutMs: STATEMENT_LIMIT, signal: input.signal });
  const [source, target] = await Promise.allSettled([open(input.source), open(input.target)]);
  if (source.status === "fulfilled" && target.status === "fulfilled") {
    const sides = { source: source.value, target: target.value };
    return { input, ...sides, rechecked: 0, watch: new Watch(input, sides) };
  }
  if (source.status === "fulfilled") await source.value.close();
  if (target.status === "fulfilled") await target.value.close();
  throw source.status === "rejected" ? source.reason : (target as PromiseRejectedResult).reason;
}

export async function closeContext(context: Context): Promise<void> {
  context.watch.stop();
  await Promise.all([context.source.close(), context.target.close()]);
}

const CANCEL_LIMIT = 5_000;

/** Ends what both servers are doing as soon as the signal says so: a scan goes on for hours after its client is gone. */
export function cancelOnAbort(context: Context): () => void {
  const { signal } = context.input;
  const abort = () => cancel(context);
  signal?.addEventListener("abort", abort, { once: true });
  return () => signal?.removeEventListener("abort", abort);
}

/** Ends the statements of both sides; a connection that does not answer to that is cut. */
function cancel(context: Context): void {
  for (const side of ["source", "target"] as const) {
    const db = context[side];
    if (!db.busy) continue;
    const options = { ...context.input[side], timeoutMs: CANCEL_LIMIT, signal: undefined };
    withDb(options, (other) => other.query(`KILL QUERY ${db.threadId}`)).catch(() => {});
    const cut = setTimeout(() => {
      if (db.busy) db.lose("the statement could not be ended");
    }, 2 * CANCEL_LIMIT);
    cut.unref();
  }
}

/**
 * The same statement's twin on both sides at once. Where one fails, the other is ended too, and waited for, so that no answer
 * is left in the air.
 */
export async function both<S, T>(context: Context, source: Promise<S>, target: Promise<T>): Promise<[S, T]> {
  const end = () => cancel(context);
  source.catch(end);
  target.catch(end);
  const [mine, theirs] = await Promise.allSettled([source, target]);
  // The first failure is the cause; what was ended because of it is not.
  const failed = [mine, theirs].filter((one) => one.status === "rejected").map((one) => one.reason as unknown);
  if (failed.length > 0) throw failed.find((reason) => !interrupted(reason)) ?? failed[0];
  return [(mine as PromiseFulfilledResult<S>).value, (theirs as PromiseFulfilledResult<T>).value];
}

/** ER_QUERY_INTERRUPTED: what KILL QUERY leaves. */
function interrupted(reason: unknown): boolean {
  return (reason as { errno?: number } | null)?.errno === 1317;
}
