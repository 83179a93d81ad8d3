import type { Verdict } from "../../model/verdict";
import type { GatesInput } from "../../mysql/gates/gates";

/** What a cutover must prove on the two servers. */
export type CutoverQuestion = GatesInput;

export interface CutoverProof {
  verdicts: Verdict[];
  position?: { file?: string; position?: number; gtid?: string };
  tables: { database: string; table: string; source: number; target: number; equal: boolean }[];
  rows?: { source: number; target: number };
  /** Every row compared by value, and equal. */
  checksumEqual: boolean;
}

export async function proveCutover(question: CutoverQuestion): Promise<CutoverProof> {
  const { runGates } = await import("../../mysql/gates/gates.js");
  const report = await runGates(question);
  const { comparison } = report;
  return {
    verdicts: report.verdicts,
    position: report.position,
    tables: (comparison?.tables ?? []).map(({ database, table, rows, verdict }) => ({
      database,
      table,
      ...rows,
      equal: verdict === "same",
    })),
    rows: comparison?.rows,
    checksumEqual: comparison?.verdict === "same",
  };
}
