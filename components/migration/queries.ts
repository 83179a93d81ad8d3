import type { Ownership } from "../../model/ownership";
import type { Phase } from "../../model/phase";
import type { Migration } from "../../model/spec";
import type { InstanceQuery, LeftoverQuery, Side } from "../kits/contracts";
import { engineKit } from "../kits/engines";
import { pathKit } from "../kits/paths";
import { placeKit } from "../kits/places";
import { buildingOf, siteOf } from "./args";

const SIDES = ["source", "target"] as const satisfies Side[];

/** What to ask the clouds for that a killed update of this migration may have made. */
export function leftoverQueries(spec: Migration, phase: Phase, ownership: Ownership): LeftoverQuery[] {
  const home = engineKit(spec.engine).home(spec);
  // Queries follow from what the migration says alone: nothing is built here.
  const building = buildingOf(undefined as never, spec.name, {
    ...{ spec, phase, ownership },
    passwords: { source: "", target: "" },
  });
  return SIDES.flatMap((side) =>
    placeKit(spec[side].place).leftovers(siteOf(building, side), pathKit(spec.path).over(side, home)),
  );
}

/** What to ask the clouds to confirm of both servers. */
export function instanceQueries(spec: Migration): (InstanceQuery & { side: Side })[] {
  return SIDES.flatMap((side) => {
    const query = placeKit(spec[side].place).instance({ at: spec[side] });
    return query ? [{ side, ...query }] : [];
  });
}
