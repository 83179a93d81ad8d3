import type { Clouds } from "./clouds";
import type { Driver } from "./driver";
import { isFresh } from "./handOver";
import type { TaskInfo } from "./task";

/** One look at a task, and when it began. */
interface Look {
  look: Promise<TaskInfo | undefined>;
  at: number;
}

/**
 * Task readings shared by several resources: while nothing changes, a task is read once, however many of them need it.
 * Code that changes something reads for itself, or goes by a reading of moments ago (`Readings`).
 */
export class SharedLooks {
  private seen = new WeakMap<Driver, Map<string, Look>>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Something is about to change, or has changed: every task is read again. */
  invalidate(): void {
    this.seen = new WeakMap();
  }

  through(clouds: Clouds): Clouds {
    return { ...clouds, driver: (engine, at) => this.sharing(clouds.driver(engine, at)) };
  }

  private sharing(driver: Driver): Driver {
    return Object.create(driver, {
      describe: { value: (id: string) => this.describe(driver, id) },
    }) as Driver;
  }

  private describe(driver: Driver, id: string): Promise<TaskInfo | undefined> {
    const tasks = this.seen.get(driver) ?? new Map<string, Look>();
    this.seen.set(driver, tasks);
    const known = tasks.get(id);
    const at = this.now();
    // Another step may have been working for hours since.
    if (known && isFresh(known.at, at)) return known.look;
    const look = driver.describe(id);
    tasks.set(id, { look, at });
    // A failed reading is not kept.
    look.catch(() => {
      if (tasks.get(id)?.look === look) tasks.delete(id);
    });
    return look;
  }
}
