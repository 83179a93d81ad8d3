/** The longest pause, as a multiple of the polling interval. */
const SLOWEST = 12;
const SLOWER = 1.5;
/** How often something is looked at in the time that it still needs. */
const LOOKS_TO_THE_END = 10;

/** What a look showed. */
export interface Look {
  /** Anything at all is other than at the look before. */
  changed: boolean;
  /** Seconds until the end, where it can be told. */
  remainingSeconds?: number;
}

/**
 * Pauses between looks at work that takes seconds or days: longer while nothing changes, short again when something does and near the
 * end. Between one and twelve polling intervals.
 */
export class Pace {
  private seconds: number;

  /** @param interval polling interval, seconds */
  constructor(private readonly interval: number) {
    this.seconds = interval;
  }

  /** Seconds until the next look. */
  next({ changed, remainingSeconds }: Look): number {
    const longest = this.interval * SLOWEST;
    const wanted = remainingSeconds === undefined ? this.seconds * SLOWER : remainingSeconds / LOOKS_TO_THE_END;
    this.seconds =
      changed && remainingSeconds === undefined ? this.interval : Math.min(longest, Math.max(this.interval, wanted));
    return this.seconds;
  }
}
