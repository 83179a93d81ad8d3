/** Options of a proof that runs in parts and on several worlds at once. */
export const PART_OPTIONS = {
  part: { type: "string", default: "1/1" },
  lanes: { type: "string", default: "2" },
} as const;

export interface Part {
  /** Whether the item at this index belongs to the part. */
  includes(index: number): boolean;
  /** The part is everything. */
  isWhole: boolean;
  lanes: number;
}

/** @returns undefined if `part` is not I/N with 1 <= I <= N, or `lanes` is not a positive integer */
export function readPart(values: { part: string; lanes: string }): Part | undefined {
  const [at = 0, of = 0] = values.part.split("/").map(Number);
  const lanes = Number(values.lanes);
  if (![at, of, lanes].every(isCount) || at > of) return undefined;
  return { includes: (index) => index % of === at - 1, isWhole: of === 1, lanes };
}

export const isCount = (value: number): boolean => Number.isInteger(value) && value > 0;
