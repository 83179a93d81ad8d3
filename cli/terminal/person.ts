import type { ReadStream, WriteStream } from "node:tty";

/** Where a person can be asked. */
export interface Terminal {
  input: ReadStream;
  output: WriteStream;
}

/** Standard input and the error output: standard output is the result's. */
export function ours(): Terminal {
  return { input: process.stdin as ReadStream, output: process.stderr as WriteStream };
}

/** True when there is somebody to ask: both ends are terminals. */
export function canAsk({ input, output }: Terminal = ours()): boolean {
  return input.isTTY === true && output.isTTY === true;
}
