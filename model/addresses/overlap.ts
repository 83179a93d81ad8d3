import { overlapCidr } from "cidr-tools";

/** The first pair of overlapping blocks, one from each list; undefined when none overlap. */
export function overlapping(one: readonly string[], other: readonly string[]): [string, string] | undefined {
  return overlaps(one, other)[0];
}

/** Every pair of overlapping blocks, one from each list. */
export function overlaps(one: readonly string[], other: readonly string[]): [string, string][] {
  return one.flatMap((left) =>
    other.filter((right) => overlapCidr(left, right)).map((right): [string, string] => [left, right]),
  );
}
