import { ConnectProblem } from "../problem";

/** Everything that a server may say until the session is ready: greeting, login and set-up take a few kilobytes. */
export const LOGIN_BYTES = 1024 * 1024;
/** One packet: a row, mostly. */
export const PACKET_BYTES = 64 * 1024 * 1024;
/** One result that is held whole; what is read as a stream has no limit. */
export const RESULT_BYTES = 160 * 1024 * 1024;
/** What a row costs here besides its bytes. */
const ROW_BYTES = 200;
/** What a letter costs of a value that the driver decodes letter by letter: its piece of the chain, twice while memory is cleared up. */
const LETTER_BYTES = 64;
/** Longest part of a packet on the wire. */
const PART = 0xffffff;

/** What is held of a packet that is not complete yet. */
export interface Held {
  bufferLength: number;
  largePacketParts: readonly unknown[];
}

/** How much one server may make this process hold. */
export class Allowance {
  private login = 0;
  private result = 0;
  private ready = false;

  constructor(private readonly address: string) {}

  /** The session is ready: from now on single packets and results count. */
  loggedIn(): void {
    this.ready = true;
  }

  get loggingIn(): boolean {
    return !this.ready;
  }

  /** @returns the problem once it is too much */
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

  /** A packet of a result that is held whole. @returns the problem once it is too much */
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
