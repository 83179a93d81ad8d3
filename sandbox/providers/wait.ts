import { ProviderError } from "./handler";

/**
 * The vendors' providers poll every few seconds; here a state change takes milliseconds, so the interval is shorter.
 */
const POLL_MS = 100;

/**
 * Polls until `look` returns a value.
 * @param look returns undefined to be called again
 * @param limit real seconds
 * @throws ProviderError with `late()` after the limit
 */
export async function until<T>(look: () => Promise<T | undefined>, limit: number, late: () => string): Promise<T> {
  const deadline = Date.now() + limit * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new ProviderError(late());
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
