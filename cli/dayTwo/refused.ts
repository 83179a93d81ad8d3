import { UserError } from "../terminal/errors";

/** A change of a migration that is under way is refused: with the way on and the way out, and before anything is changed. */
export function refused(command: string, why: string): UserError {
  return new UserError(
    `dbferry ${command}: ${why}; nothing was changed.\n` +
      "`dbferry status` shows where the migration stands and what to do next; `dbferry cancel` gives it up",
    1,
  );
}
