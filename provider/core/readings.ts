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

  /** As `lately`, of all tasks of a name. */
  foundLately(driver: Driver, name: string): Promise<TaskInfo[]> {
    return this.kept.get(driver)?.found.latest(name) ?? driver.find(name);
  }

  /** @param driver one that `of` has returned; of any other nothing is known */
  lately(driver: Driver, id: string): Promise<TaskInfo | undefined> {
    return this.kept.get(driver)?.tasks.latest(id) ?? driver.describe(id);
  }
}

class Kept {
  private orders = 0;
  readonly tasks: Latest<TaskInfo | undefined>;
  readonly found: Latest<TaskInfo[]>;

  constructor(now: () => number) {
    this.tasks = new Latest(now, () => this.orders);
    this.found = new Latest(now, () => this.orders);
  }

  async order<T>(give: () => Promise<T>): Promise<T> {
    this.orders += 1;
    try {
      return await give();
    } finally {
      this.orders += 1;
    }
  }
}

class Latest<T> {
  private readonly read = new Map<string, { value: T; at: number; orders: number }>();

  constructor(
    private readonly now: () => number,
    /** How many orders there were. */
    private readonly orders: () => number,
  ) {}

  /** undefined: there is no fresh one. */
  latest(key: string): Promise<T> | undefined {
    const found = this.read.get(key);
    if (!found || found.orders !== this.orders() || this.now() - found.at >= FRESH) return undefined;
    return Promise.resolve(found.value);
  }

  async reading(key: string, read: () => Promise<T>): Promise<T> {
    // An order that overtakes the reading makes it one of before.
    const [at, orders] = [this.now(), this.orders()];
    const value = await read();
    this.read.set(key, { value, at, orders });
    return value;
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
      if (name === "describe") return (id: string) => kept.tasks.reading(id, () => call(id));
      if (name === "find") return (exactly: string) => kept.found.reading(exactly, () => call(exactly));
      return READS.has(name) ? call : (...args: unknown[]) => kept.order(async () => call(...args));
    },
  });
}
