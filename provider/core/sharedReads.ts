import type { Clouds } from "./clouds";
import type { Driver } from "./driver";
import { isFresh } from "./handOver";
import type { TaskInfo } from "./task";

interface Read {
  task: Promise<TaskInfo | undefined>;
  /** When it began. */
  at: number;
}

/**
 * For calls that change nothing (diff, read, preview, functions): `describe` returns the same read to all of them, even
 * while it is still in progress. Calls that change something never use it; those that may accept an earlier read say so
 * (`RecentReads`).
 */
export class SharedReads {
  private reads = new WeakMap<Driver, Map<string, Read>>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Call this before anything changes, so that every task is read again. */
  invalidate(): void {
    this.reads = new WeakMap();
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
    const tasks = this.reads.get(driver) ?? new Map<string, Read>();
    this.reads.set(driver, tasks);
    const known = tasks.get(id);
    const at = this.now();
    // It may be hours old: a step in between can take that long.
    if (known && isFresh(known.at, at)) return known.task;
    const task = driver.describe(id);
    tasks.set(id, { task, at });
    // A failed read is not kept.
    task.catch(() => {
      if (tasks.get(id)?.task === task) tasks.delete(id);
    });
    return task;
  }
}
