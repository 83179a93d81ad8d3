import type { ConnectOptions } from "../connect";
import type { Selection } from "../facts/selection";

export interface StructureInput extends Selection {
  source: ConnectOptions;
  target: ConnectOptions;
  /** Called with the progress. */
  progress?: (progress: StructureProgress) => void;
  /** How long to wait for a counter on the target to catch up during replication, in seconds; default 5. */
  settleSeconds?: number;
  /** Interval at which the session of a long statement is checked, in milliseconds; default 15 000. */
  watchMs?: number;
  signal?: AbortSignal;
}

export interface StructureProgress {
  database: string;
  /** Number of objects compared. */
  objects: number;
}

export type ObjectKind =
  | "database"
  | "table"
  | "view"
  | "sequence"
  | "procedure"
  | "function"
  | "package"
  | "package body"
  | "library"
  | "trigger"
  | "event";

/** An object by its database and name, either of which may contain dots. */
export interface ObjectName {
  database: string;
  /** Absent for the database itself. */
  object?: string;
}

export interface StructureDifference {
  kind: ObjectKind;
  name: ObjectName;
  /** What differs: `missing on the target`, "column `a`", `comment`. */
  what: string;
  source?: string;
  target?: string;
  /** Statements that make the target equal to the source. Empty when there are none; `note` then says why. */
  statements: string[];
  /** Statements to run before all others: they remove what is in the way. */
  before?: string[];
  /** Statements to run after all others: they restore it. */
  after?: string[];
  /**
   * What the statements would destroy: something that exists only on the target. They are shown last and commented out.
   */
  loses?: string;
  note?: string;
}

/** An object that could not be read or understood: it may or may not be equal. */
export interface Unproven {
  kind?: ObjectKind;
  name?: ObjectName;
  reason: string;
}

export interface StructureResult {
  verdict: "same" | "differs" | "notProven";
  /** In the order in which their statements can run. */
  differences: StructureDifference[];
  notProven: Unproven[];
  /** Number of the source's objects by kind. */
  objects: Partial<Record<ObjectKind, number>>;
  seconds: number;
}
