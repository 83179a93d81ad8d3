import type { ReadStream, WriteStream } from "node:tty";

/** Streams for prompting the user. */
export interface Terminal {
  input: ReadStream;
  output: WriteStream;
}

/** Standard input and standard error: standard output is reserved for results. */
export function ours(): Terminal {
  return { input: process.stdin as ReadStream, output: process.stderr as WriteStream };
}

/** Whether the user can be prompted: both streams are terminals. */
export function canPrompt({ input, output }: Terminal = ours()): boolean {
  return input.isTTY === true && output.isTTY === true;
}
