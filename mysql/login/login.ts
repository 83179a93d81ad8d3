import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Connection as DriverConnection } from "mysql2";
import { isLoopback } from "../../model/addresses/loopback";
import { parseVersion } from "../../model/mysql/server";
import { classify } from "../classify";
import type { ConnectOptions } from "../connectOptions";
import { Db, type TlsState } from "../db";
import { hasUtf8mb4 } from "../dialect";
import { type Greeting, openSocket } from "../greeting";
import { ConnectProblem } from "../problem";
import { authoritiesFor } from "../tls/authorities";
import { type Tls, tlsFor } from "../tls/mode";
import type { Attempt } from "./attempt";
import { driverOn, type Secure } from "./driver";
import { Allowance } from "./limits";
import { prepare } from "./prepare";
import { othersCouldListen } from "./socketFolder";

/**
 * From an open socket to a session that is ready for use.
 * @param lost called with the statement during which the connection was lost, even while connecting
 */
export async function login(
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
  attempt.loggedIn();
  const db = new Db(driver, options, stateOf(driver, tls, greeting));
  db.lost = (statement) => lost?.(db, statement);
  attempt.opened(db);
  await prepare(db, options, attempt, utf8mb4 ? "utf8mb4" : "utf8");
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
