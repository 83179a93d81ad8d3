import type { Endpoint, Origin } from "../world/types";

/** One end of a migration: where it is and the address the service comes from when it goes there. */
export interface MoveEnd {
  origin: Origin;
  endpoint: Endpoint;
}

/**
 * What moves: "all" (every database but MySQL's own), or a list of databases, each whole or with named tables (views, routines
 * and events move only with a whole database; triggers move with their table).
 */
export type Selection = "all" | ReadonlyArray<string | { database: string; tables: readonly string[] }>;

export interface MoveRequest {
  source: MoveEnd;
  target: MoveEnd;
  databases: Selection;
  mode: "full" | "full+incremental";
  /** Whether the target refuses writes of everybody without SUPER while the task runs; default true, as DRS does. */
  targetReadOnly?: boolean;
  /** "keep" (default) creates views, routines, triggers and events with their source definer; "target" with the target user. */
  definer?: "keep" | "target";
  /** Parallel copy streams, default 4. */
  streams?: number;
}

/** Why something failed: network reasons as in Reach, then the login, then the data. */
export type FailureWhy =
  | "dns"
  | "allowlist"
  | "securityGroup"
  | "noRoute"
  | "refused"
  /** MySQL refused user, host or password (1045), or the database (1044). */
  | "login"
  /** The account may not read or write something. */
  | "privilege"
  /** The target has objects of the same name. */
  | "targetNotEmpty"
  /** Something asked for does not exist on the source. */
  | "selection"
  /** A setting of source or target makes it impossible: log_bin, gtid_mode, binlog_format. */
  | "setting"
  /** The target could not apply what came from the source. */
  | "replication"
  /** Anything else MySQL said. */
  | "mysql";

export type TestResult =
  | { ok: true; version: string; account: { user: string; host: string } }
  | { ok: false; why: FailureWhy; text: string };

/**
 * idle -> structure -> full -> (fullDone | incremental) -> stopping -> stopped; paused from full and incremental and back;
 * failed from everywhere, with `failure`. `fullDone` is the end of mode "full" until `stop`.
 */
export type MoverState =
  | "idle"
  | "structure"
  | "full"
  | "fullDone"
  | "incremental"
  | "paused"
  | "stopping"
  | "stopped"
  | "failed";

export interface Failure {
  /** State in which it failed. */
  during: MoverState;
  why: FailureWhy;
  /** What MySQL or the network said, and the object, without secrets. */
  text: string;
}

export interface Progress {
  state: MoverState;
  /** Of the full copy, by rows, 0 to 100, whole numbers; 100 only when all is copied. */
  percent: number;
  tables: { total: number; done: number };
  rows: { total: number; copied: number };
  /** Made so far, by kind: table, view, procedure, function, trigger, event. */
  objects: Record<string, { total: number; done: number }>;
  /** Seconds the target is behind; 0 when it has applied all; undefined before the incremental phase or when it is not known. */
  lagSeconds?: number;
  /** GTID sets: of the snapshot, executed on the source now, executed on the target now. */
  gtid?: { snapshot: string; source?: string; target?: string };
  /** Whether the target has applied all that the source had executed at this moment. */
  caughtUp?: boolean;
  /** Set while state is "failed". */
  failure?: Failure;
}

export interface StopOptions {
  /**
   * true: end at once, as the vendor's forced stop: what has not been applied stays out, triggers and events are not created.
   * Default false: wait until the target has applied all the source had executed when stop was called, then create triggers and
   * events.
   */
  force?: boolean;
  /** Seconds to wait for catching up, default 120; then it fails with why "replication" and the task goes on. */
  timeoutSeconds?: number;
}
