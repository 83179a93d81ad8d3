import { type ConnectOptions, connect, type Db } from "../connect";
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
    connect({ ...options, readOnly: true, statementTimeoutMs: STATEMENT_LIMIT });
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

/** The same statement's twin on both sides at once. A failure of one waits for the other, so that no answer is left in the air. */
export async function both<T>(source: Promise<T>, target: Promise<T>): Promise<[T, T]> {
  const [mine, theirs] = await Promise.allSettled([source, target]);
  if (mine.status === "rejected") throw mine.reason;
  if (theirs.status === "rejected") throw theirs.reason;
  return [mine.value, theirs.value];
}
