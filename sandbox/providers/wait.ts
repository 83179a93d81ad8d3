import { ProviderError } from "./handler";

/** The vendors' providers poll every few seconds; here a state takes milliseconds, and so does the next look. */
const POLL_MS = 100;

/**
 * Looks until `look` gives a value.
 * @param look gives undefined to be asked again
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
