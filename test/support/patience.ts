/** How long to wait for what takes milliseconds on a quiet machine: a busy one is no failure. */
export const PATIENCE = { timeout: 30_000, interval: 10 };
