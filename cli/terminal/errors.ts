import { quoted } from "../../model/printing/visible";

/** Something the user has to change. Shown as its message, without a stack. */
export class UserError extends Error {
  /**
   * @param exitCode 1 when the command ran and found something, 2 when it could not run; when stopped by a signal, 128 plus the signal's
   * number: 129 (the terminal closed), 130 (Ctrl-C), 143 (SIGTERM)
   */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 129 | 130 | 143 = 2,
  ) {
    super(message);
    this.name = "UserError";
  }
}

/** The exit code of a command ended by Ctrl-C. */
export const INTERRUPTED = 130;

/** A user's mistake is shown as its message; only a bug in dbferry shows where it happened. */
export function toldOf(error: unknown): string {
  if (!(error instanceof Error)) return quoted(String(error));
  // These messages have our layout, with outside text in them made visible. Others may come from a library or a program.
  if (error instanceof UserError || error.name === "ProblemsError") return `dbferry: ${error.message}`;
  return process.env.DBFERRY_DEBUG ? quoted(error.stack ?? error.message) : `dbferry: ${quoted(error.message)}`;
}
