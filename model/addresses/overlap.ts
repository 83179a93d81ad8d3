import { overlapCidr } from "cidr-tools";

/** The first pair of blocks, one of each list, that share an address; undefined when none do. */
export function overlapping(one: readonly string[], other: readonly string[]): [string, string] | undefined {
  for (const left of one) {
    const right = other.find((block) => overlapCidr(left, block));
    if (right !== undefined) return [left, right];
  }
  return undefined;
}
