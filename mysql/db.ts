import type { Readable } from "node:stream";
import type { Connection as DriverConnection } from "mysql2";
import type { ServerFacts } from "../model/mysql/server";
import { addressOf } from "./address";
import { classify } from "./classify";
import type { ConnectOptions } from "./connectOptions";
import { ConnectProblem, type RawError, StatementProblem } from "./problem";
import { quietLimit } from "./quietLimit";
import { RunningStatements } from "./runningStatements";

export interface TlsState {
  active: boolean;
  /** The server's certificate and name were verified. */
  verified: boolean;
  protocol?: string;
  cipher?: string;
  /** Why it is not active or not verified. */
  note?: string;
}

export type Row = Record<string, string | number | Buffer | null>;
/** A row as an array of values. */
export type Values = (string | number | Buffer | null)[];

export interface QueryOptions {
  /** Milliseconds; 0: no limit. */
  timeoutMs?: number;
  /** Describes the operation in error messages; never the SQL. */
  doing?: string;
  /** Returns rows as arrays of values, which is faster for large results. */
  asArrays?: boolean;
}

/** A statement inside the driver. */
interface TimedCommand {
  queryTimeout?: NodeJS.Timeout | null;
}

const STATEMENT_TIMEOUT = 60_000;
/** Errors after which the connection is unusable, whether or not the driver calls them fatal. */
const LOST: ReadonlySet<string> = new Set([
  "PROTOCOL_SEQUENCE_TIMEOUT",
  "PROTOCOL_CONNECTION_LOST",
  "ECONNRESET",
  "EPIPE",
]);

/** One session on one server. Statements run one after another; use a second `Db` to run two at once. */
export class Db {
  /** Filled while connecting. */
  server!: ServerFacts;
  /** The session's max_allowed_packet in bytes; 0 when the server does not report it. */
  maxPacket = 0;
  readonly address: string;
  readonly tls: TlsState;
  /** Awaited before each statement. */
  pace?: () => Promise<void>;
  /**
   * Called once with the statement that was running when the connection was lost or cut: the server may still be
   * executing it.
   */
  lost?: (statement: string) => void;
  private readonly running = new RunningStatements();
  /** The driver's commands, whose timers outlive the connection. */
  private readonly commands = new Set<TimedCommand>();
  private closed = false;
  private readonly atEnd: (() => void)[] = [];
  /** Why the connection was lost: every later statement fails with the same problem. */
  private gone: ConnectProblem | undefined;

  constructor(
    private readonly driver: DriverConnection,
    private readonly options: ConnectOptions,
    tls: TlsState,
  ) {
    this.address = addressOf(options);
    this.tls = tls;
  }

  get host(): string {
    return this.options.host;
  }

  get port(): number {
    return this.options.port;
  }

  /** Address that the host name resolved to; undefined on a socket. */
  get remoteAddress(): string | undefined {
    return (this.driver as unknown as { stream?: { remoteAddress?: string } }).stream?.remoteAddress;
  }

  get threadId(): number {
    return this.driver.threadId ?? 0;
  }

  /** Whether a statement is running. */
  get busy(): boolean {
    return this.running.busy;
  }

  /** How long statements have been running without a pause, milliseconds. */
  get busyMs(): number {
    return this.running.busyMs;
  }

  /** Total running time of all statements, milliseconds. */
  get ranMs(): number {
    return this.running.ranMs;
  }

  /** Number of statements sent; for tests that limit the work. */
  get statements(): number {
    return this.running.count;
  }

  /** Bytes received from the server; does not grow on a dead connection. */
  get received(): number {
    return (this.driver as unknown as { stream?: { bytesRead?: number } }).stream?.bytesRead ?? 0;
  }

  /** Calls `then` when the connection is closed or lost. */
  onEnd(then: () => void): void {
    if (this.closed) then();
    else this.atEnd.push(then);
  }

  /** Resolves when a statement has ended, or after this time. */
  nextEnd(milliseconds: number): Promise<void> {
    return this.running.nextEnd(milliseconds);
  }

  private ended(): void {
    this.closed = true;
    for (const then of this.atEnd.splice(0)) then();
  }

  /** Gives up the connection: running statements fail with a ConnectProblem that says why. */
  lose(why: string): void {
    const { rejects } = this.running;
    this.destroy();
    for (const fail of rejects) fail({ code: "PROTOCOL_CONNECTION_LOST", why });
  }

  /**
   * Runs one statement. Dates are returned as text, and so are large integers and decimals.
   * @throws StatementProblem when the server refuses it, ConnectProblem when the connection is lost or too slow.
   */
  async query<T extends object = Row>(
    sql: string,
    values: readonly unknown[] = [],
    options: QueryOptions = {},
  ): Promise<T[]> {
    if (this.pace) await this.pace();
    const timeout = this.limitOf(options);
    const { signal } = this.options;
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      let command: TimedCommand | undefined;
      const ended = this.running.begin(sql, (error) => done(error));
      const done = (error: RawError | null, rows?: unknown) => {
        ended();
        if (command) this.endTimer(command);
        if (error) reject(this.problem(error, options.doing ?? "a statement", sql));
        else resolve((Array.isArray(rows) ? rows : []) as T[]);
      };
      command = this.driver.query(
        { sql, values: given(values), timeout: timeout || undefined, rowsAsArray: options.asArrays },
        done as never,
      ) as object;
      this.commands.add(command);
    });
  }

  /**
   * Streams rows as arrays, for results too large to hold. The time limit applies between two rows. Must be read to the
   * end; otherwise the connection becomes unusable.
   */
  async *stream(sql: string, values: readonly unknown[] = [], options: QueryOptions = {}): AsyncGenerator<Values> {
    if (this.pace) await this.pace();
    this.options.signal?.throwIfAborted();
    // The driver does not report a lost connection to a streamed statement, so the connection's own error must end it.
    let lost: unknown;
    let rows: Readable | undefined;
    const end = (error: unknown) => {
      lost ??= error;
      rows?.destroy(error as Error);
    };
    const quiet = quietLimit(this.limitOf(options), end);
    this.driver.on("error", end);
    const ended = this.running.begin(sql, end);
    try {
      rows = this.driver.query({ sql, values: given(values), rowsAsArray: true }).stream({ highWaterMark: 500 });
      if (lost) throw lost;
      for await (const row of rows) {
        quiet.heard();
        yield row as Values;
      }
    } catch (error) {
      throw this.problem((lost ?? error) as RawError, options.doing ?? "a statement", sql);
    } finally {
      ended();
      quiet.stop();
      this.driver.off("error", end);
    }
  }

  /**
   * Calls `take` with each row as it arrives: several times cheaper per row than `stream`, for rows that are used up at
   * once. The time limit applies between two rows.
   */
  async each(sql: string, options: QueryOptions, take: (row: Values) => void): Promise<void> {
    if (this.pace) await this.pace();
    this.options.signal?.throwIfAborted();
    let finish = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        const quiet = quietLimit(this.limitOf(options), reject);
        const ended = this.running.begin(sql, reject);
        this.driver.on("error", reject);
        finish = () => {
          ended();
          quiet.stop();
          this.driver.off("error", reject);
        };
        this.driver
          .query({ sql, values: given([]), rowsAsArray: true })
          .on("result", (row: unknown) => {
            quiet.heard();
            try {
              take(row as Values);
            } catch (error) {
              reject(error);
            }
          })
          .on("error", reject)
          .on("end", resolve);
      });
    } catch (error) {
      throw this.problem(error as RawError, options.doing ?? "a statement", sql);
    } finally {
      finish();
    }
  }

  /** Time limit of a statement, milliseconds; 0: none. */
  private limitOf(options: QueryOptions): number {
    return options.timeoutMs ?? this.options.statementTimeoutMs ?? STATEMENT_TIMEOUT;
  }

  private problem(error: RawError, doing: string, sql: string): Error {
    if (error instanceof Error && (error instanceof ConnectProblem || error instanceof StatementProblem)) return error;
    const lost =
      (error as { fatal?: boolean }).fatal || LOST.has(error.code ?? "") || /closed state/.test(error.message ?? "");
    if (this.gone) return this.gone;
    if (!lost) return new StatementProblem(error, this.named(doing));
    this.tellLost(sql);
    this.destroy();
    const known = error.code ?? (/closed state/.test(error.message ?? "") ? "PROTOCOL_CONNECTION_LOST" : undefined);
    const raw = { ...error, message: error.message, code: known };
    const { reason, address, cause, fix } = classify(raw, this.address, this.options.user);
    // An abandoned connection has its own reason.
    const why = raw.why ? `${raw.why} (${doing})` : `${cause} (${doing})`;
    this.gone = new ConnectProblem(reason, address, why, fix, this.options.role);
    // The driver does not notify the statements queued behind it.
    for (const fail of this.running.rejects) fail({ code: "PROTOCOL_CONNECTION_LOST" });
    return this.gone;
  }

  /** Adds the side and its address, if known and not already mentioned. */
  private named(doing: string): string {
    const { role } = this.options;
    return role === undefined || doing.startsWith(`${role}: `) ? doing : `${role} ${this.address}: ${doing}`;
  }

  /** Sends COM_QUIT; never throws, and gives up after a second. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.ended();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1000);
      this.driver.end(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.destroy();
  }

  /** Cuts the connection at once. */
  destroy(): void {
    this.ended();
    this.driver.destroy();
    // The driver only sends COM_QUIT, and would wait for a server that does not answer.
    (this.driver as unknown as { stream?: { destroy?(): void } }).stream?.destroy?.();
    for (const command of this.commands) this.endTimer(command);
    for (const sql of this.running.texts) this.tellLost(sql);
  }

  private tellLost(sql: string): void {
    const { lost } = this;
    this.lost = undefined;
    lost?.(sql);
  }

  private endTimer(command: TimedCommand): void {
    clearTimeout(command.queryTimeout ?? undefined);
    this.commands.delete(command);
  }
}

/** With any array, even an empty one, the driver searches the whole statement for placeholders. */
function given(values: readonly unknown[]): unknown[] | null {
  return values.length > 0 ? [...values] : null;
}
