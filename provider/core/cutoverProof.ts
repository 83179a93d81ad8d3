import type { Exemption, JudgedVerdict } from "../../mysql/exemptions";
import type { GatesInput } from "../../mysql/gates/gates";

/** What a cutover must prove on the two servers. */
export type CutoverQuestion = GatesInput;

export interface CutoverProof {
  verdicts: JudgedVerdict[];
  /** Exemptions without effect: expired, or for a gate that is open anyway. */
  expired: Exemption[];
  unused: Exemption[];
  /** The structure was read completely and does not differ. */
  structureEqual: boolean;
  position?: { file?: string; position?: number; gtid?: string };
  tables: { database: string; table: string; source: number; target: number; equal: boolean }[];
  rows?: { source: number; target: number };
  /** Every row was compared by value and is equal. */
  checksumEqual: boolean;
}

export async function proveCutover(question: CutoverQuestion): Promise<CutoverProof> {
  const { runGates } = await import("../../mysql/gates/gates.js");
  const report = await runGates(question);
  const { comparison } = report;
  return {
    verdicts: report.verdicts,
    expired: report.expiredExemptions,
    unused: report.unusedExemptions,
    structureEqual: report.structure?.verdict === "same",
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
