import type { Readable } from "node:stream";
import type { Connection as DriverConnection } from "mysql2";
import { type ServerFacts, serverFacts } from "../model/mysql/server";
import { addressOf } from "./address";
import { classify } from "./classify";
import type { ConnectOptions } from "./connectOptions";
import { hasReadOnlyTransactions } from "./dialect";
import { ConnectProblem, type RawError, StatementProblem } from "./problem";
import { FIRST, notTaken, SESSION_SQL, setSql, settingsOf, unlike } from "./session";

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
  /** Number of statements sent; for tests that limit the work. */
  statements = 0;
  /** Awaited before each statement. */
  pace?: () => Promise<void>;
  /** Total running time of all statements, milliseconds. */
  ranMs = 0;
  private runningSince = 0;
  /**
   * Called once with the statement that was running when the connection was lost or cut: the server may still be
   * executing it.
   */
  lost?: (statement: string) => void;
  /** Each running statement's reject function and text. */
  private readonly running = new Map<(error: RawError) => void, string>();
  /** The driver's commands, whose timers outlive the connection. */
  private readonly commands = new Set<TimedCommand>();
  private closed = false;
  private readonly atEnd: (() => void)[] = [];
  private readonly atNext: (() => void)[] = [];
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
    return this.running.size > 0;
  }

  /** How long statements have been running without a pause, milliseconds. */
  get busyMs(): number {
    return this.busy ? performance.now() - this.runningSince : 0;
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
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.atNext.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private ended(): void {
    this.closed = true;
    for (const then of this.atEnd.splice(0)) then();
  }

  /** Gives up the connection: running statements fail with a ConnectProblem that says why. */
  lose(why: string): void {
    const under = [...this.running.keys()];
    this.destroy();
    for (const fail of under) fail({ code: "PROTOCOL_CONNECTION_LOST", why });
  }

  private begin(sql: string, fail: (error: RawError) => void): () => void {
    if (!this.busy) this.runningSince = performance.now();
    this.running.set(fail, sql);
    this.statements += 1;
    return () => {
      if (!this.running.delete(fail)) return;
      if (!this.busy) this.ranMs += performance.now() - this.runningSince;
      for (const then of this.atNext.splice(0)) then();
    };
  }

  /**
   * Sets every session variable that affects results, verifies them, and reads the server's facts.
   * @throws ConnectProblem `session` when a setting did not take effect
   */
  async prepare(timeoutMs: number, charset: "utf8mb4" | "utf8"): Promise<void> {
    const options = { timeoutMs, doing: "setting up the session" };
    const ask = async () => {
      const rows = await this.query<{ Variable_name: string; Value: string }>(SESSION_SQL, [], options);
      return new Map(rows.map((row) => [row.Variable_name.toLowerCase(), String(row.Value ?? "")]));
    };
    await this.query(`SET ${setSql(FIRST)}`, [], options);
    const before = await ask();
    const settings = settingsOf(before);
    const missing = unlike(settings, before);
    if (missing.length > 0) await this.query(`SET ${setSql(missing)}`, [], options);
    await this.query(`SET NAMES ${charset} COLLATE ${charset}_general_ci`, [], options);
    const all = await ask();
    const wrong = notTaken([...FIRST, ...settings], charset, all);
    if (wrong.length > 0) {
      throw new ConnectProblem(
        "session",
        this.address,
        `the session's settings did not take effect: ${wrong.join("; ")}`,
        "check for anything between dbferry and the server (such as a proxy that handles SET itself), and connect directly",
      );
    }
    this.maxPacket = Number(all.get("max_allowed_packet") ?? 0);
    this.server = serverFacts(
      {
        version: all.get("version") ?? "",
        versionComment: all.get("version_comment") ?? "",
        basedir: all.get("basedir") ?? "",
        operatorVariables: [...all.keys()].filter((name) => name.startsWith("rds_")),
      },
      this.options.profile,
    );
    if (this.options.readOnly && hasReadOnlyTransactions(this.server)) {
      await this.query("SET SESSION TRANSACTION READ ONLY", [], options);
    }
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
    const timeout = options.timeoutMs ?? this.options.statementTimeoutMs ?? STATEMENT_TIMEOUT;
    const { signal } = this.options;
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      let command: TimedCommand | undefined;
      const ended = this.begin(sql, (error) => done(error));
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
    const quiet = this.quietLimit(options, end);
    this.driver.on("error", end);
    const ended = this.begin(sql, end);
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
        const quiet = this.quietLimit(options, reject);
        const ended = this.begin(sql, reject);
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

  /** Calls `late` when no row has been heard of for the statement's time limit. */
  private quietLimit(options: QueryOptions, late: (error: RawError) => void): { heard(): void; stop(): void } {
    const limit = options.timeoutMs ?? this.options.statementTimeoutMs ?? STATEMENT_TIMEOUT;
    if (!limit) return { heard: () => {}, stop: () => {} };
    let heardAt = performance.now();
    const check = () => {
      const left = heardAt + limit - performance.now();
      if (left > 0) timer = setTimeout(check, left);
      else late({ code: "PROTOCOL_SEQUENCE_TIMEOUT" });
    };
    // Restarting a timer with each row would cost more than the row.
    let timer = setTimeout(check, limit);
    return {
      heard: () => {
        heardAt = performance.now();
      },
      stop: () => clearTimeout(timer),
    };
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
    for (const fail of [...this.running.keys()]) fail({ code: "PROTOCOL_CONNECTION_LOST" });
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
    for (const sql of this.running.values()) this.tellLost(sql);
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
