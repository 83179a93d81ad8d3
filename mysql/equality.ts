import { type CompareInput, type CompareResult, compare } from "./compare/compare";
import { compareStructure, type StructureInput, type StructureResult } from "./structure/structure";

/** What is known of two servers: proven the same, proven different, or not proven either way. */
export type EqualityVerdict = "same" | "differs" | "notProven";

export interface EqualityInput {
  /** Absent: the data is left out. */
  data?: CompareInput;
  /** Absent: the structure is left out. */
  structure?: StructureInput;
}

export interface EqualityResult {
  verdict: EqualityVerdict;
  /** What was left out by request: the verdict says nothing about it. */
  leftOut: ("data" | "structure")[];
  data?: CompareResult;
  structure?: StructureResult;
}

/** Structure first, which is quick and explains differences of the data; then the data. */
export async function proveEquality(input: EqualityInput): Promise<EqualityResult> {
  const structure = input.structure && (await compareStructure(input.structure));
  const data = input.data && (await compare(input.data));
  const verdicts = [...(structure ? [structure.verdict] : []), ...(data ? [data.verdict] : [])];
  return {
    verdict: worst(verdicts),
    leftOut: [...(data ? [] : (["data"] as const)), ...(structure ? [] : (["structure"] as const))],
    data,
    structure,
  };
}

/** One difference is enough to differ; equality needs proof of everything. */
export function worst(verdicts: readonly EqualityVerdict[]): EqualityVerdict {
  if (verdicts.includes("differs")) return "differs";
  return verdicts.length === 0 || verdicts.includes("notProven") ? "notProven" : "same";
}
