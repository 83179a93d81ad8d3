import { quoteName, quoteTable } from "../../sql";
import type { StructureSide } from "../side";
import type { ObjectKind, ObjectName, StructureDifference, Unproven } from "../types";

/** State of one comparison of structure. */
export interface StructureContext {
  source: StructureSide;
  target: StructureSide;
  /** Normalises names that both sides consider the same. */
  same: (name: string) => string;
  differences: Ordered[];
  /** Columns of the target whose change is prevented by foreign keys. */
  retyped: { there: ObjectName; column: string; difference: Ordered }[];
  notProven: Unproven[];
  objects: Partial<Record<ObjectKind, number>>;
  /**
   * Definers that the target's objects need, with the first object that needs each, and whether the source lacks the
   * definer too.
   */
  definers: Map<string, { kind: ObjectKind; name: ObjectName; inherited: boolean }>;
  /** Selected tables, views and sequences that exist on at least one side, as JSON of their folded names. */
  met: Set<string>;
  /** Kinds of objects that a server may be hiding from its account. */
  hides: Record<"source" | "target", ReadonlySet<ObjectKind>>;
  settleSeconds: number;
  signal?: AbortSignal;
}

/** Order of the statements: dependencies first. */
export const PHASES = [
  "database",
  "drop foreign key",
  "sequence",
  "table",
  "key",
  "partitions",
  "foreign key",
  "counter",
  "function",
  "view",
  "procedure",
  "trigger",
  "event",
  "definer",
  "loss",
] as const;
export type Phase = (typeof PHASES)[number];

export interface Ordered extends StructureDifference {
  phase: Phase;
  /** Statements that another difference already runs earlier. */
  dropped?: string[];
}

export const MISSING = "missing on the target";
export const EXTRA = "on the target only";

/** Records a difference. Something that a server may only be hiding is not a difference, and must never be dropped. */
export function differs(context: StructureContext, phase: Phase, difference: StructureDifference): Ordered | undefined {
  const { kind, name, what, loses } = difference;
  const hiding = what === MISSING ? "target" : what === EXTRA ? "source" : undefined;
  if (hiding && context.hides[hiding].has(kind)) {
    context.notProven.push({ kind, name, reason: `${what}, or hidden from the ${hiding}'s account` });
    return undefined;
  }
  const ordered: Ordered = { phase: loses === undefined ? phase : "loss", ...difference };
  context.differences.push(ordered);
  return ordered;
}

export function counted(context: StructureContext, kind: ObjectKind): void {
  context.objects[kind] = (context.objects[kind] ?? 0) + 1;
}

/** `db`.`object` for a statement. */
export function quoted({ database, object }: ObjectName): string {
  return object === undefined ? quoteName(database) : quoteTable(database, object);
}
