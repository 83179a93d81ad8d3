import type { ConnectOptions } from "../connect";
import type { Selection } from "../facts/selection";

export interface StructureInput extends Selection {
  source: ConnectOptions;
  target: ConnectOptions;
  /** Told as the work goes on. */
  progress?: (progress: StructureProgress) => void;
  /** How long a counter of the target may take to follow the source's while replication runs, seconds; default 5. */
  settleSeconds?: number;
  /** How often a long statement is looked after, milliseconds; default 15 000. */
  watchMs?: number;
  signal?: AbortSignal;
}

export interface StructureProgress {
  database: string;
  /** Objects that have been compared. */
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
  | "trigger"
  | "event";

/** An object by its database and its own name: a dot in either means nothing. */
export interface ObjectName {
  database: string;
  /** Absent for the database itself. */
  object?: string;
}

export interface StructureDifference {
  kind: ObjectKind;
  name: ObjectName;
  /** What of it differs: `missing on the target`, "column `a`", `comment`. */
  what: string;
  source?: string;
  target?: string;
  /** Make the target equal to the source; each is one statement. Empty when none can, and `note` says why. */
  statements: string[];
  /** Run before every other statement: what stands in the way is taken away … */
  before?: string[];
  /** … and put back after all others. */
  after?: string[];
  /** The statements take something away that only the target has: what is lost. They are shown last and commented out. */
  loses?: string;
  note?: string;
}

/** Something that could not be read or understood: it may be equal or not. */
export interface Unproven {
  kind?: ObjectKind;
  name?: ObjectName;
  reason: string;
}

export interface StructureResult {
  verdict: "same" | "differs" | "notProven";
  /** In the order in which their statements can be run. */
  differences: StructureDifference[];
  notProven: Unproven[];
  /** Objects of the source by kind. */
  objects: Partial<Record<ObjectKind, number>>;
  seconds: number;
}
