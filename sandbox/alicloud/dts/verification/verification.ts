import type { TableRef } from "../../../inspection/digest";

export interface CheckedTable extends TableRef {
  id: number;
  total: number;
  differs: number;
}

/** One run of a task's full verification of the data. */
export interface Verification {
  status: "NotStarted" | "Checking" | "Finished" | "Inconsistency" | "Failed";
  bootTime: string;
  error: string;
  tables: CheckedTable[];
  stop: AbortController;
}
