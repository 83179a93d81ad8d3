import type { Values } from "../../plugin/values";

/** A failure whose text is written for the user; shown by its message alone. */
export class UserProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UserProblem";
    this.stack = `${this.name}: ${message}`;
  }
}

/** A failure with separate fields for what was found and what to do, for a list of problems. */
export interface ProblemDetails {
  readonly told: { seen: string; fix?: string };
}

/** The update was cancelled (Ctrl-C, `pulumi cancel`) while this provider waited. */
export class Cancelled extends UserProblem {
  constructor(doing: string) {
    super(`cancelled while ${doing}; run the update again to continue from there`);
    this.name = "Cancelled";
  }
}

/** A wait reached its limit. */
export class TimedOut extends UserProblem {
  constructor(message: string) {
    super(message);
    this.name = "TimedOut";
  }
}

/**
 * Something exists in the cloud but is not what was requested yet. The engine records `id` and `properties` in its
 * state with the reason, so that nothing is lost, and calls Update at the next update.
 */
export class InitFailed extends UserProblem {
  constructor(
    readonly id: string,
    /** Outputs known so far. */
    readonly properties: Values,
    message: string,
    /** Inputs to record; default: those given. */
    readonly inputs?: Values,
  ) {
    super(message);
    this.name = "InitFailed";
  }
}

/** Whether a retry may help: no response, or a fault on the other side. */
export function isTransient(error: unknown): boolean {
  return error instanceof Error && (error as { transient?: boolean }).transient === true;
}

/** Text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
