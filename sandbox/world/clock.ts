/**
 * The vendors' time: states that take minutes in the cloud take seconds here. Dates stay real (expiry marks are
 * compared with the real clock); only durations are scaled. Nothing polls: a service computes a state from the time
 * elapsed since it began.
 */
export class Clock {
  /** @param speed vendor seconds per real second, above 0; default 60 */
  constructor(readonly speed = 60) {
    if (!(speed > 0)) throw new RangeError(`Clock speed: seen ${speed}, needed a number above 0`);
  }

  /** An opaque, monotonic point in time to measure from. */
  mark(): number {
    return performance.now();
  }

  /** Vendor seconds since `mark`. */
  secondsSince(mark: number): number {
    return ((performance.now() - mark) / 1000) * this.speed;
  }

  /** Real milliseconds that `vendorSeconds` last. */
  realMs(vendorSeconds: number): number {
    return (vendorSeconds / this.speed) * 1000;
  }

  /** Resolves after `vendorSeconds`; rejects with the signal's reason when it aborts first. Does not keep the process alive. */
  sleep(vendorSeconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      }, this.realMs(vendorSeconds));
      timer.unref();
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }
}
