import type { VerdictStatus } from "../../model/verdict";
import type { Outcome } from "../check";
import type { CompareInput, CompareResult } from "../compare/compare";
import type { ConnectOptions, Db } from "../connect";
import type { Exemption } from "../exemptions";
import type { Position } from "../position";
import type { Engine } from "../rights";
import type { StructureResult } from "../structure/types";
import type { TableName } from "../tableName";

export interface GatesInput {
  source: ConnectOptions;
  target: ConnectOptions;
  databases: readonly string[] | "all";
  /** Of the databases only these tables; absent: all. */
  tables?: readonly TableName[];
  /** Seconds between the two positions that must be equal; default 30. */
  quietSeconds?: number;
  /** Largest lag in seconds; default 0. */
  maxLagSeconds?: number;
  /** How long to wait for the target to catch up, in seconds; default 60. */
  catchUpSeconds?: number;
  /** Users whose connections are not business connections: the migration account, monitoring, the operator's own. */
  ownUsers?: readonly string[];
  /** The application's accounts: each logs in on the target, and its rights are compared with those on the source. */
  accounts?: readonly AccountToProve[];
  /** How the data is compared; false: not at all, so that it is not proven. Default: full. */
  comparison?: Partial<Omit<CompareInput, "source" | "target" | "databases" | "tables">> | false;
  /** The source position that the engine reports as applied, when the target is not a MySQL replica. */
  applied?: Position;
  /**
   * The engine that replicates: some engines create certain objects only at their end. Absent: no difference is
   * accepted for that reason.
   */
  engine?: Engine;
  /** Gates that are accepted although they are not proven, each with reason, owner and expiry. */
  exemptions?: readonly Exemption[];
  /** Default: now. */
  now?: Date;
  /** The lag in seconds as reported by the engine; absent: not known. */
  engineLagSeconds?: number;
  /** Megabytes of the source's binary log that the engine says it has yet to apply; absent: not known. */
  engineMegabytesBehind?: number;
  /** Has the migration's service compare these tables, once writes have stopped at the position; absent: no such gate. */
  serviceComparison?: ServiceComparison;
  /** Whether the name by which the task finds the source still leads where it did; absent: no such gate. */
  sourceName?: () => Promise<Outcome>;
  /** Called when each gate begins and ends. */
  progress?: (gate: string, state: "begins" | "ends") => void;
  signal?: AbortSignal;
}

/** What the service found of these tables of the source. */
export type ServiceComparison = (
  tables: readonly TableName[],
  position: Position,
  /** Those of them that gate G06 has found without a row on both sides. */
  empty: readonly TableName[],
) => Promise<Omit<Outcome, "needed">>;

export interface AccountToProve {
  user: string;
  password: string;
  tls?: ConnectOptions["tls"];
}

/** State shared by the gates. */
export interface GateContext {
  input: GatesInput;
  source: Db;
  target: Db;
  /** Of a gate that has been run; undefined: not, or not to its end. */
  statusOf(gate: string): VerdictStatus | undefined;
  /** The first position of the gate that proves that writes have stopped, and when it was read (`performance.now()`). */
  paused?: { position: Position; at: number };
  /** The last one; part of the record. */
  position?: Position;
  comparison?: CompareResult;
  structure?: StructureResult;
  /** Why the engine is known to leave this structural difference. */
  known?: string;
}
