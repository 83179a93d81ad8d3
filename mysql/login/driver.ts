import { isIP, type Socket } from "node:net";
import { type TLSSocket, connect as tlsConnect } from "node:tls";
import { createConnection, type Connection as DriverConnection } from "mysql2";
import type { ConnectOptions } from "../connectOptions";
import { ConnectProblem } from "../problem";
import { identityProblem } from "../tls/identity";
import type { Allowance, Held } from "./limits";
import { methodsForUnproven } from "./methods";

export interface Secure {
  verify: boolean;
  /** PEM texts. */
  ca: string[] | undefined;
  /** The authority chosen by the user. */
  given?: string;
  serverName?: string;
}

export interface DriverRequest {
  options: ConnectOptions;
  address: string;
  charset: string;
  socket: Socket;
  /** Absent: no TLS. */
  secure?: Secure;
  /** The server is not authenticated, so no password is handed over. */
  unproven: boolean;
  serverKey?: string;
  allowance: Allowance;
}

/**
 * Driver internals that are used because it has no API to verify a certificate by anything but the host name, or to
 * limit what a server may send. The tests with hostile servers fail if a new version behaves differently.
 */
interface Inside {
  stream: Socket;
  packetParser: Held & { execute(chunk: Buffer): void };
  _command: Statement | null | undefined;
  startTLS(done: (error?: Error) => void): void;
  sequenceId: number;
  _paused: boolean;
  handlePacket(packet?: Packet): void;
  _handleNetworkError(error: Error): void;
}

interface Statement {
  /** Set when the result is buffered. */
  onResult?: unknown;
  _currentFields?: readonly { encoding?: string }[] | null;
}

interface Packet {
  sequenceId: number;
  length(): number;
  peekByte(): number;
  readLengthCodedNumberExt(tag: number | undefined, ...how: unknown[]): unknown;
}

const ERROR = 0xff;

/** Creates the driver's connection on an open socket from which the greeting has not been read yet. */
export function driverOn(request: DriverRequest): DriverConnection {
  const { options, address, socket, secure, unproven, serverKey, allowance } = request;
  const { host, port, user, password, database } = options;
  const driver = createConnection({
    stream: () => socket,
    host,
    port,
    user,
    password,
    database,
    charset: request.charset,
    // Tells the driver that the channel is secure, like TLS.
    socketPath: options.socket,
    ssl: secure && { rejectUnauthorized: secure.verify },
    authPlugins: (unproven ? methodsForUnproven({ address, password, serverKey }) : undefined) as never,
    enableCleartextPlugin: !unproven,
    connectTimeout: 0,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    // The driver must never read a local file at a server's request; ROW_COUNT() counts changes, not matches.
    flags: ["-LOCAL_FILES", "-FOUND_ROWS"],
    multipleStatements: options.batches,
  });
  const inside = driver as unknown as Inside;
  const counted = (stream: Socket) => (chunk: Buffer) => {
    const flood = allowance.chunk(chunk.length, inside.packetParser);
    if (flood) stream.destroy(flood);
  };
  socket.prependListener("data", counted(socket));
  boundResults(inside, allowance, address);
  if (secure) inside.startTLS = (done) => startTls(inside, secure, host, counted, done);
  return driver;
}

function startTls(
  inside: Inside,
  secure: Secure,
  host: string,
  counted: (stream: Socket) => (chunk: Buffer) => void,
  done: (error?: Error) => void,
): void {
  const raw = inside.stream;
  raw.removeAllListeners("data");
  const name = secure.serverName ?? host;
  let established = false;
  const stream: TLSSocket = tlsConnect(
    {
      socket: raw,
      ca: secure.ca,
      servername: isIP(name) === 0 ? name : undefined,
      rejectUnauthorized: secure.verify,
      checkServerIdentity: (_, certificate) =>
        secure.verify
          ? identityProblem(certificate, { host, serverName: secure.serverName, ca: secure.given })
          : undefined,
    },
    () => {
      established = true;
      // Node already enforces this; it is checked again before a password is sent.
      if (secure.verify && !stream.authorized) stream.destroy(stream.authorizationError ?? new Error("not verified"));
      else done();
    },
  );
  stream.on("error", (error) => (established ? inside._handleNetworkError(error) : done(error)));
  stream.on("data", counted(stream));
  stream.on("data", (chunk) => {
    if (!stream.destroyed) inside.packetParser.execute(chunk);
  });
  inside.stream = stream;
}

/** Cuts off a buffered result, such as that of a statement with a callback, when it becomes too large. */
function boundResults(inside: Inside, allowance: Allowance, address: string): void {
  const handle = inside.handlePacket.bind(inside);
  inside.handlePacket = (packet) => {
    if (packet) keepQuiet(packet);
    // Packets of a paused stream are queued by the driver and not counted yet.
    if (packet && !inside._paused && packet.sequenceId !== inside.sequenceId) {
      // The driver would continue and print a warning for each packet. An error packet may come at any time.
      if (packet.peekByte() === ERROR) inside.sequenceId = packet.sequenceId;
      else {
        inside.stream.destroy(outOfOrder(address));
        return;
      }
    }
    if (!packet) allowance.statement();
    else if (inside._command?.onResult) {
      const flood = allowance.row(packet.length(), isByLetter(inside._command));
      if (flood) {
        inside.stream.destroy(flood);
        return;
      }
    }
    handle(packet);
  };
}

const quiet = new WeakSet<object>();

/** Before the driver throws because of an invalid number, it prints a stack trace to the terminal. */
function keepQuiet(packet: Packet): void {
  const prototype = Object.getPrototypeOf(packet) as Packet;
  if (quiet.has(prototype)) return;
  quiet.add(prototype);
  const read = prototype.readLengthCodedNumberExt;
  prototype.readLengthCodedNumberExt = function (tag, ...how) {
    if (tag !== undefined && tag < ERROR) return read.call(this, tag, ...how);
    throw Object.assign(new Error("an invalid number"), { code: "PACKET_UNREADABLE" });
  };
}

/** The driver decodes columns in MySQL's utf8mb3 one character at a time, building a rope of pieces for each value. */
function isByLetter({ _currentFields: fields }: Statement): boolean {
  return fields?.some(({ encoding }) => encoding === "cesu8") ?? false;
}

function outOfOrder(address: string): ConnectProblem {
  const cause = "the server's packets are out of order";
  return new ConnectProblem(
    "notMysql",
    address,
    cause,
    "check host and port, and anything between this machine and the server",
  );
}
