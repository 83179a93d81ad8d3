/** Timeout for what takes milliseconds on an idle machine: a busy one must not cause failures. */
export const PATIENCE = { timeout: 30_000, interval: 10 };
