import { ConnectProblem } from "../problem";

/** The most bytes a server may send until the session is ready: greeting, login and set-up take a few kilobytes. */
export const LOGIN_BYTES = 1024 * 1024;
/** One packet, usually a row. */
export const PACKET_BYTES = 64 * 1024 * 1024;
/** One buffered result; streamed results have no limit. */
export const RESULT_BYTES = 160 * 1024 * 1024;
/** Memory overhead per row, besides its bytes. */
const ROW_BYTES = 200;
/**
 * Memory per character of a value that the driver decodes one character at a time: its piece of the rope, twice during
 * garbage collection.
 */
const LETTER_BYTES = 64;
/** Largest fragment of a packet on the wire. */
const PART = 0xffffff;

/** Bytes buffered for an incomplete packet. */
export interface Held {
  bufferLength: number;
  largePacketParts: readonly unknown[];
}

/** Limits how much memory one server can make this process use. */
export class Allowance {
  private login = 0;
  private result = 0;
  private ready = false;

  constructor(private readonly address: string) {}

  /** The session is ready: from now on, individual packets and results are limited. */
  loggedIn(): void {
    this.ready = true;
  }

  get loggingIn(): boolean {
    return !this.ready;
  }

  /** @returns the problem once the limit is exceeded */
  chunk(bytes: number, held: Held): ConnectProblem | undefined {
    if (!this.ready) {
      this.login += bytes;
      return this.login > LOGIN_BYTES ? this.flood("before the session is ready", LOGIN_BYTES) : undefined;
    }
    const whole = held.largePacketParts.length * PART + held.bufferLength;
    return whole > PACKET_BYTES ? this.flood("in one packet", PACKET_BYTES) : undefined;
  }

  statement(): void {
    this.result = 0;
  }

  /** Counts one packet of a buffered result. @returns the problem once the limit is exceeded */
  row(bytes: number, byLetter: boolean): ConnectProblem | undefined {
    this.result += bytes * (byLetter ? LETTER_BYTES : 1) + ROW_BYTES;
    return this.result > RESULT_BYTES ? this.flood("as the result of one statement", RESULT_BYTES) : undefined;
  }

  private flood(where: string, most: number): ConnectProblem {
    return new ConnectProblem(
      "flood",
      this.address,
      `the server sent more than ${most / 1024 / 1024} MiB ${where}`,
      "check that this is the right server; a MySQL server has no reason to",
    );
  }
}
