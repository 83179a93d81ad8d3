import { type Socket, connect as tcpConnect } from "node:net";
import { classify } from "./classify";
import { ConnectProblem } from "./problem";

/** What the server says first, before anybody has logged in. */
export interface Greeting {
  version: string;
  /** The server offers to switch to TLS. */
  offersTls: boolean;
}

const CLIENT_SSL = 0x0800;

/**
 * Opens TCP and waits for the server's greeting, which stays in the socket for the driver to read. Split from the
 * login so that "nothing answers", "it accepts and says nothing" and "it is not MySQL" are three different messages.
 */
export async function openSocket(
  host: string,
  port: number,
  deadline: number,
): Promise<{ socket: Socket; greeting: Greeting }> {
  const address = `${host}:${port}`;
  const socket = tcpConnect({ host, port });
  // Node compares a certificate with this name; for an address nothing else sets it (the driver sends no name for one).
  (socket as Socket & { _host?: string })._host = host;
  socket.setNoDelay(true);
  try {
    await event(socket, "connect", deadline, address, "timeout");
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
    await event(socket, "readable", deadline, address, "hang");
    const chunk: Buffer | null = socket.read();
    if (chunk) seen = Buffer.concat([seen, chunk]);
    if (chunk === null && socket.readableEnded) {
      throw new ConnectProblem(
        "dropped",
        address,
        "the server closed the connection before saying anything",
        DROPPED_FIX,
      );
    }
    const length = seen.length >= 4 ? seen.readUIntLE(0, 3) : undefined;
    if (length !== undefined && (seen[3] !== 0 || length === 0 || length > 4096 || !isGreeting(seen[4]))) {
      const cause = `what answers there does not speak MySQL (it began with ${JSON.stringify(seen.subarray(0, 12).toString("latin1"))})`;
      throw new ConnectProblem("notMysql", address, cause, "check host and port");
    }
    if (length !== undefined && seen.length >= 4 + length) {
      const payload = seen.subarray(4, 4 + length);
      const greeting = payload[0] === 0xff ? refuse(payload, address) : parse(payload);
      socket.unshift(seen);
      return greeting;
    }
  }
}

/** Protocol 10, protocol 9 or an error packet. */
function isGreeting(first: number | undefined): boolean {
  return first === undefined || first === 10 || first === 9 || first === 0xff;
}

function refuse(payload: Buffer, address: string): never {
  const errno = payload.readUInt16LE(1);
  const text = payload
    .subarray(3)
    .toString("utf8")
    .replace(/^#[0-9A-Za-z]{5}/, "");
  throw classify({ errno, message: text, sqlMessage: text }, address);
}

function parse(payload: Buffer): Greeting {
  const end = payload.indexOf(0, 1);
  const version = payload.subarray(1, end < 0 ? payload.length : end).toString("latin1");
  // After the version: connection id (4), first part of the challenge (8), filler (1), lower capability flags (2).
  const at = end + 1 + 4 + 8 + 1;
  const flags = end >= 0 && payload.length >= at + 2 ? payload.readUInt16LE(at) : 0;
  return { version, offersTls: (flags & CLIENT_SSL) !== 0 };
}

const DROPPED_FIX =
  "something between here and the server (an allowlist, a proxy, a firewall, max_connections) drops it: check them in that order";

/** Waits for one event of the socket; an error, an early close or the deadline becomes a ConnectProblem. */
function event(
  socket: Socket,
  name: string,
  deadline: number,
  address: string,
  late: "timeout" | "hang",
): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = Math.max(1, deadline - Date.now());
    const timer = setTimeout(() => finish(() => reject(tooLate(late, address))), limit);
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
            "the server closed the connection before saying anything",
            DROPPED_FIX,
          ),
        ),
      );
    socket.once(name, onEvent).once("error", onError).once("close", onClose);
  });
}

function tooLate(late: "timeout" | "hang", address: string): ConnectProblem {
  return late === "timeout"
    ? classify({ code: "ETIMEDOUT" }, address)
    : new ConnectProblem(
        "hang",
        address,
        "it accepts connections and then says nothing",
        "check that a MySQL server listens on that port and is not out of threads or stuck in name look-ups (skip_name_resolve)",
      );
}
