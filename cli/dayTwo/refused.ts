import { UserError } from "../terminal/errors";

/**
 * Error for a refused change to a running migration, raised before anything is changed: how to proceed, and how to
 * back out.
 */
export function refused(command: string, why: string): UserError {
  return new UserError(
    `dbferry ${command}: ${why}; nothing was changed.\n` +
      "`dbferry status` shows the state of the migration and what to do next; `dbferry cancel` gives it up",
    1,
  );
}
