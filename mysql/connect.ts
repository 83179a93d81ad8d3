import { readFileSync } from "node:fs";
import type { TLSSocket } from "node:tls";
import { createConnection, type Connection as DriverConnection, type SslOptions } from "mysql2";
import { classify } from "./classify";
import type { ConnectOptions, TlsOptions } from "./connectOptions";
import { addressOf, Db, type TlsState } from "./db";
import { openSocket } from "./greeting";
import { hasUtf8mb4 } from "./names";
import { ConnectProblem } from "./problem";
import { parseVersion } from "./server";

export type { ConnectOptions, TlsMode, TlsOptions } from "./connectOptions";
export type { QueryOptions, Row, TlsState } from "./db";
export { addressOf, Db } from "./db";
export type { ConnectReason } from "./problem";
export { ConnectProblem, StatementProblem } from "./problem";
export type { ManagedProfile, ServerFacts } from "./server";

const LOGIN_TIMEOUT = 10_000;

/**
 * Logs in and readies the session: sql_mode empty (so that quoting is the same everywhere), UTC, 4-byte UTF-8,
 * read-only if asked.
 * @throws ConnectProblem
 */
export async function connect(options: ConnectOptions): Promise<Db> {
  const deadline = Date.now() + (options.timeoutMs ?? LOGIN_TIMEOUT);
  const tls = options.tls ?? { mode: "preferred" };
  try {
    return await login(options, tls, deadline);
  } catch (error) {
    const problem = classify(error, addressOf(options), options.user);
    if (tls.mode !== "preferred" || (problem.reason !== "tlsVersion" && problem.reason !== "certificate"))
      throw problem;
    return login(options, { mode: "off" }, deadline, `TLS is offered but unusable: ${problem.cause}`).catch(
      (second) => {
        throw classify(second, addressOf(options), options.user);
      },
    );
  }
}

/** Runs `use` on a fresh connection and closes it, whatever happens. */
export async function withDb<T>(options: ConnectOptions, use: (db: Db) => Promise<T>): Promise<T> {
  const db = await connect(options);
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}

async function login(options: ConnectOptions, tls: TlsOptions, deadline: number, note?: string): Promise<Db> {
  const address = addressOf(options);
  const { socket, greeting } = await openSocket(options.host, options.port, deadline);
  const wanted = tls.mode === "required" || tls.mode === "verify";
  if (wanted && !greeting.offersTls) {
    socket.destroy();
    throw classify({ code: "HANDSHAKE_NO_SSL_SUPPORT" }, address);
  }
  const version = parseVersion(greeting.version);
  const utf8mb4 = version ? hasUtf8mb4({ flavour: "mysql", version }) : true;
  const secure = tls.mode !== "off" && greeting.offersTls ? sslOptions(tls, options.host, address) : undefined;
  const driver = createConnection({
    stream: () => socket,
    host: options.host,
    port: options.port,
    user: options.user,
    password: options.password,
    database: options.database,
    ssl: secure,
    charset: utf8mb4 ? "utf8mb4_general_ci" : "utf8_general_ci",
    connectTimeout: 0,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    // The driver must never read a local file because a server asks for one; ROW_COUNT() counts changes, not matches.
    flags: ["-LOCAL_FILES", "-FOUND_ROWS"],
  });
  try {
    await established(driver, deadline, address);
    const active = secure !== undefined;
    const state: TlsState = active
      ? tlsState(driver)
      : { active, note: note ?? (greeting.offersTls ? undefined : "the server offers no TLS") };
    const db = new Db(driver, options, state);
    await db.prepare(Math.max(1, deadline - Date.now()), utf8mb4 ? "utf8mb4" : "utf8");
    return db;
  } catch (error) {
    driver.destroy();
    socket.destroy();
    throw error;
  }
}

function established(driver: DriverConnection, deadline: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const hang = () =>
      reject(
        new ConnectProblem(
          "hang",
          address,
          "it greets and then does not answer the login",
          "look at the server's load and error log, or allow more time",
        ),
      );
    const timer = setTimeout(hang, Math.max(1, deadline - Date.now()));
    // Stays attached: the driver also emits errors on connections that nobody waits for.
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

function sslOptions(tls: TlsOptions, host: string, address: string): SslOptions {
  const verify = tls.mode === "verify";
  return {
    ca: tls.ca === undefined ? undefined : readCa(tls.ca, address),
    rejectUnauthorized: verify,
    verifyIdentity: verify && host !== "",
  };
}

function readCa(ca: string, address: string): string {
  if (ca.includes("-----BEGIN")) return ca;
  try {
    return readFileSync(ca, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unreadable";
    throw new ConnectProblem(
      "certificate",
      address,
      `the authority file ${ca} cannot be read (${code})`,
      "give the PEM text or the path of a PEM file as ca",
    );
  }
}

function tlsState(driver: DriverConnection): TlsState {
  const stream = (driver as unknown as { stream: Partial<TLSSocket> }).stream;
  return { active: true, protocol: stream.getProtocol?.() ?? undefined, cipher: stream.getCipher?.().name };
}
