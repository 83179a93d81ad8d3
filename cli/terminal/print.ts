import { clearScreenDown, cursorTo } from "node:readline";
import { terminal } from "../../model/printing/visible";
import { folded } from "./fold";
import { columns } from "./wrap";

/**
 * Text for people, on standard output, written by this file only. Callers escape values with `visible`, and the whole
 * text is made safe here.
 */
export function print(text: string): void {
  write(process.stdout, text);
}

/** Text for people, on standard error. */
export function printError(text: string): void {
  write(process.stderr, text);
}

/** Wraps between words on a terminal; logs and programs get lines unchanged. */
function write(stream: NodeJS.WriteStream, text: string): void {
  const shown = terminal(text);
  stream.write(stream.isTTY ? folded(shown, columns(stream)) : shown);
}

let done = false;

/** Whether machine-readable output has been written. */
export function wasRawPrinted(): boolean {
  return done;
}

/** Machine-readable output, on standard output, unchanged. */
export function printRaw(text: string): void {
  done = true;
  process.stdout.write(text);
}

/** Clears the terminal for a repeated display; elsewhere prints a blank line in between. */
export function home(): void {
  if (!process.stdout.isTTY) {
    process.stdout.write("\n");
    return;
  }
  cursorTo(process.stdout, 0, 0);
  clearScreenDown(process.stdout);
}
