import { quoted } from "../../model/printing/visible";

/** An error that the user has to fix. Shown as its message, without a stack trace. */
export class UserError extends Error {
  /**
   * @param exitCode 1 if the command ran and found something, 2 if it could not run, 3 if it did its work and could not prove it; if stopped by a signal, 128 plus
   * its number: 129 (terminal closed), 130 (Ctrl-C), 143 (SIGTERM)
   */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 3 | 129 | 130 | 143 = 2,
  ) {
    super(message);
    this.name = "UserError";
  }
}

/** The exit code of a command ended by Ctrl-C. */
export const INTERRUPTED = 130;

/** A user's mistake is shown as its message; only a bug in dbferry includes where it happened. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return quoted(String(error));
  // These messages are laid out by dbferry, with external text already escaped. Others may come from a library or a
  // program.
  if (error instanceof UserError || error.name === "ProblemsError") return `dbferry: ${error.message}`;
  return process.env.DBFERRY_DEBUG ? quoted(error.stack ?? error.message) : `dbferry: ${quoted(error.message)}`;
}
