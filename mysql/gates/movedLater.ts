import { ENGINE_PROFILES } from "../../model/engines/profiles";
import type { StructureDifference } from "../structure/structure";
import type { GatesInput } from "./types";

/**
 * Why this difference is expected at the cutover with the engine that replicates; undefined when it is not.
 * @param accounts the target's accounts that the engine's login may be, as `user@host`
 */
export function movedLater(
  { engine }: Pick<GatesInput, "engine">,
  difference: StructureDifference,
  accounts: ReadonlySet<string>,
): string | undefined {
  return engine === undefined ? undefined : ENGINE_PROFILES[engine].movedLater.value(difference, accounts);
}
