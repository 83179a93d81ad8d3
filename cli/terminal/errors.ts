import { quoted } from "../../model/printing/visible";

/** Something the user has to change. Shown as its message alone. */
export class UserError extends Error {
  /**
   * @param exitCode 1 when the command ran and found something, 2 when it could not run; when a signal stopped it, 128 and the signal's
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

/** A user's mistake is told by its message; only what is our own mistake shows where it happened. */
export function toldOf(error: unknown): string {
  if (!(error instanceof Error)) return quoted(String(error));
  // These are laid out by us, with others' words in them made visible. Anything else may be a library's or a program's.
  if (error instanceof UserError || error.name === "ProblemsError") return `dbferry: ${error.message}`;
  return process.env.DBFERRY_DEBUG ? quoted(error.stack ?? error.message) : `dbferry: ${quoted(error.message)}`;
}
