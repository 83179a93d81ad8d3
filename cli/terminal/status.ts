import { clearLine, cursorTo } from "node:readline";
import type { WriteStream } from "node:tty";
import { visible } from "../../model/printing/visible";
import type { CompareProgress } from "../../mysql/compare/compare";

const LOG_EVERY_MS = 30_000;
const SHOW_EVERY_MS = 100;

/** One line of progress: rewritten in a terminal, repeated every 30 seconds in a log. */
export class Status {
  private shown: number;
  /** Current content of the terminal's line. */
  private line = "";

  constructor(private readonly stream: WriteStream = process.stderr as WriteStream) {
    // Short work writes nothing to a log.
    this.shown = stream.isTTY ? 0 : Date.now();
  }

  /** Announces the start, on a terminal only. */
  begin(text: string): void {
    if (!this.stream.isTTY) return;
    this.shown = 0;
    this.show(text);
  }

  /** Shows progress; updates that come too fast are skipped. */
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

  /** Redraws the line below what was written after `clear`. */
  again(): void {
    if (this.stream.isTTY) this.stream.write(this.line);
  }

  /** Removes the line permanently. */
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

/** A wrapped line cannot be overwritten, so it is cut at a word with an ellipsis. */
function fitted(text: string, width: number): string {
  if (text.length <= width) return text;
  const cut = text.slice(0, width - 1);
  const blank = cut.lastIndexOf(" ");
  return `${blank > width / 2 ? cut.slice(0, blank) : cut}…`;
}

/** Progress of a comparison. */
export function comparisonStatus(progress: CompareProgress): string {
  const { table, share, tablesDone, tables, rows, paused, lookedAgain } = progress;
  if (lookedAgain) return `rechecking differences: ${lookedAgain.proven} of ${lookedAgain.of} proven`;
  const where = `table ${Math.min(tablesDone + 1, tables)} of ${tables}: ${table} ${Math.floor(share * 100)} %, ${rows} rows`;
  return paused === undefined ? where : `${where}; waiting: ${paused}`;
}
