import type { Driver } from "./driver";
import { isFresh } from "./handOver";
import type { TaskInfo } from "./task";

/** What leaves a task as it is. Every other call of a driver may change it. */
const READS: ReadonlySet<PropertyKey> = new Set([
  "find",
  "describe",
  "openings",
  "egress",
  "problems",
  "quota",
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
 * Readings of tasks, kept while they are fresh and nothing has been ordered of any service since they began. A step that
 * needs to know where a task stands goes by the reading of the step before, instead of asking for the same again.
 */
export class Readings {
  private readonly watched = new WeakMap<Driver, Driver>();
  private readonly kept = new WeakMap<Driver, Kept>();
  /** Of all drivers: a region that one resource names and another leaves out has two drivers for the same tasks. */
  private readonly orders = new Orders();

  constructor(private readonly now: () => number = Date.now) {}

  /** The driver, with its readings kept. */
  of(driver: Driver): Driver {
    const known = this.watched.get(driver);
    if (known) return known;
    const kept = new Kept(this.now, this.orders);
    const made = watching(driver, kept);
    this.watched.set(driver, made);
    this.kept.set(made, kept);
    return made;
  }

  /** As `lately`, of all tasks of a name. */
  async foundLately(driver: Driver, name: string): Promise<TaskInfo[]> {
    return this.kept.get(driver)?.found.latest(name)?.value ?? driver.find(name);
  }

  /**
   * @param driver one that `of` has returned; of any other nothing is known
   * @param suffices whether a kept reading will do
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

/** Orders given to the services. While one is under way, what was read may be from before or after it. */
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
  private readonly read = new Map<string, { value: T; at: number; turn: number }>();

  constructor(
    private readonly now: () => number,
    private readonly orders: Orders,
  ) {}

  /** undefined: there is no fresh one. */
  latest(key: string): { value: T } | undefined {
    const found = this.read.get(key);
    if (!found || this.orders.isGiving || found.turn !== this.orders.turn) return undefined;
    return isFresh(found.at, this.now()) ? found : undefined;
  }

  async reading(key: string, read: () => Promise<T>): Promise<T> {
    // An order that overtakes the reading makes it one of before.
    const [at, { turn }] = [this.now(), this.orders];
    const value = await read();
    this.read.set(key, { value, at, turn });
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
      return READS.has(name) ? call : (...args: unknown[]) => kept.orders.during(async () => call(...args));
    },
  });
}
