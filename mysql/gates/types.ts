import type { CompareInput, CompareResult } from "../compare/compare";
import type { ConnectOptions, Db } from "../connect";
import type { Exemption } from "../exemptions";
import type { Position } from "../position";
import type { Engine } from "../rights";
import type { StructureResult } from "../structure/types";

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
  /** How the data is compared; false: not at all (then nothing is proven). Default: full. */
  comparison?: Partial<Omit<CompareInput, "source" | "target" | "databases">> | false;
  /** Up to where the engine says it has applied the source, when the target is no replica of MySQL's own kind. */
  applied?: Position;
  /** Who replicates: some are known to move certain objects only at their end. Absent: nothing is made allowance for. */
  engine?: Engine;
  /** Gates that are accepted although they are not proven, each with reason, owner and expiry. */
  exemptions?: readonly Exemption[];
  /** Default: now. */
  now?: Date;
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
  structure?: StructureResult;
  /** Why what differs in structure is as the engine is known to leave it. */
  known?: string;
}
