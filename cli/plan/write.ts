import { closeSync, openSync, readSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { GENERATOR_TAG } from "../../model/plan/html";
import { visible } from "../../model/printing/visible";
import { UserError } from "../terminal/errors";

/**
 * Writes a page as a whole, in place of an earlier page of this command and of nothing else.
 *
 * @throws UserError
 */
export function writePage(given: string, html: string): void {
  const file = resolve(given);
  const partial = `${file}.${process.pid}`;
  try {
    if (!isOurs(file))
      throw new UserError(
        `${visible(given)} is there and is no page of dbferry plan; needed: another file for --html, or move that one away`,
      );
    writeFileSync(partial, html, { flag: "wx" });
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      `${visible(given)} cannot be written (${code}); needed: a file in a folder that exists, for --html`,
    );
  }
}

/** Nothing is there, or a page that this command wrote. */
function isOurs(file: string): boolean {
  const head = headOf(file);
  return head === undefined || head.includes(GENERATOR_TAG);
}

function headOf(file: string): string | undefined {
  let from: number;
  try {
    from = openSync(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const bytes = Buffer.alloc(1024);
    return bytes.toString("utf8", 0, readSync(from, bytes));
  } finally {
    closeSync(from);
  }
}
