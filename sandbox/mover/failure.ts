import type { Failure, FailureWhy, MoverState, TestResult } from "./types";

/** A refusal or failure of a task, worded for the user. */
export class MoveError extends Error {
  override readonly name = "MoveError";
  constructor(
    readonly why: FailureWhy,
    text: string,
  ) {
    super(text);
  }

  get refusal(): Extract<TestResult, { ok: false }> {
    return { ok: false, why: this.why, text: this.message };
  }
}

/** MySQL's error numbers for missing privileges. */
const PRIVILEGE = new Set([1044, 1142, 1143, 1227, 1370, 1419, 1698]);

/** Any error as a MoveError, with its text passed through `words`. */
export function moveError(error: unknown, words: (text: string) => string = (text) => text): MoveError {
  if (error instanceof MoveError) return error;
  const { errno, message } = error as { errno?: number; message?: string };
  const why: FailureWhy =
    errno === 1045 ? "login" : errno !== undefined && PRIVILEGE.has(errno) ? "privilege" : "mysql";
  return new MoveError(why, words(String(message ?? error)));
}

export function failureOf(error: MoveError, during: MoverState): Failure {
  return { during, why: error.why, text: error.message };
}
