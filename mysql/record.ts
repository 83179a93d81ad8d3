import type { KeyObject } from "node:crypto";
import type { Verdict } from "../model/verdict";
import { createPrivateFile } from "../system/files";
import type { GateReport } from "./gates/gates";
import type { Position } from "./position";
import { digestOf, type Signature, signatureOf } from "./recordProof";
import { showNames } from "./tableName";

/** What is kept of a cutover, to go back to. It proves nothing by itself: anybody can write one. */
export interface CutoverRecord {
  kind: "dbferry cutover record";
  version: 1;
  migration?: string;
  /** Who did it, as the machine or the command line said. */
  actor: string;
  /** ISO 8601, UTC. */
  at: string;
  source: { address: string; version?: string };
  target: { address: string; version?: string };
  /** Where the source stood when writes had stopped: the anchor of a way back. */
  position?: Position;
  gates: Pick<Verdict, "id" | "title" | "status" | "found">[];
  rows?: { source: number; target: number };
  tables: { name: string; source: number; target: number; equal: boolean; method: string }[];
  comparison?: string;
  /** SHA-256 over everything else, in canonical form. */
  digest: string;
  /** Over the same, by a key of the user's. */
  signature?: Signature;
}

export interface RecordFacts {
  migration?: string;
  actor: string;
  at?: Date;
  source: CutoverRecord["source"];
  target: CutoverRecord["target"];
}

/**
 * The record of gates that were all open, signed where there is a key.
 * @throws Error when one is not: what failed is not recorded as done
 */
export function cutoverRecord(report: GateReport, facts: RecordFacts, key?: KeyObject): CutoverRecord {
  if (!report.ok) throw new Error("a cutover whose gates are not all open is not recorded");
  const record: Omit<CutoverRecord, "digest" | "signature"> = {
    kind: "dbferry cutover record",
    version: 1,
    ...(facts.migration ? { migration: facts.migration } : {}),
    actor: facts.actor,
    at: (facts.at ?? new Date()).toISOString(),
    source: facts.source,
    target: facts.target,
    ...(report.position ? { position: report.position } : {}),
    gates: report.verdicts.map(({ id, title, status, found }) => ({ id, title, status, found })),
    ...(report.comparison ? { rows: report.comparison.rows, comparison: report.comparison.mode } : {}),
    tables: (report.comparison?.tables ?? []).map((table) => ({
      name: showNames(table.database, table.table),
      source: table.rows.source,
      target: table.rows.target,
      equal: table.verdict === "same",
      method: table.method,
    })),
  };
  return { ...record, digest: digestOf(record), ...(key ? { signature: signatureOf(record, key) } : {}) };
}

/** Writes the record for its owner alone; an existing file is not overwritten. @throws Error when it exists */
export function writeRecord(path: string, record: CutoverRecord): void {
  try {
    createPrivateFile(path, `${JSON.stringify(record, null, 2)}\n`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new Error(`${path} exists already: a cutover record is not overwritten; name another file`);
  }
}
