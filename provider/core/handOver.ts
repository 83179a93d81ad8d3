/** How long a reading stays fresh, milliseconds: the steps before an update follow one another within seconds. */
const FRESH = 10_000;

/** A clock that was set back tells nothing of the time between. */
export function isFresh(at: number, now: number): boolean {
  const age = now - at;
  return age >= 0 && age < FRESH;
}

/**
 * A reading that the next step needs as well. It is handed over once and only while fresh; anyone later reads again.
 */
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
