import type { Driver } from "./driver";
import { isFresh } from "./handOver";
import type { TaskInfo } from "./task";

/** A driver's members that change nothing. Every other one may change a task. */
const READS: ReadonlySet<PropertyKey> = new Set([
  "find",
  "describe",
  "openings",
  "egress",
  "problems",
  "quota",
  "callers",
  "progress",
  "isNeeded",
  "isDone",
  "shownPrecheck",
  "precheckReport",
  "list",
  "mayStart",
  "findings",
] satisfies PropertyKey[]);

/**
 * For calls that change something: keeps the last read of each task while it is fresh and no order has been given to any
 * service since it began. A step that can use the read of the step before it asks for that by `lately`; `describe`
 * always reads. Calls that change nothing share their reads instead (`SharedReads`).
 */
export class RecentReads {
  private readonly watched = new WeakMap<Driver, Driver>();
  private readonly kept = new WeakMap<Driver, Kept>();
  /** Shared by all drivers: the same region, given by one resource and omitted by another, has two drivers. */
  private readonly orders = new Orders();

  constructor(private readonly now: () => number = Date.now) {}

  /** The driver, with its reads recorded here. */
  of(driver: Driver): Driver {
    const known = this.watched.get(driver);
    if (known) return known;
    const kept = new Kept(this.now, this.orders);
    const made = watching(driver, kept);
    this.watched.set(driver, made);
    this.kept.set(made, kept);
    return made;
  }

  /** Like `lately`, for all tasks with a name. */
  async foundLately(driver: Driver, name: string): Promise<TaskInfo[]> {
    return this.kept.get(driver)?.found.latest(name)?.value ?? driver.find(name);
  }

  /**
   * @param driver as returned by `of`; for any other, the task is always read
   * @param suffices whether the kept read will do
   */
  async lately(
    driver: Driver,
    id: string,
    suffices: (task: TaskInfo | undefined) => boolean = () => true,
  ): Promise<TaskInfo | undefined> {
    const known = this.kept.get(driver)?.tasks.latest(id);
    return known && suffices(known.value) ? known.value : driver.describe(id);
  }
}

/** Orders given to the services. A read made while one is in progress may be from before or after it. */
class Orders {
  /** Changes with every order that begins or ends. */
  turn = 0;
  private open = 0;

  get isGiving(): boolean {
    return this.open > 0;
  }

  async during<T>(give: () => Promise<T>): Promise<T> {
    this.turn += 1;
    this.open += 1;
    try {
      return await give();
    } finally {
      this.turn += 1;
      this.open -= 1;
    }
  }
}

class Kept {
  readonly tasks: Latest<TaskInfo | undefined>;
  readonly found: Latest<TaskInfo[]>;

  constructor(
    now: () => number,
    readonly orders: Orders,
  ) {
    this.tasks = new Latest(now, orders);
    this.found = new Latest(now, orders);
  }
}

class Latest<T> {
  private readonly entries = new Map<string, { value: T; at: number; turn: number }>();

  constructor(
    private readonly now: () => number,
    private readonly orders: Orders,
  ) {}

  /** undefined: there is no fresh read. */
  latest(key: string): { value: T } | undefined {
    const found = this.entries.get(key);
    if (!found || this.orders.isGiving || found.turn !== this.orders.turn) return undefined;
    return isFresh(found.at, this.now()) ? found : undefined;
  }

  async record(key: string, read: () => Promise<T>): Promise<T> {
    // Taken before the read, so that an order given meanwhile makes it outdated.
    const [at, { turn }] = [this.now(), this.orders];
    const value = await read();
    this.entries.set(key, { value, at, turn });
    return value;
  }
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** A driver, or a part of one, whose reads and orders are recorded. */
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
      if (name === "describe") return (id: string) => kept.tasks.record(id, () => call(id));
      if (name === "find") return (exactly: string) => kept.found.record(exactly, () => call(exactly));
      return READS.has(name) ? call : (...args: unknown[]) => kept.orders.during(async () => call(...args));
    },
  });
}
