import type { Mode, Path } from "../../../model/scenario";
import type { Tables } from "../../../model/selection";
import type { ConsistencyCheck } from "../../../model/spec/consistencyCheck";
import type { Databases, Login, SpeedLimit } from "../../core/taskSpec";

/** A warning of the service's precheck that does not prevent the start. */
export interface AcceptedWarning {
  /** The vendor's name of the item. */
  item: string;
  reason: string;
  owner: string;
  /** ISO 8601 instant at which it expires. */
  expires: string;
}

/** How a task is to run. */
export interface RunPlan {
  path: Path;
  mode: Mode;
  source: Login;
  /** Of a source with a public name, before its task was configured; absent: not proven. */
  sourceAddress?: string | undefined;
  target: Login;
  databases: Databases;
  /** Of the databases only these tables; absent: all. */
  tables?: Tables;
  /** Absent: now. */
  startAt?: Date;
  /** Exact names of the tasks that come first. */
  after: readonly string[];
  limits: readonly SpeedLimit[];
  targetReadOnly: boolean;
  keepDefiner: boolean;
  consistencyCheck?: ConsistencyCheck;
  /** The engine's own settings. */
  own: Readonly<Record<string, unknown>>;
  connectWindowSeconds: number;
  acceptedWarnings: readonly AcceptedWarning[];
}
