import { availableParallelism } from "node:os";
import { Semaphore } from "async-mutex";
import { shortName } from "./project";

/** What the engine, the program, the pack and the providers of one preview hold together at most. */
const PREVIEW_BYTES = 1e9;

/** How many previews this machine can hold at a time, at least one. */
export function previewsAtOnce(cores = availableParallelism(), memory = process.availableMemory()): number {
  return Math.max(1, Math.min(cores, Math.floor(memory / PREVIEW_BYTES)));
}

/**
 * Reviews stacks, several at a time. The results are in the order of the stacks, as if one were reviewed after the other, and one that breaks
 * leaves the others as they are.
 *
 * @param broke the result for a stack whose review broke
 * @throws the signal's reason once everything that was begun has ended
 */
export async function severally<T>(
  stacks: readonly string[],
  one: (stack: string) => Promise<T>,
  broke: (stack: string, error: Error) => T,
  { signal, atOnce = previewsAtOnce() }: { signal?: AbortSignal; atOnce?: number } = {},
): Promise<T[]> {
  const names = stacks.map(shortName);
  // They would meet in one file of the review's project: the second is told of the first, and which that is must not be chance.
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
