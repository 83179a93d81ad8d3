import type { Mode } from "../../model/scenario";
import type { ShownObjects } from "./objects";

/**
 * The life of a task. `unknown` is every vendor state that is not in the driver's table: never a success, and always
 * reported with the vendor's own word.
 */
export type TaskState =
  | "creating"
  | "createFailed"
  | "configuring"
  | "scheduled"
  | "starting"
  | "startFailed"
  | "full"
  | "fullDone"
  | "fullFailed"
  | "incremental"
  | "incrementalFailed"
  /** A pause was ordered, and the task may still copy. */
  | "pausing"
  | "paused"
  /** The vendor repairs or upgrades the node; the task continues afterwards. */
  | "maintenance"
  | "maintenanceFailed"
  | "ending"
  | "endFailed"
  | "ended"
  | "unknown";

/** A task as its service shows it. */
export interface TaskInfo {
  id: string;
  name: string;
  state: TaskState;
  /** The vendor's word for the state. */
  vendorState: string;
  /** Why it failed, in the vendor's words. */
  reason?: string;
  /** It has moved data at some time. */
  started: boolean;
  /** It ended after completing at least its load; absent: the service does not say how a task ended. */
  completed?: boolean;
  mode?: Mode;
  netType?: string;
  sourceInstanceId?: string;
  /** What it was given for its source, a name or an address; absent: the service does not show it. */
  sourceHost?: string;
  /** How it reaches the source: a path, or the vendor's word for another way; absent: not configured yet, or not shown. */
  sourcePath?: string;
  /** The VPN gateway that leads to its source, and the subnet that it connects from; absent: none, or not shown. */
  sourceGatewayId?: string;
  sourceSubnetId?: string;
  /** Port of its source; absent: not shown. */
  sourcePort?: string;
  targetInstanceId?: string;
  /** What it moves; absent: the service does not show it, or nothing has been selected yet. */
  objects?: ShownObjects;
  publicIp?: string;
  privateIp?: string;
  vpcId?: string;
  subnetId?: string;
  securityGroupId?: string;
  description: string;
  /** Blocks from which its tasks connect to the source, according to the service. */
  egress?: readonly string[];
  /** The same for the target, if they are others. */
  targetEgress?: readonly string[];
  /** Why `egress` could not be read; everything else about the task is known. */
  egressUnread?: string;
  /** False: it has not been bought yet and costs nothing; absent: the vendor bills every task. */
  billed?: boolean;
  /** Its progress, where the service returns both in one call; absent: `Driver.progress` is a separate call. */
  progress?: Progress;
  /**
   * How it ends in its present state: it runs nothing and is only released, it has caught up and can end normally, or it
   * can only be stopped. Absent: the service ends every task with the same call.
   */
  endsBy?: "release" | "completion" | "stop";
  /** The service is releasing it, or has released it. Absent: neither, or the service does not say. */
  isReleasing?: boolean;
  /** Identifies its last precheck; empty: there was none. Absent: the service does not show it here. */
  lastCheck?: string;
}

export interface Progress {
  /** The vendor's word for the state, if this call returns it too: an unchanged state then needs no second call. */
  vendorState?: string;
  /** Of the full load, 0 to 100. */
  percent?: number;
  /** Seconds that the target is behind, once incremental. */
  lagSeconds?: number;
  /** The vendor's estimate of the full load's remaining time, seconds. */
  remainingSeconds?: number;
  /** Rows of the full load that the target has by now. */
  rows?: number;
  /** Rows written to the target per second, from services that report the rate instead of a count. */
  rowsPerSecond?: number;
  /** Megabytes of the source's binary log that the target has yet to apply, once incremental. */
  megabytesBehind?: number;
  /** Parts of the load, for people: `structure 100%`. */
  parts: Record<string, number>;
}

export interface PrecheckReport {
  /** Identifies the check that the report belongs to; absent: the service does not identify checks. */
  check?: string;
  /** Not finished yet. */
  running: boolean;
  /** 0 to 100, as reported by the vendor; undefined if it cannot be read. */
  passRate?: number;
  items: PrecheckItem[];
}

export interface PrecheckItem {
  item: string;
  /** `unknown`: the vendor gave a result that is not in the driver's table. */
  result: "pass" | "warning" | "fail" | "unknown";
  vendorResult: string;
  /** The vendor's word for a pass. */
  needed?: string;
  /** How to make it pass, where that is known. */
  remedy?: string;
  /** The vendor's code for the reason. */
  reason?: string;
  /** What was found, in the vendor's words. */
  text?: string;
  data?: string;
  group?: string;
}
