import { setTimeout as wait } from "node:timers/promises";
import { UserProblem } from "../core/failure";

/** A part of a VPN that is deleted is gone some minutes later. */
export const GONE_AFTER_MS = 600_000;
export const LOOK_EVERY_MS = 2_000;

/** @param where what was deleted, for people. @throws UserProblem if it is still there after ten minutes */
export async function untilGone(where: string, isThere: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + GONE_AFTER_MS;
  while (await isThere()) {
    if (Date.now() > end)
      throw new UserProblem(`${where}: still there ${GONE_AFTER_MS / 60_000} minutes after its deletion; run it again`);
    await wait(LOOK_EVERY_MS);
  }
}
