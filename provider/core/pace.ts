/** The longest pause, as a multiple of the polling interval. */
const SLOWEST = 12;
const SLOWER = 1.5;
/** Number of polls in the time that is still needed. */
const LOOKS_TO_THE_END = 10;

/** Result of a poll. */
export interface Look {
  /** Anything differs from the previous poll. */
  changed: boolean;
  /** Seconds until the end, if known. */
  remainingSeconds?: number;
}

/**
 * Intervals for polling work that takes seconds or days: longer while nothing changes, short again when something does
 * and near the end. Between one and twelve polling intervals.
 */
export class Pace {
  private seconds: number;

  /** @param interval polling interval, seconds */
  constructor(private readonly interval: number) {
    this.seconds = interval;
  }

  /** Seconds until the next poll. */
  next({ changed, remainingSeconds }: Look): number {
    const longest = this.interval * SLOWEST;
    const wanted = remainingSeconds === undefined ? this.seconds * SLOWER : remainingSeconds / LOOKS_TO_THE_END;
    this.seconds =
      changed && remainingSeconds === undefined ? this.interval : Math.min(longest, Math.max(this.interval, wanted));
    return this.seconds;
  }
}
