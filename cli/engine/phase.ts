import type { Stack } from "@pulumi/pulumi/automation";
import { PHASES } from "../../model/phase";
import { UserError } from "../terminal/errors";
import { isUnset, saidByEngine } from "./project";

/** @throws UserError if it is not a phase */
export function knownPhase(given: string | undefined): void {
  if (given === undefined || (PHASES as readonly string[]).includes(given)) return;
  throw new UserError(`--phase ${JSON.stringify(given)} is not a phase; needed: one of ${PHASES.join(", ")}`);
}

/**
 * Sets the phase in the stack's configuration, where a preview reads it.
 * @returns restores the previous phase, for an update that is declined
 */
export async function setPhase(stack: Stack, phase: string | undefined): Promise<() => Promise<void>> {
  if (phase === undefined) return async () => {};
  const before = await stack.getConfig("phase").catch((error: Error) => {
    if (isUnset(error)) return undefined;
    throw new UserError(
      `the phase could not be read from the stack's configuration: ${saidByEngine(error)}; correct that and run it again, nothing was changed`,
    );
  });
  if (before?.value === phase) return async () => {};
  await stack.setConfig("phase", { value: phase });
  return () => (before ? stack.setConfig("phase", before) : stack.removeConfig("phase"));
}
