import type { TableDefinition } from "../table/definition";
import type { ObjectName } from "../types";
import { differs, type Phase, quoted, type StructureContext } from "./context";

/** One table on both sides. */
export interface TablePair {
  context: StructureContext;
  /** The name on the source. */
  name: ObjectName;
  /** The name on the target. */
  there: ObjectName;
  left: TableDefinition;
  right: TableDefinition;
}

export interface Finding {
  what: string;
  source?: string;
  target?: string;
  /** Parts of an ALTER TABLE, each run separately. */
  alter?: string[];
  loses?: string;
  note?: string;
  before?: string[];
  /** The column whose change foreign keys prevent. */
  retyped?: string;
}

export function found({ context, name, there }: TablePair, phase: Phase, finding: Finding): void {
  const { alter = [], retyped, ...rest } = finding;
  const statements = alter.map((part) => `ALTER TABLE ${quoted(there)} ${part}`);
  const difference = differs(context, phase, { kind: "table", name, ...rest, statements });
  if (difference && retyped !== undefined) context.retyped.push({ there, column: retyped, difference });
}
