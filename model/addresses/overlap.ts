import { overlapCidr } from "cidr-tools";

/** The first pair of overlapping blocks, one from each list; undefined when none overlap. */
export function overlapping(one: readonly string[], other: readonly string[]): [string, string] | undefined {
  for (const left of one) {
    const right = other.find((block) => overlapCidr(left, block));
    if (right !== undefined) return [left, right];
  }
  return undefined;
}
