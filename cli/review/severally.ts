import { availableParallelism } from "node:os";
import { Semaphore } from "async-mutex";
import { shortName } from "./project";

/** Peak memory of one preview: the engine, the program, the pack and the providers together. */
const PREVIEW_BYTES = 1e9;

/** How many previews this machine can run concurrently; at least one. */
export function previewsAtOnce(cores = availableParallelism(), memory = process.availableMemory()): number {
  return Math.max(1, Math.min(cores, Math.floor(memory / PREVIEW_BYTES)));
}

/**
 * Reviews several stacks concurrently. Results keep the order of the stacks, as if they were reviewed one by one, and
 * one that fails does not affect the others.
 *
 * @param broke result for a stack whose review threw
 * @throws the signal's reason, once everything that was started has ended
 */
export async function severally<T>(
  stacks: readonly string[],
  one: (stack: string) => Promise<T>,
  broke: (stack: string, error: Error) => T,
  { signal, atOnce = previewsAtOnce() }: { signal?: AbortSignal; atOnce?: number } = {},
): Promise<T[]> {
  const names = stacks.map(shortName);
  // Stacks with the same short name share a file in the review's project: the second one gets an error. Running them
  // one by one keeps that deterministic.
  const apart = new Set(names).size === names.length;
  const places = new Semaphore(apart ? atOnce : 1);
  const results = await Promise.all(
    stacks.map((stack) =>
      places.runExclusive(async () => {
        if (signal?.aborted) return undefined;
        return await one(stack).catch((error: Error) => broke(stack, error));
      }),
    ),
  );
  signal?.throwIfAborted();
  return results as T[];
}
