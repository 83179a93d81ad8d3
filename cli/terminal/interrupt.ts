/** Runs `work` with a signal that Ctrl-C and SIGTERM give; asked a second time, the process ends at once. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>, reason: () => Error): Promise<T> {
  const stop = new AbortController();
  const interrupted = () => stop.abort(reason());
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    return await work(stop.signal);
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  }
}
