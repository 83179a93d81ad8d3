/** How long a read stays fresh, milliseconds: the steps before an update follow one another within seconds. */
const FRESH = 10_000;

/** A negative age (the clock was set back) does not count as fresh. */
export function isFresh(at: number, now: number): boolean {
  const age = now - at;
  return age >= 0 && age < FRESH;
}

/** Passes one step's reads on to the next step: each is taken at most once, and only while fresh. */
export class HandOver<T> {
  private readonly left = new Map<string, { reading: T; at: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  leave(key: string, reading: T): void {
    this.left.set(key, { reading, at: this.now() });
  }

  /** Undefined when there is no fresh reading. */
  take(key: string): T | undefined {
    const found = this.left.get(key);
    this.left.delete(key);
    return found && isFresh(found.at, this.now()) ? found.reading : undefined;
  }
}
