import type { End } from "../../../inspection/end";
import type { ObjectKind } from "../../../mover/inventory";
import type { Selection } from "../../../mover/types";
import type { CdbInstance } from "../../facts/types";

/** Input of a step. Steps after the first run only when both ends are connected. */
export interface CheckContext {
  source: End;
  target: End;
  incremental: boolean;
  selection: Selection;
  kinds: readonly ObjectKind[];
  /** Whether the task compares the data at its end. */
  compares: boolean;
  /** Databases of the selection that exist on the source. */
  databases: string[];
  /** Access type and provider of the source, in the request's terms. */
  sourceAccess: string;
  supplier: string;
  /** Absent if the target is not an instance of this cloud. */
  instance?: CdbInstance;
}

export interface Finding {
  result: "warning" | "failed";
  /** What was found, and what is needed. */
  text: string;
  solution: string;
}

export interface StepVerdict {
  id: string;
  status: "notStarted" | "pass" | "warning" | "failed" | "blocked";
  findings: Finding[];
}

/** A step of the vendor's check; it passes when nothing is found. */
export interface Step {
  /** The vendor's id and name, such as BinlogParamCheck. */
  id: string;
  name: string;
  /** The vendor's documentation page about it; "" if unknown. */
  doc: string;
  /** Whether the step applies to this task; default: to every task. */
  when?(context: CheckContext): boolean;
  run(context: CheckContext): Promise<Finding[]> | Finding[];
}

export const failed = (text: string, solution: string): Finding => ({ result: "failed", text, solution });
export const warning = (text: string, solution: string): Finding => ({ result: "warning", text, solution });

/** The findings that apply. */
export function findings(...all: (Finding | false | undefined)[]): Finding[] {
  return all.filter((one): one is Finding => Boolean(one));
}

/** The first ten, and the total number. */
export function some(list: readonly string[]): string {
  return list.length <= 10 ? list.join(", ") : `${list.slice(0, 10).join(", ")} and ${list.length - 10} more`;
}
