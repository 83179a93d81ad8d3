import type { CompareInput, CompareResult } from "../compare/compare";
import type { ConnectOptions, Db } from "../connect";
import type { Position } from "../position";

export interface GatesInput {
  source: ConnectOptions;
  target: ConnectOptions;
  databases: readonly string[] | "all";
  /** Seconds between the two positions that must be equal; default 30. */
  quietSeconds?: number;
  /** Largest lag, seconds; default 0. */
  maxLagSeconds?: number;
  /** How long to wait for the target to have everything, seconds; default 60. */
  catchUpSeconds?: number;
  /** Users whose connections are not the business's: the migration account, monitoring, the operator's own. */
  ownUsers?: readonly string[];
  /** Accounts of the application: each is logged in on the target, and its rights are compared with the source's. */
  accounts?: readonly AccountToProve[];
  /** How the data is compared; false: not at all (then the gate is a warning). Default: full. */
  comparison?: Partial<Omit<CompareInput, "source" | "target" | "databases">> | false;
  /** Up to where the engine says it has applied the source, when the target is no replica of MySQL's own kind. */
  applied?: Position;
  /** The engine's own lag in seconds. */
  engineLagSeconds?: number;
  /** Told as each gate begins and ends. */
  progress?: (gate: string, state: "begins" | "ends") => void;
  signal?: AbortSignal;
}

export interface AccountToProve {
  user: string;
  password: string;
  tls?: ConnectOptions["tls"];
}

/** What the gates share. */
export interface GateContext {
  input: GatesInput;
  source: Db;
  target: Db;
  /** Filled by the gate that proves that writes have stopped; what the record holds. */
  position?: Position;
  comparison?: CompareResult;
}
