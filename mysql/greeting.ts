import { isIP, type LookupFunction, type Socket, connect as tcpConnect } from "node:net";
import { addressOf } from "./address";
import { classify } from "./classify";
import { ConnectProblem } from "./problem";

/** The server's first packet, sent before anybody logs in. */
export interface Greeting {
  version: string;
  /** The server offers to switch to TLS. */
  offersTls: boolean;
}

const CLIENT_SSL = 0x0800;

/** Address of a server, and how to resolve its name when not with Node's resolver. */
export interface Place {
  host: string;
  port: number;
  /** Path of a Unix socket, instead of both. */
  socket?: string;
  lookup?: LookupFunction;
}

/**
 * Opens the connection and waits for the server's greeting, which stays in the socket for the driver to read. Done
 * before the login so that "no such host", "no answer", "accepts and sends nothing" and "not MySQL" give different
 * messages.
 * @param opened receives the socket immediately, so that it can be closed from outside
 */
export async function openSocket(
  place: Place,
  deadline: number,
  opened: (socket: Socket) => void = () => {},
): Promise<{ socket: Socket; greeting: Greeting }> {
  const { host, port, lookup } = place;
  const address = addressOf(place);
  const socket = place.socket === undefined ? tcpConnect({ host, port, lookup }) : tcpConnect({ path: place.socket });
  opened(socket);
  // Until the name is resolved, no connection can have been refused or dropped.
  let named = place.socket !== undefined || isIP(host) !== 0;
  socket.once("lookup", () => {
    named = true;
  });
  socket.setNoDelay(true);
  try {
    await event(socket, "connect", deadline, address, () => (named ? "timeout" : "dns"));
    socket.setKeepAlive(true, 30_000);
    return { socket, greeting: await readGreeting(socket, deadline, address) };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function readGreeting(socket: Socket, deadline: number, address: string): Promise<Greeting> {
  let seen: Buffer = Buffer.alloc(0);
  for (;;) {
    await event(socket, "readable", deadline, address, () => "hang");
    const chunk: Buffer | null = socket.read();
    if (chunk) seen = Buffer.concat([seen, chunk]);
    if (chunk === null && socket.readableEnded) {
      throw new ConnectProblem(
        "dropped",
        address,
        "the server closed the connection without sending anything",
        DROPPED_FIX,
      );
    }
    const length = seen.length >= 4 ? seen.readUIntLE(0, 3) : undefined;
    if (length !== undefined && (seen[3] !== 0 || length === 0 || length > 4096 || !isGreeting(seen[4]))) {
      const cause = `the service there does not speak MySQL (it began with ${JSON.stringify(seen.subarray(0, 12).toString("latin1"))})`;
      throw new ConnectProblem("notMysql", address, cause, "check host and port");
    }
    if (length !== undefined && seen.length >= 4 + length) {
      // A man in the middle could add packets here that would later be taken for data sent inside TLS.
      if (seen.length > 4 + length) {
        const cause = "the server sent more than its greeting before the client had answered";
        throw new ConnectProblem(
          "notMysql",
          address,
          cause,
          "check host and port, and anything between this machine and the server",
        );
      }
      const payload = seen.subarray(4, 4 + length);
      const greeting = payload[0] === 0xff ? refuse(payload, address) : parse(payload, address);
      socket.unshift(seen);
      return greeting;
    }
  }
}

/** Protocol 10, protocol 9 (only to report it) or an error packet. */
function isGreeting(first: number | undefined): boolean {
  return first === undefined || first === 10 || first === 9 || first === 0xff;
}

function refuse(payload: Buffer, address: string): never {
  const errno = payload.length >= 3 ? payload.readUInt16LE(1) : 0;
  const text = payload
    .subarray(3)
    .toString("utf8")
    .replace(/^#[0-9A-Za-z]{5}/, "");
  throw classify({ errno, message: text, sqlMessage: text }, address);
}

function parse(payload: Buffer, address: string): Greeting {
  if (payload[0] === 9) {
    const cause = "the server speaks protocol 9, like MySQL before 3.22; needed: protocol 10";
    throw new ConnectProblem(
      "notMysql",
      address,
      cause,
      "check host and port; a server of that age cannot be migrated",
    );
  }
  const end = payload.indexOf(0, 1);
  // The version, then connection id, challenge and flags: anything shorter is not a greeting.
  if (end < 2 || payload.length < end + 16) {
    const cause = "the service there does not speak MySQL (its greeting is malformed)";
    throw new ConnectProblem("notMysql", address, cause, "check host and port");
  }
  const version = payload.subarray(1, end).toString("latin1");
  // After the version: connection id (4), first part of the challenge (8), filler (1), lower capability flags (2).
  const at = end + 1 + 4 + 8 + 1;
  const flags = payload.readUInt16LE(at);
  return { version, offersTls: (flags & CLIENT_SSL) !== 0 };
}

const DROPPED_FIX =
  "something between this machine and the server (an allowlist, a proxy, a firewall, max_connections) drops it: check them in that order";

/** Waits for one event of the socket; an error, an early close or the deadline becomes a ConnectProblem. */
function event(socket: Socket, name: string, deadline: number, address: string, late: () => Late): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = Math.max(1, deadline - Date.now());
    const timer = setTimeout(() => finish(() => reject(tooLate(late(), address))), limit);
    const finish = (then: () => void) => {
      clearTimeout(timer);
      socket.off(name, onEvent).off("error", onError).off("close", onClose);
      then();
    };
    const onEvent = () => finish(resolve);
    const onError = (error: Error) => finish(() => reject(classify(error, address)));
    const onClose = () =>
      finish(() =>
        reject(
          new ConnectProblem(
            "dropped",
            address,
            "the server closed the connection without sending anything",
            DROPPED_FIX,
          ),
        ),
      );
    socket.once(name, onEvent).once("error", onError).once("close", onClose);
  });
}

type Late = "dns" | "timeout" | "hang";

function tooLate(late: Late, address: string): ConnectProblem {
  switch (late) {
    case "dns":
      return new ConnectProblem(
        "dns",
        address,
        "the DNS look-up did not finish within the time limit",
        "check this machine's DNS, or give the address",
      );
    case "timeout":
      return classify({ code: "ETIMEDOUT" }, address);
    case "hang":
      return new ConnectProblem(
        "hang",
        address,
        "it accepts connections but then sends nothing",
        "check that a MySQL server listens on that port and is not out of threads or stuck in name look-ups (skip_name_resolve)",
      );
  }
}
