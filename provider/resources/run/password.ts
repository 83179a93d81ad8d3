import { visible } from "../../../model/printing/visible";
import { isReview } from "../../../model/review";
import type { Driver } from "../../core/driver";
import { UserProblem } from "../../core/failure";
import { isOver } from "../../core/states";
import type { TaskInfo } from "../../core/task";

/**
 * Why the service accepts no new password for the task at present, and what to do instead; undefined: it does, or none
 * is needed.
 */
export function passwordRefusal(driver: Driver, task: TaskInfo): string | undefined {
  // Before these states, the run configures the task with the stack's passwords; after them, nothing logs in.
  if (task.state === "creating" || task.state === "configuring" || isOver(task.state)) return undefined;
  const states = driver.can.passwordIn ?? [];
  if (states.includes(task.state)) return undefined;
  const seen = `${driver.title} does not accept a new password for a task in the state ${visible(task.vendorState)}`;
  if (states.length > 0) return `${seen} (accepted in: ${states.join(", ")}); wait until the task is in one of them`;
  return `${seen}, only before it has started; change it after the cutover`;
}

/**
 * Whether a password changes. Always false in a review, whose passwords are placeholders and which has no credentials
 * to query the service.
 */
export function isNewPassword(path: string, ...passwords: readonly string[]): boolean {
  return passwords.includes(path) && !isReview();
}

/**
 * Refuses a new password in the preview: in the update, the server would already have it when the service refuses it.
 */
export function refusePassword(driver: Driver, task: TaskInfo | undefined, which: string): void {
  const why = task && passwordRefusal(driver, task);
  if (!why) return;
  throw new UserProblem(
    `${which}: ${why}. Until then put the old one back, in the stack and on the server; the task ${task.id} needs it for its next login. ` +
      "To give the migration up: dbferry cancel",
  );
}
