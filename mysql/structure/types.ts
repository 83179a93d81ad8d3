import type { ConnectOptions } from "../connect";
import type { Selection } from "../facts/selection";

export interface StructureInput extends Selection {
  source: ConnectOptions;
  target: ConnectOptions;
  /** Called with the progress. */
  progress?: (progress: StructureProgress) => void;
  /** How long to wait for a counter of the target to catch up while replication runs, in seconds; default 5. */
  settleSeconds?: number;
  /** Interval for watching over a long statement, in milliseconds; default 15 000. */
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

/** An object by its database and name; dots in either have no meaning. */
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
  /** Statements that make the target equal to the source. Empty when none can; `note` then says why. */
  statements: string[];
  /** Run before every other statement: removes what is in the way … */
  before?: string[];
  /** … and restored after all others. */
  after?: string[];
  /** What the statements would lose: something that only the target has. They are shown last and commented out. */
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
