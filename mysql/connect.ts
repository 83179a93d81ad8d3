import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Connection as DriverConnection } from "mysql2";
import { parseVersion } from "../model/mysql/server";
import { BEYOND_SANDBOX, isWithinReach } from "../model/sandbox";
import { addressOf } from "./address";
import { classify } from "./classify";
import type { ConnectOptions } from "./connectOptions";
import { Db, type TlsState } from "./db";
import { hasUtf8mb4 } from "./dialect";
import { type Greeting, openSocket } from "./greeting";
import { driverOn, type Secure } from "./login/driver";
import { Allowance } from "./login/limits";
import { othersCouldListen } from "./login/socketFolder";
import { ConnectProblem } from "./problem";
import { authoritiesFor, whereToGetAuthority } from "./tls/authorities";
import { isLoopback, type Tls, tlsFor } from "./tls/mode";

export type { ManagedProfile, ServerFacts } from "../model/mysql/server";
export { addressOf } from "./address";
export type { ConnectOptions, TlsMode, TlsOptions } from "./connectOptions";
export type { QueryOptions, Row, TlsState } from "./db";
export { Db } from "./db";
export type { ConnectReason } from "./problem";
export { ConnectProblem, StatementProblem } from "./problem";

const LOGIN_TIMEOUT = 10_000;

/**
 * Logs in and prepares the session: empty sql_mode (so that quoting is the same everywhere), UTC, 4-byte UTF-8, read-only if requested.
 * Ends at its time limit whatever the server does, and immediately when the signal aborts.
 * @throws ConnectProblem, or the signal's reason
 */
export async function connect(options: ConnectOptions): Promise<Db> {
  const db = await open(options, (lost, statement) => endLost(lost, options, statement));
  endOnAbort(db, options);
  return db;
}

/** @param lost called with the statement during which the connection was lost, even while connecting */
async function open(options: ConnectOptions, lost?: (db: Db, statement: string) => void): Promise<Db> {
  options.signal?.throwIfAborted();
  if (options.socket === undefined && !isWithinReach(options.host))
    throw new ConnectProblem("unreachable", addressOf(options), BEYOND_SANDBOX.seen, BEYOND_SANDBOX.fix, options.role);
  const attempt = new Attempt(options);
  try {
    return await attempt.run(login(options, attempt, lost));
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    const { reason, address, cause, fix, side } = classify(error, addressOf(options), options.user);
    const where =
      reason === "certificate" && options.tls?.ca === undefined
        ? whereToGetAuthority(options.host, options.profile)
        : undefined;
    const named = reason === "password" && options.passwordFrom ? `${options.passwordFrom}: ${fix}` : fix;
    throw new ConnectProblem(reason, address, cause, where ? `${named}. ${where}` : named, side ?? options.role);
  }
}

/** One attempt to connect: what it has opened and how it ends. */
class Attempt {
  readonly deadline: number;
  readonly address: string;
  private readonly open: { destroy(): void }[] = [];

  constructor(private readonly options: ConnectOptions) {
    this.deadline = Date.now() + (options.timeoutMs ?? LOGIN_TIMEOUT);
    this.address = addressOf(options);
  }

  get left(): number {
    return Math.max(1, this.deadline - Date.now());
  }

  /** What has to be closed when the attempt ends early. */
  readonly opened = (one: { destroy(): void }): void => {
    this.open.push(one);
  };

  /** The result of the work, or its failure; at the deadline or when the signal aborts, everything is closed. */
  async run<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.options;
    let timer: NodeJS.Timeout | undefined;
    let stop = () => {};
    const ended = new Promise<never>((_, reject) => {
      stop = () => reject(signal?.reason);
      signal?.addEventListener("abort", stop, { once: true });
      // The steps time out at the same moment and know better what was missing, so their error is preferred.
      timer = setTimeout(() => reject(this.late()), this.left + 20);
    });
    try {
      return await Promise.race([work, ended]);
    } catch (error) {
      work.catch(() => {});
      for (const one of this.open) one.destroy();
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  }

  late(): ConnectProblem {
    return new ConnectProblem(
      "hang",
      this.address,
      "it sends its greeting but does not respond to the login",
      "check the server's load and error log, or allow more time",
    );
  }
}

/** Time limit for ending a statement from a second connection; after that, the connection is cut. */
const CANCEL_LIMIT = 5_000;
/** Interval before the KILL is repeated, in case no statement was running yet. */
const AGAIN_MS = 200;

/**
 * A statement that is running when the signal aborts is killed on the server too: it could run for hours after its
 * client is gone.
 */
function endOnAbort(db: Db, options: ConnectOptions): void {
  const { signal } = options;
  if (!signal) return;
  const abort = () => cancel(db, options);
  signal.addEventListener("abort", abort, { once: true });
  db.onEnd(() => signal.removeEventListener("abort", abort));
}

/**
 * Kills the statement that `db` is running, and those queued behind it, from another connection; if that fails, cuts
 * the connection. A statement counts as ended only when its answer has arrived: until then it may still hold locks.
 */
export function cancel(db: Db, options: ConnectOptions): void {
  if (!db.busy) return;
  beside(options, async (other) => {
    // Only while busy: later the connection id may belong to another session.
    while (db.busy) {
      await other.query(`KILL QUERY ${db.threadId}`);
      await db.nextEnd(AGAIN_MS);
    }
  }).catch(() => {});
  const cut = setTimeout(() => {
    if (!db.busy) return;
    db.lost = undefined;
    db.lose("the statement could not be cancelled");
  }, CANCEL_LIMIT);
  db.onEnd(() => clearTimeout(cut));
}

/** Returns when no statement is running any more: killing one takes a moment. */
export async function idle(db: Db): Promise<void> {
  while (db.busy) await db.nextEnd(AGAIN_MS);
}

/**
 * A server notices late, or never, that the client is gone. The session is killed from another connection, but only if
 * that connection sees it running this very statement: the id may belong to another session, on another server or after
 * a restart.
 */
function endLost(db: Db, options: ConnectOptions, statement: string): void {
  beside(options, async (other) => {
    const [row] = await other.query<{ USER: string; INFO: string | null }>(
      `SELECT USER, INFO FROM information_schema.PROCESSLIST WHERE ID = ${db.threadId}`,
    );
    if (row?.USER === options.user && isPart(row.INFO, statement)) await other.query(`KILL CONNECTION ${db.threadId}`);
  }).catch(() => {});
}

/**
 * Of a multi-statement text, the server shows only the current statement; it may also show some characters of names
 * differently.
 */
function isPart(info: string | null, statement: string): boolean {
  const plain = (text: string) => text.replace(/[^\x21-\x3e\x40-\x7e]+/g, "");
  return info !== null && plain(info) !== "" && plain(statement).includes(plain(info));
}

/** Opens a second connection next to one in trouble; it is not itself supervised. */
async function beside(options: ConnectOptions, use: (db: Db) => Promise<void>): Promise<void> {
  const limits = { timeoutMs: CANCEL_LIMIT, statementTimeoutMs: CANCEL_LIMIT };
  const db = await open({ ...options, ...limits, readOnly: false, signal: undefined });
  try {
    await use(db);
  } finally {
    await db.close();
  }
}

/** Runs `use` on a new connection and always closes it. */
export async function withDb<T>(options: ConnectOptions, use: (db: Db) => Promise<T>): Promise<T> {
  const db = await connect(options);
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}

async function login(
  options: ConnectOptions,
  attempt: Attempt,
  lost?: (db: Db, statement: string) => void,
): Promise<Db> {
  const { address } = attempt;
  const tls = tlsFor(options);
  const secure = tls.mode === "off" ? undefined : securityOf(tls, options, address);
  const serverKey = tls.serverKey === undefined ? undefined : pemOf(tls.serverKey, "serverKey", address);
  const { socket, greeting } = await openSocket(options, attempt.deadline, attempt.opened);
  refuseLess(tls, greeting, options, socket, address);
  const version = parseVersion(greeting.version);
  const utf8mb4 = version ? hasUtf8mb4({ flavour: "mysql", version }) : true;
  const allowance = new Allowance(address);
  const driver = driverOn({
    options,
    address,
    socket,
    secure,
    serverKey,
    allowance,
    charset: utf8mb4 ? "utf8mb4_general_ci" : "utf8_general_ci",
    unproven: !secure?.verify && (options.socket === undefined || othersCouldListen(options.socket)),
  });
  attempt.opened(driver);
  await established(driver, attempt);
  const db = new Db(driver, options, stateOf(driver, tls, greeting));
  db.lost = (statement) => lost?.(db, statement);
  attempt.opened(db);
  await db.prepare(attempt.left, utf8mb4 ? "utf8mb4" : "utf8");
  allowance.loggedIn();
  return db;
}

/** Returns only the options that were given. */
function refuseLess(tls: Tls, greeting: Greeting, options: ConnectOptions, socket: Socket, address: string): void {
  if (tls.mode !== "off" && !greeting.offersTls) throw classify({ code: "HANDSHAKE_NO_SSL_SUPPORT" }, address);
  const there = socket.remoteAddress;
  if (tls.mode !== "off" || !tls.implied || options.socket !== undefined || there === undefined) return;
  // No TLS was chosen because the host name says that nothing leaves this machine.
  if (!isLoopback(there)) {
    throw new ConnectProblem(
      "certificate",
      address,
      `${options.host} resolves to ${there}, which is not this machine, and TLS was off only because of the name`,
      "set tls to verify, or correct the name (/etc/hosts)",
    );
  }
}

function established(driver: DriverConnection, attempt: Attempt): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(attempt.late()), attempt.left);
    attempt.opened({ destroy: () => clearTimeout(timer) });
    // Stays attached: the driver also emits errors on connections that nobody awaits.
    driver.on("error", (error: unknown) => {
      clearTimeout(timer);
      reject(error);
    });
    driver.once("connect", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function securityOf(tls: Tls, { host, profile }: ConnectOptions, address: string): Secure {
  const verify = tls.mode === "verify";
  const given = tls.ca === undefined ? undefined : pemOf(tls.ca, "ca", address);
  const ca = verify ? (given === undefined ? authoritiesFor(host, profile) : [given]) : undefined;
  return { verify, ca, given, serverName: tls.serverName };
}

function pemOf(given: string, option: "ca" | "serverKey", address: string): string {
  let text = given;
  if (!given.includes("-----BEGIN")) {
    try {
      text = readFileSync(given, "utf8");
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "unreadable";
      throw badPem(address, `the file ${given} cannot be read (${code})`, option);
    }
  }
  const wanted = option === "ca" ? "-----BEGIN CERTIFICATE-----" : "PUBLIC KEY-----";
  if (!text.includes(wanted))
    throw badPem(address, `${option} contains no ${option === "ca" ? "certificate" : "public key"}`, option);
  return text;
}

function badPem(address: string, cause: string, option: string): ConnectProblem {
  return new ConnectProblem("certificate", address, cause, `give PEM text or the path of a PEM file as ${option}`);
}

function stateOf(driver: DriverConnection, tls: Tls, greeting: Greeting): TlsState {
  if (tls.mode === "off") {
    const note = greeting.offersTls ? "tls is off" : "the server does not offer TLS";
    return { active: false, verified: false, note };
  }
  const stream = (driver as unknown as { stream: Partial<TLSSocket> }).stream;
  const verified = tls.mode === "verify";
  return {
    active: true,
    verified,
    protocol: stream.getProtocol?.() ?? undefined,
    cipher: stream.getCipher?.().name,
    ...(verified ? {} : { note: "tls is required, so the server was not verified" }),
  };
}
