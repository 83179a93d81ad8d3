import type { TableDefinition } from "../table/definition";
import type { ObjectName } from "../types";
import { differs, type Phase, quoted, type StructureContext } from "./context";

/** One table on both sides. */
export interface TablePair {
  context: StructureContext;
  /** As the source names it. */
  name: ObjectName;
  /** As the target does. */
  there: ObjectName;
  left: TableDefinition;
  right: TableDefinition;
}

export interface Finding {
  what: string;
  source?: string;
  target?: string;
  /** Parts of one ALTER TABLE each. */
  alter?: string[];
  loses?: string;
  note?: string;
  before?: string[];
  /** The column that is changed in a way that foreign keys stand in. */
  retyped?: string;
}

export function found({ context, name, there }: TablePair, phase: Phase, finding: Finding): void {
  const { alter = [], retyped, ...rest } = finding;
  const statements = alter.map((part) => `ALTER TABLE ${quoted(there)} ${part}`);
  const difference = differs(context, phase, { kind: "table", name, ...rest, statements });
  if (difference && retyped !== undefined) context.retyped.push({ there, column: retyped, difference });
}
