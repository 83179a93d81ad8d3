import { clearScreenDown, cursorTo } from "node:readline";
import { terminal } from "../../model/printing/visible";
import { folded } from "./fold";
import { columns } from "./wrap";

/** Text for people, on standard output. Only this file writes there: values go through `visible` first, and everything does here. */
export function print(text: string): void {
  write(process.stdout, text);
}

/** Text for people, on standard error. */
export function tell(text: string): void {
  write(process.stderr, text);
}

/** On a terminal no word is cut at its edge; a log or a program gets lines as they are. */
function write(stream: NodeJS.WriteStream, text: string): void {
  const shown = terminal(text);
  stream.write(stream.isTTY ? folded(shown, columns(stream)) : shown);
}

let done = false;

/** Whether a program has been given its text already. */
export function handed(): boolean {
  return done;
}

/** Text for programs, on standard output, unchanged. */
export function hand(text: string): void {
  done = true;
  process.stdout.write(text);
}

/** An empty terminal for what is shown again and again; elsewhere a blank line between one and the next. */
export function home(): void {
  if (!process.stdout.isTTY) {
    process.stdout.write("\n");
    return;
  }
  cursorTo(process.stdout, 0, 0);
  clearScreenDown(process.stdout);
}
