import { undetermined } from "../../mysql/check";
import type { ServiceComparison } from "../../mysql/gates/types";
import { UserProblem } from "../../provider/core/failure";
import { comparedBy } from "../../provider/resources/serviceComparison";
import { driverOf } from "./driver";
import type { StackMigration } from "./stackMigration";

/** The same shortest interval as an update's. */
const POLL_SECONDS = 5;

/**
 * The comparison by the migration's own service, if the stack requires it; undefined: it does not. The service's task
 * is the one in the stack's state.
 * @param ofStack whether both servers come from the stack: the task's comparison proves nothing about other servers
 */
export function serviceComparisonOf(
  { migration, clouds, taskId, takenOver }: StackMigration,
  ofStack: boolean,
  progress: (message: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): ((signal: AbortSignal) => ServiceComparison) | undefined {
  const { consistencyCheck: check } = migration.task;
  if (check === "none") return undefined;
  if (!ofStack)
    return () => async () =>
      undetermined(
        "not requested, because a server was given: the service compares those of the stack's task",
        "",
        "leave out --source and --target, so that both come from the stack",
      );
  return (signal) => async (tables, position, empty) => {
    try {
      const driver = driverOf({ migration, clouds }, env);
      const seen = taskId === undefined ? undefined : await driver.describe(taskId);
      const other = seen && takenOver(seen);
      if (other)
        return undetermined(
          `not requested, because the stack ${other} has taken over the task ${seen.id} of ${driver.title}`,
          "",
          "run this command with that stack",
        );
      const ctx = { pollSeconds: clouds().pollSeconds ?? POLL_SECONDS, signal, progress };
      return await comparedBy(ctx, driver, seen, check)(tables, position, empty);
    } catch (error) {
      if (!(error instanceof UserProblem)) throw error;
      return undetermined(error.message, "", "give this command the credentials of the update");
    }
  };
}
