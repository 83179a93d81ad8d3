import { translated } from "../../core/states";
import type { TaskState } from "../../core/task";

/**
 * Every state of a DRS task that its API documents (v3 batch-status), and its meaning here. States not listed (children
 * of edited sync tasks) never occur in a migration and read as unknown.
 */
export const DRS_STATES: Readonly<Record<string, TaskState>> = {
  CREATING: "creating",
  CREATE_FAILED: "createFailed",
  CONFIGURATION: "configuring",
  WAITING_FOR_START: "scheduled",
  STARTJOBING: "starting",
  START_JOB_FAILED: "startFailed",
  FULL_TRANSFER_STARTED: "full",
  FULL_TRANSFER_COMPLETE: "fullDone",
  FULL_TRANSFER_FAILED: "fullFailed",
  INCRE_TRANSFER_STARTED: "incremental",
  INCRE_TRANSFER_FAILED: "incrementalFailed",
  PAUSING: "paused",
  REBUILD_NODE_STARTED: "maintenance",
  REBUILD_NODE_FAILED: "maintenanceFailed",
  CHANGE_JOB_STARTED: "maintenance",
  CHANGE_JOB_FAILED: "maintenanceFailed",
  NODE_UPGRADE_START: "maintenance",
  NODE_UPGRADE_COMPLETE: "maintenance",
  NODE_UPGRADE_FAILED: "maintenanceFailed",
  RELEASE_RESOURCE_STARTED: "ending",
  RELEASE_RESOURCE_FAILED: "endFailed",
  RELEASE_RESOURCE_COMPLETE: "ended",
};

export function drsState(vendorState: string): TaskState {
  return translated(DRS_STATES, vendorState);
}
