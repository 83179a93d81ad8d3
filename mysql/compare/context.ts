import { type ConnectOptions, connect, type Db, withDb } from "../connect";
import type { CompareInput } from "./types";

/** What one comparison carries along. */
export interface Context {
  input: CompareInput;
  source: Db;
  target: Db;
  /** Chunks that were looked at again. */
  rechecked: number;
}

/** Statements of a comparison may scan a whole keyless table. */
const STATEMENT_LIMIT = 6 * 3600_000;

export async function openContext(input: CompareInput): Promise<Context> {
  const open = (options: ConnectOptions) =>
    connect({ ...options, readOnly: true, statementTimeoutMs: STATEMENT_LIMIT, signal: input.signal });
  const [source, target] = await Promise.allSettled([open(input.source), open(input.target)]);
  if (source.status === "fulfilled" && target.status === "fulfilled") {
    return { input, source: source.value, target: target.value, rechecked: 0 };
  }
  if (source.status === "fulfilled") await source.value.close();
  if (target.status === "fulfilled") await target.value.close();
  throw source.status === "rejected" ? source.reason : (target as PromiseRejectedResult).reason;
}

export async function closeContext(context: Context): Promise<void> {
  await Promise.all([context.source.close(), context.target.close()]);
}

const CANCEL_LIMIT = 5_000;

/** Ends what both servers are doing as soon as the signal says so: a scan goes on for hours after its client is gone. */
export function cancelOnAbort(context: Context): () => void {
  const { signal } = context.input;
  const cancel = () => {
    for (const side of ["source", "target"] as const) {
      const options = { ...context.input[side], timeoutMs: CANCEL_LIMIT };
      const { threadId } = context[side];
      // Where it cannot be done, the statement is waited for.
      withDb(options, (db) => db.query(`KILL QUERY ${threadId}`)).catch(() => {});
    }
  };
  signal?.addEventListener("abort", cancel, { once: true });
  return () => signal?.removeEventListener("abort", cancel);
}

/** The same statement's twin on both sides at once. A failure of one waits for the other, so that no answer is left in the air. */
export async function both<T>(source: Promise<T>, target: Promise<T>): Promise<[T, T]> {
  const [mine, theirs] = await Promise.allSettled([source, target]);
  if (mine.status === "rejected") throw mine.reason;
  if (theirs.status === "rejected") throw theirs.reason;
  return [mine.value, theirs.value];
}
