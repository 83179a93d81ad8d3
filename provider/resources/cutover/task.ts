import { visible } from "../../../model/printing/visible";
import type { Driver } from "../../core/driver";
import { isOver } from "../../core/states";
import type { TaskInfo } from "../../core/task";
import { refuse } from "../shared";

/**
 * The live task with this name, or the one that ended last: a cutover that was interrupted after the end is proven
 * again.
 * @throws UserProblem when several are live
 */
export async function taskNamed(driver: Driver, name: string): Promise<TaskInfo | undefined> {
  const found = await driver.find(name);
  const living = found.filter(({ state }) => !isOver(state));
  return onlyOf(driver, name, living) ?? found[0];
}

/**
 * @throws UserProblem when there are several: names are not unique in every service, and only one task must be ended
 */
export function onlyOf(driver: Driver, name: string, living: readonly TaskInfo[]): TaskInfo | undefined {
  if (living.length > 1)
    refuse(
      `cutover refused: ${driver.title} has ${living.length} live tasks named '${name}', and it is not known which one belongs to this migration; rename ` +
        "the others in the vendor's console, and run the update again:",
      living.map(({ id, vendorState }) => `${id} (${visible(vendorState)})`),
    );
  return living[0];
}
