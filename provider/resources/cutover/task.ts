import { visible } from "../../../model/printing/visible";
import type { Driver } from "../../core/driver";
import { isOver } from "../../core/states";
import type { TaskInfo } from "../../core/task";
import { refuse } from "../shared";

/**
 * The living task of this name, or the one that has ended last: a cutover that was cut off after the end is proven again.
 * @throws UserProblem when several live
 */
export async function taskNamed(driver: Driver, name: string): Promise<TaskInfo | undefined> {
  const found = await driver.find(name);
  const living = found.filter(({ state }) => !isOver(state));
  return onlyOf(driver, name, living) ?? found[0];
}

/** @throws UserProblem when there are several: not every service keeps a name to one task, and only one of them is to be ended */
export function onlyOf(driver: Driver, name: string, living: readonly TaskInfo[]): TaskInfo | undefined {
  if (living.length > 1)
    refuse(
      `cutover refused: ${driver.title} has ${living.length} live tasks named '${name}', and it is not known which one belongs to this migration; rename ` +
        "the others in the vendor's console, and run the update again:",
      living.map(({ id, vendorState }) => `${id} (${visible(vendorState)})`),
    );
  return living[0];
}
