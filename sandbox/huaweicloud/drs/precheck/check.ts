import type { End } from "../../../inspection/end";
import type { HuaweiRdsInstance } from "../../facts/types";
import type { Objects } from "../job";

export { type End, inList, rows, versionOf } from "../../../inspection/end";

/** Input of the items. An end that could not be connected is missing. */
export interface PrecheckContext {
  source?: End;
  target?: End;
  /** The connection error of each end that is missing. */
  refused: { source?: string; target?: string };
  incremental: boolean;
  objects: Objects;
  /** Databases of the selection that exist on the source. */
  databases: string[];
  instance: HuaweiRdsInstance;
  /** Another task of the project that writes into the same instance. */
  otherTask?: string;
  replaceDefiner: boolean;
}

export type Verdict =
  | { result: "PASSED"; data?: Record<string, unknown> }
  | {
      result: "ALARM" | "FAILED";
      /** The vendor's code, such as SOURCE_DB_BINLOG_IS_OFF_FOR_UP. */
      reason: string;
      /** What was found, and what is needed. */
      text: string;
      data?: Record<string, unknown>;
    };

export interface Check {
  /** The vendor's key, such as srcDbBinlogIsOff. */
  item: string;
  group:
    | "db_disk_size"
    | "db_params"
    | "db_target_status"
    | "db_user_privilege"
    | "db_version"
    | "network"
    | "db_object_conflict_check";
  /** Ends it needs; when one is missing, the item fails unchecked. */
  needs: ("source" | "target")[];
  /** Only for tasks with an incremental phase. */
  incremental?: true;
  run(context: PrecheckContext): Promise<Verdict> | Verdict;
}

export const passed: Verdict = { result: "PASSED" };
export const failed = (reason: string, text: string, data?: Record<string, unknown>): Verdict => ({
  result: "FAILED",
  reason,
  text,
  ...(data ? { data } : {}),
});
export const alarm = (reason: string, text: string, data?: Record<string, unknown>): Verdict => ({
  result: "ALARM",
  reason,
  text,
  ...(data ? { data } : {}),
});
