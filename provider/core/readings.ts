import type { Driver, TaskInfo } from "./driver";
import { FRESH } from "./handOver";

/** What leaves a task as it is. Every other call of a driver may change it. */
const READS: ReadonlySet<PropertyKey> = new Set([
  ...["find", "describe", "openings", "egress", "problems", "quota", "progress", "isNeeded", "isDone"],
  ...["shownPrecheck", "precheckReport", "list", "mayStart", "findings"],
] satisfies PropertyKey[]);

/**
 * Readings of tasks, kept while they are fresh and nothing has been ordered of the service since they began. A step that
 * needs to know where a task stands goes by the reading of the step before, instead of asking for the same again.
 */
export class Readings {
  private readonly watched = new WeakMap<Driver, Driver>();
  private readonly kept = new WeakMap<Driver, Kept>();

  constructor(private readonly now: () => number = Date.now) {}

  /** The driver, with its readings kept. */
  of(driver: Driver): Driver {
    const known = this.watched.get(driver);
    if (known) return known;
    const kept = new Kept(this.now);
    const made = watching(driver, kept);
    this.watched.set(driver, made);
    this.kept.set(made, kept);
    return made;
  }

  /** @param driver one that `of` has returned; of any other nothing is known */
  lately(driver: Driver, id: string): Promise<TaskInfo | undefined> {
    const known = this.kept.get(driver)?.latest(id);
    return known ? Promise.resolve(known.task) : driver.describe(id);
  }
}

class Kept {
  private readonly tasks = new Map<string, { task: TaskInfo | undefined; at: number }>();
  private orders = 0;

  constructor(private readonly now: () => number) {}

  latest(id: string): { task: TaskInfo | undefined } | undefined {
    const found = this.tasks.get(id);
    return found && this.now() - found.at < FRESH ? found : undefined;
  }

  async reading(id: string, read: () => Promise<TaskInfo | undefined>): Promise<TaskInfo | undefined> {
    const [at, before] = [this.now(), this.orders];
    const task = await read();
    // An order in between makes it a reading of before.
    if (this.orders === before) this.tasks.set(id, { task, at });
    return task;
  }

  async order<T>(give: () => Promise<T>): Promise<T> {
    this.forget();
    try {
      return await give();
    } finally {
      this.forget();
    }
  }

  private forget(): void {
    this.orders += 1;
    this.tasks.clear();
  }
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** A driver, or a part of one, that tells what is read and ordered through it. */
function watching<T extends object>(of: T, kept: Kept): T {
  const wrapped = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(wrapped);
    return isPlain(value) ? watching(value, kept) : value;
  };
  return new Proxy(of, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return wrapped(value);
      const call = (...args: unknown[]) => Reflect.apply(value, target, args);
      if (name === "describe") return (id: string) => kept.reading(id, () => call(id));
      return READS.has(name) ? call : (...args: unknown[]) => kept.order(async () => call(...args));
    },
  });
}
