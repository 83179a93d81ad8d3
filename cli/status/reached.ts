import { type Standing as Reached, standingsOf } from "../../model/standing";
import { nameOf, type Recorded } from "../audit/state";

/** What a state says of its migration. */
export interface Standing extends Reached {
  /** The migration's name; absent when the state has none. */
  migration?: string;
}

/** By the rule that an update is judged by: what is shown here is what an update goes by. */
export function standingOf({ resources = [] }: Recorded): Standing {
  const state = resources.map((one) => ({ type: one.type, name: nameOf(one), outputs: one.outputs ?? {} }));
  const [first] = standingsOf(state);
  return first ? { migration: first[0], ...first[1] } : {};
}
