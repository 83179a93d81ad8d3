import type { KeyObject } from "node:crypto";
import type { Verdict } from "../model/verdict";
import { createPrivateFile } from "../system/files";
import type { Exemption } from "./exemptions";
import type { GateReport } from "./gates/gates";
import { nameText } from "./output/structure";
import type { Position } from "./position";
import { digestOf, type Signature, signatureOf } from "./recordProof";
import { showNames } from "./tableName";

/** The record of a cutover. On its own it proves nothing: anybody can write one. */
export interface CutoverRecord {
  kind: "dbferry cutover record";
  version: 1;
  migration?: string;
  /** Who performed it, according to the machine or the command line. */
  actor: string;
  /** ISO 8601, UTC. */
  at: string;
  source: { address: string; version?: string };
  target: { address: string; version?: string };
  /** The source's position once writes had stopped: the starting point for a rollback. */
  position?: Position;
  /** `exempted`: the gate was not proven; who accepted that, why and until when. */
  gates: (Pick<Verdict, "id" | "title" | "status" | "found"> & { exempted?: Omit<Exemption, "id"> })[];
  rows?: { source: number; target: number };
  tables: { name: string; source: number; target: number; equal: boolean; method: string }[];
  comparison?: string;
  /** The verdict on the structure, and every difference that was accepted. */
  structure?: { verdict: string; differences: string[] };
  /** SHA-256 over everything else, in canonical form. */
  digest: string;
  /** A signature over the same content, with the user's key. */
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
 * The record of a cutover whose gates were all open, signed if there is a key.
 * @throws Error when a gate is not open: a failed cutover is not recorded as done
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
    gates: report.verdicts.map(({ id, title, status, found, exempted }) => ({
      id,
      title,
      status,
      found,
      ...(exempted ? { exempted: { reason: exempted.reason, owner: exempted.owner, expires: exempted.expires } } : {}),
    })),
    ...(report.structure
      ? {
          structure: {
            verdict: report.structure.verdict,
            differences: report.structure.differences.map(
              ({ kind, name, what }) => `${kind} ${nameText(name)}: ${what}`,
            ),
          },
        }
      : {}),
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

/** Writes the record, readable only by its owner; never overwrites a file. @throws Error when it exists */
export function writeRecord(path: string, record: CutoverRecord): void {
  try {
    createPrivateFile(path, `${JSON.stringify(record, null, 2)}\n`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new Error(`${path} exists already: a cutover record is not overwritten; name another file`);
  }
}
