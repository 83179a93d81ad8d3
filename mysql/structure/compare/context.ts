import { quoteName, quoteTable } from "../../sql";
import type { StructureSide } from "../side";
import type { ObjectKind, ObjectName, StructureDifference, Unproven } from "../types";

/** What one comparison of structure carries along. */
export interface StructureContext {
  source: StructureSide;
  target: StructureSide;
  /** The same name on both sides? */
  same: (name: string) => string;
  differences: Ordered[];
  /** Columns of the target that are changed in a way that foreign keys stand in. */
  retyped: { there: ObjectName; column: string; difference: Ordered }[];
  notProven: Unproven[];
  objects: Partial<Record<ObjectKind, number>>;
  /** Definers that the target's objects need, with the first that needs each, and whether the source has it as definer too. */
  definers: Map<string, { kind: ObjectKind; name: ObjectName; inherited: boolean }>;
  /** Tables and the like that were selected and are on one side at least, as JSON of their folded names. */
  met: Set<string>;
  /** Kinds of object that a server may keep from its account. */
  hides: Record<"source" | "target", ReadonlySet<ObjectKind>>;
  settleSeconds: number;
  signal?: AbortSignal;
}

/** In which order statements can be run: what others need comes first. */
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
  /** Statements that another difference runs before. */
  dropped?: string[];
}

export const MISSING = "missing on the target";
export const EXTRA = "on the target only";

/** Takes a difference down. What a server may only be hiding is no difference, and surely nothing to drop. */
export function differs(context: StructureContext, phase: Phase, difference: StructureDifference): Ordered | undefined {
  const { kind, name, what, loses } = difference;
  const hiding = what === MISSING ? "target" : what === EXTRA ? "source" : undefined;
  if (hiding && context.hides[hiding].has(kind)) {
    context.notProven.push({ kind, name, reason: `${what}, or kept from the ${hiding}'s account` });
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
