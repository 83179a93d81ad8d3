import { drs } from "../../../model/engines/drs/facts";
import type { HuaweiClient } from "../../clouds/huaweicloud/client";
import type { Driver } from "../../core/driver";
import { DrsClient } from "./client";
import { comparison } from "./comparison";
import { changePassword, testConnection } from "./connection";
import { egress } from "./egress";
import { openings } from "./openings";
import { precheckReport, shownPrecheck, startPrecheck } from "./precheck";
import { preparation } from "./preparation";
import { deleteRecord, end, limitSpeed, pause, progress, reschedule, reset, resume, retry, start } from "./run";
import { create, describe, find, problems, quota, rename } from "./tasks";

/**
 * From the constraints of BatchResetPassword: not before the start, and not while the task waits for a scheduled one.
 */
const PASSWORD_STATES = [
  ...(["starting", "startFailed", "full", "fullFailed", "fullDone"] as const),
  ...(["incremental", "incrementalFailed", "paused"] as const),
];

/** Huawei DRS, MySQL to MySQL real-time migration. */
export function drsDriver(huawei: HuaweiClient): Driver {
  const client = new DrsClient(huawei);
  return {
    title: "Huawei DRS",
    openings: () => openings(client),
    egress,
    find: (name) => find(client, name),
    create: (spec) => create(client, spec),
    describe: (id) => describe(client, id),
    problems,
    quota: () => quota(client),
    rename: (id, change) => rename(client, id, change),
    can: {
      testConnection: (id, side, login, path) => testConnection(client, id, side, login, path),
      schedule: { ...drs.schedule, reschedule: (id, when) => reschedule(client, id, when) },
      limitSpeed: (id, limits) => limitSpeed(client, id, limits),
      comparison: comparison(client),
      reset: (id) => reset(client, id),
      passwordIn: PASSWORD_STATES,
      pause: { pause: (id, both) => pause(client, id, both), resume: (id) => resume(client, id) },
    },
    // Its console only shows them for confirmation; what must not pass is a failure in its precheck.
    onWarning: "show",
    queue: drs.queue,
    preparation: preparation(client),
    changePassword: (id, side, { password }) => changePassword(client, id, side, password),
    startPrecheck: (id, purpose) => startPrecheck(client, id, purpose),
    shownPrecheck: (id) => shownPrecheck(client, id),
    precheckReport: (id) => precheckReport(client, id),
    start: (id, when) => start(client, id, when),
    retry: (id) => retry(client, id),
    progress: (id) => progress(client, id),
    end: ({ id }, force) => end(client, id, force),
    deleteRecord: ({ id }) => deleteRecord(client, id),
  };
}
