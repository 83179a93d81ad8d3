import { type Standing as Reached, standingsOf } from "../../model/standing";
import { nameOf, type Recorded } from "../audit/state";

/** The migration recorded in a state. */
export interface Standing extends Reached {
  /** The migration's name; absent if the state has none. */
  migration?: string;
}

/** Uses the same rule as an update, so that both agree. */
export function standingOf({ resources = [] }: Recorded): Standing {
  const state = resources.map((one) => ({ type: one.type, name: nameOf(one), outputs: one.outputs ?? {} }));
  const [first] = standingsOf(state);
  return first ? { migration: first[0], ...first[1] } : {};
}
