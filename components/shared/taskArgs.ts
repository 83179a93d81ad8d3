import { taskName } from "../../model/names";
import { readOnlyTarget } from "../../model/spec";
import type { Building, Route } from "../kits/contracts";

/** What every engine's task takes from a migration. */
export function taskArgs({ spec, adopt }: Pick<Building, "spec" | "adopt">, { source, target }: Route) {
  return {
    taskName: taskName(spec.name),
    mode: spec.mode,
    source,
    target,
    targetReadOnly: readOnlyTarget(spec),
    ...(adopt["task"] ? { adopt: adopt["task"] } : {}),
    whenLive: spec.protectLiveTask ? ("refuse" as const) : ("end" as const),
  };
}
