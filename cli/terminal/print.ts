import { clearScreenDown, cursorTo } from "node:readline";
import { terminal } from "../../model/printing/visible";

/** Text for people, on standard output. Only this file writes there: values go through `visible` first, and everything does here. */
export function print(text: string): void {
  process.stdout.write(terminal(text));
}

/** Text for people, on standard error. */
export function tell(text: string): void {
  process.stderr.write(terminal(text));
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
