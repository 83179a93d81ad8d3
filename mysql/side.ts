import type { ServerFacts } from "../model/mysql/server";
import { type ConnectOptions, connect, type Db, type QueryOptions, type Row } from "./connect";
import { ConnectProblem } from "./problem";
import type { Role } from "./rights";

/** One statement that was run, for measurements. */
export interface RanStatement {
  sql: string;
  milliseconds: number;
}

/**
 * One of the two servers as the checks see it: everything is read at most once, and a lost server is a value rather
 * than an exception.
 */
export class CheckedServer {
  readonly ran: RanStatement[] = [];
  private readonly memory = new Map<string, Promise<unknown>>();

  private constructor(
    readonly role: Role,
    readonly options: ConnectOptions,
    readonly db: Db | undefined,
    readonly problem: ConnectProblem | undefined,
    /** How long connecting and logging in took. */
    readonly loginMs: number,
  ) {}

  /** Never throws for an unreachable server: the problem is stored, and thrown by every read. */
  static async open(role: Role, options: ConnectOptions): Promise<CheckedServer> {
    const started = Date.now();
    try {
      const db = await connect({ ...options, readOnly: true });
      return new CheckedServer(role, options, db, undefined, Date.now() - started);
    } catch (error) {
      if (!(error instanceof ConnectProblem)) throw error;
      return new CheckedServer(role, options, undefined, error, Date.now() - started);
    }
  }

  get server(): ServerFacts {
    return this.live().server;
  }

  async query<T extends object = Row>(sql: string, options?: QueryOptions): Promise<T[]> {
    const db = this.live();
    const started = performance.now();
    const rows = await db.query<T>(sql, [], {
      ...options,
      doing: `${this.role}: ${options?.doing ?? "reading facts"}`,
    });
    this.ran.push({ sql, milliseconds: performance.now() - started });
    return rows;
  }

  async *stream(sql: string, options?: QueryOptions): AsyncGenerator<(string | number | Buffer | null)[]> {
    const db = this.live();
    const started = performance.now();
    yield* db.stream(sql, [], { ...options, doing: `${this.role}: ${options?.doing ?? "reading facts"}` });
    this.ran.push({ sql, milliseconds: performance.now() - started });
  }

  /** The result of `read`, run once per key. */
  once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.memory.get(key);
    if (known) return known as Promise<T>;
    const fresh = read();
    this.memory.set(key, fresh);
    return fresh;
  }

  async close(): Promise<void> {
    await this.db?.close();
  }

  private live(): Db {
    if (!this.db) throw this.problem;
    return this.db;
  }
}
