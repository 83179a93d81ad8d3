import { type CompareInput, type CompareResult, compare } from "./compare/compare";
import { compareStructure, type StructureInput, type StructureResult } from "./structure/structure";

/** The verdict on two servers: proven equal, proven different, or not proven. */
export type EqualityVerdict = "same" | "differs" | "notProven";

export interface EqualityInput {
  /** Absent when the data is not compared. */
  data?: CompareInput;
  /** Absent when the structure is not compared. */
  structure?: StructureInput;
}

export interface EqualityResult {
  verdict: EqualityVerdict;
  /** What was excluded by request: the verdict does not cover it. */
  leftOut: ("data" | "structure")[];
  data?: CompareResult;
  structure?: StructureResult;
}

/** Structure first: it is quick, and it explains differences in the data. */
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

/** One difference suffices for "different"; "equal" needs proof of everything. */
export function worst(verdicts: readonly EqualityVerdict[]): EqualityVerdict {
  if (verdicts.includes("differs")) return "differs";
  return verdicts.length === 0 || verdicts.includes("notProven") ? "notProven" : "same";
}
