import { clearLine, cursorTo } from "node:readline";
import type { WriteStream } from "node:tty";
import { visible } from "../../model/printing/visible";
import type { CompareProgress } from "../../mysql/compare/compare";

const LOG_EVERY_MS = 30_000;
const SHOW_EVERY_MS = 100;

/** One line of progress: rewritten in a terminal, repeated every 30 seconds in a log. */
export class Status {
  private shown: number;
  /** What a terminal has on the line now. */
  private line = "";

  constructor(private readonly stream: WriteStream = process.stderr as WriteStream) {
    // Short work writes no line to a log.
    this.shown = stream.isTTY ? 0 : Date.now();
  }

  /** Shows what begins, in a terminal only. */
  begin(text: string): void {
    if (!this.stream.isTTY) return;
    this.shown = 0;
    this.show(text);
  }

  /** Shows the progress; a line too soon after the last one is skipped. */
  show(said: string): void {
    const text = visible(said);
    if (Date.now() - this.shown < (this.stream.isTTY ? SHOW_EVERY_MS : LOG_EVERY_MS)) return;
    this.shown = Date.now();
    if (!this.stream.isTTY) {
      this.stream.write(`${text}\n`);
      return;
    }
    this.clear();
    this.line = fitted(text, Math.max(20, (this.stream.columns ?? 80) - 1));
    this.stream.write(this.line);
  }

  /** Shows the line again, below what was written after `clear`. */
  again(): void {
    if (this.stream.isTTY) this.stream.write(this.line);
  }

  /** Takes the line away for good. */
  end(): void {
    this.clear();
    this.line = "";
  }

  clear(): void {
    if (!this.stream.isTTY) return;
    clearLine(this.stream, 0);
    cursorTo(this.stream, 0);
  }
}

/** A line that wraps cannot be overwritten: it ends at a word, with a mark that it does. */
function fitted(text: string, width: number): string {
  if (text.length <= width) return text;
  const cut = text.slice(0, width - 1);
  const blank = cut.lastIndexOf(" ");
  return `${blank > width / 2 ? cut.slice(0, blank) : cut}…`;
}

/** The progress of a comparison. */
export function comparisonStatus(progress: CompareProgress): string {
  const { table, share, tablesDone, tables, rows, paused, lookedAgain } = progress;
  if (lookedAgain) return `comparing differences again: ${lookedAgain.proven} of ${lookedAgain.of} proven`;
  const where = `table ${Math.min(tablesDone + 1, tables)} of ${tables}: ${table} ${Math.floor(share * 100)} %, ${rows} rows`;
  return paused === undefined ? where : `${where}; waits: ${paused}`;
}
