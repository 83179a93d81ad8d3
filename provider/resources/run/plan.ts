import type { Mode, Path } from "../../../model/scenario";
import type { Databases, Login, SpeedLimit } from "../../core/driver";

/** How a task is to run. */
export interface RunPlan {
  path: Path;
  mode: Mode;
  source: Login;
  target: Login;
  databases: Databases;
  /** Absent: now. */
  startAt?: Date;
  limits: readonly SpeedLimit[];
  targetReadOnly: boolean;
  keepDefiner: boolean;
  /** What is the engine's own. */
  own: Readonly<Record<string, unknown>>;
  connectWindowSeconds: number;
}
