import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { Verdict } from "../model/verdict";
import type { GateReport } from "./gates/gates";
import type { Position } from "./position";
import { showNames } from "./tableName";

/** What is kept of a cutover, to go back to and to prove later. */
export interface CutoverRecord {
  kind: "dbferry cutover record";
  version: 1;
  migration?: string;
  /** Who did it, as the machine knows. */
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
}

export interface RecordFacts {
  migration?: string;
  actor: string;
  at?: Date;
  source: CutoverRecord["source"];
  target: CutoverRecord["target"];
}

/** The record of gates that were all open. @throws Error when one is not: what failed is not recorded as done */
export function cutoverRecord(report: GateReport, facts: RecordFacts): CutoverRecord {
  if (!report.ok) throw new Error("a cutover whose gates are not all open is not recorded");
  const record: Omit<CutoverRecord, "digest"> = {
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
  return { ...record, digest: digestOf(record) };
}

/** Writes the record for its owner alone; an existing file is not overwritten. @throws Error when it exists */
export function writeRecord(path: string, record: CutoverRecord): void {
  try {
    writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new Error(`${path} exists already: a cutover record is not overwritten; name another file`);
  }
}

export interface RecordCheck {
  valid: boolean;
  /** Why not. */
  problem?: string;
  record?: CutoverRecord;
}

/** Reads a record back and proves that it is as it was written. Never throws for a bad file. */
export function verifyRecord(path: string): RecordCheck {
  let record: CutoverRecord;
  try {
    record = JSON.parse(readFileSync(path, "utf8")) as CutoverRecord;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { valid: false, problem: code === "ENOENT" ? `${path} does not exist` : `${path} is not JSON (${message})` };
  }
  if (record?.kind !== "dbferry cutover record") return { valid: false, problem: `${path} is not a cutover record` };
  if (record.version !== 1)
    return { valid: false, problem: `${path} is of version ${record.version}; this program reads 1` };
  const { digest, ...rest } = record;
  return digest === digestOf(rest)
    ? { valid: true, record }
    : { valid: false, problem: `${path} was changed after it was written`, record };
}

function digestOf(record: object): string {
  return createHash("sha256").update(canonical(record)).digest("hex");
}

/** JSON with keys in order, so that the digest does not depend on how a program wrote them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(",")}}`;
}
