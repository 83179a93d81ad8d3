import type { World } from "../world/world";

/** Longest wait before the limit is checked again, so that lifting it takes effect soon. */
const LOOK_MS = 50;

/** Spreads the rows of all movers of one world over time, at the current rate of `world.faults.copyRowsPerSecond`. */
class Throttle {
  private debtUntil = 0;

  constructor(private readonly world: World) {}

  /** Rows per step: a tenth of a second's worth, so that progress is smooth. */
  get step(): number {
    const limit = this.world.faults.copyRowsPerSecond;
    return limit === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(limit / 10));
  }

  /** Waits until `rows` more may be written. @throws the signal's reason */
  async take(rows: number, signal: AbortSignal): Promise<void> {
    const limit = this.world.faults.copyRowsPerSecond;
    if (limit === undefined) {
      this.debtUntil = 0;
      return;
    }
    const now = performance.now();
    const until = Math.max(now, this.debtUntil);
    this.debtUntil = until + (rows / limit) * 1000;
    for (let left = until - now; left > 0; left = until - performance.now()) {
      if (this.world.faults.copyRowsPerSecond !== limit) return this.take(rows, signal);
      await pause(Math.min(left, LOOK_MS));
      signal.throwIfAborted();
    }
  }
}

const throttles = new WeakMap<World, Throttle>();

/** The throttle shared by all movers of a world. */
export function throttleOf(world: World): Throttle {
  const throttle = throttles.get(world) ?? new Throttle(world);
  throttles.set(world, throttle);
  return throttle;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
