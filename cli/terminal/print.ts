import { terminal } from "../../model/printing/visible";

/** Text for people, on standard output. Only this file writes there: values go through `visible` first, and everything does here. */
export function print(text: string): void {
  process.stdout.write(terminal(text));
}

/** Text for people, on standard error. */
export function tell(text: string): void {
  process.stderr.write(terminal(text));
}

/** Text for programs, on standard output, unchanged. */
export function hand(text: string): void {
  process.stdout.write(text);
}
