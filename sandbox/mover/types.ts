import type { Endpoint, Origin } from "../world/types";

/** What moves besides tables. */
export const OBJECT_KINDS = ["view", "function", "procedure", "trigger", "event"] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** One end of a migration: its endpoint, and the address from which the service connects to it. */
export interface MoveEnd {
  origin: Origin;
  endpoint: Endpoint;
}

/**
 * The selection: "all" (every database but MySQL's own), or a list of databases, each whole or limited to named tables
 * (views, routines and events move only with a whole database; triggers move with their table).
 */
export type Selection = "all" | ReadonlyArray<string | { database: string; tables: readonly string[] }>;

export interface MoveRequest {
  source: MoveEnd;
  target: MoveEnd;
  databases: Selection;
  mode: "full" | "full+incremental";
  /** Whether the target refuses writes from accounts without SUPER while the task runs; default true, like DRS. */
  targetReadOnly?: boolean;
  /** "keep" (default) creates views, routines, triggers and events with their source definer; "target" with the target user. */
  definer?: "keep" | "target";
  /** Views and routines whose definer was replaced run with the privileges of their caller; default false. */
  invoker?: boolean;
  /** What moves besides the tables; default: every kind. */
  kinds?: readonly ObjectKind[];
  /** When triggers are created: at the normal end (default, as DRS does), or after the rows are copied. */
  triggers?: "atEnd" | "afterCopy";
  /**
   * Who fixes the snapshot's point in time: the account, which needs LOCK TABLES (default), or the sandbox itself, for
   * a service that takes no lock and uses the binary log to correct what it read too late.
   */
  lock?: "account" | "sandbox";
  /** Parallel copy streams, default 4. */
  streams?: number;
}

/** Reason of a failure: network reasons as in Reach, then login, then data. */
export type FailureWhy =
  | "dns"
  | "allowlist"
  | "securityGroup"
  | "hostFirewall"
  | "noRoute"
  | "refused"
  /** MySQL refused user, host or password (1045), or the database (1044). */
  | "login"
  /** The account lacks a privilege to read or write something. */
  | "privilege"
  /** The target already has objects with the same names. */
  | "targetNotEmpty"
  /** A selected object does not exist on the source. */
  | "selection"
  /** A setting of the source or target prevents it: log_bin, gtid_mode, binlog_format. */
  | "setting"
  /** The target could not apply a change from the source. */
  | "replication"
  /** Any other error of MySQL. */
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
  /** The message of MySQL or the network, and the object, without secrets. */
  text: string;
}

export interface Progress {
  state: MoverState;
  /** Progress of the full copy by rows, 0 to 100, whole numbers; 100 only when everything is copied. */
  percent: number;
  tables: { total: number; done: number };
  rows: { total: number; copied: number };
  /** Objects created so far, by kind: table, view, procedure, function, trigger, event. */
  objects: Record<string, { total: number; done: number }>;
  /** Lag of the target in seconds; 0 when it has applied everything; undefined before the incremental phase or when unknown. */
  lagSeconds?: number;
  /** GTID sets: of the snapshot, executed on the source now, executed on the target now. */
  gtid?: { snapshot: string; source?: string; target?: string };
  /** Whether the target has applied everything that the source has executed by now. */
  caughtUp?: boolean;
  /** Set while state is "failed". */
  failure?: Failure;
}

export interface StopOptions {
  /**
   * true: end immediately, like the vendor's forced stop: pending changes are not applied, triggers and events are not
   * created. Default false: wait until the target has applied everything executed on the source by the time of the
   * call, then create triggers and events.
   */
  force?: boolean;
  /**
   * Seconds to wait for the target to catch up, default 120; on timeout it fails with why "replication" and the task
   * continues.
   */
  timeoutSeconds?: number;
}
