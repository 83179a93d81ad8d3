import type { HuaweiClient } from "../../clouds/huaweicloud/client";
import type { Driver } from "../../core/driver";
import { DrsClient } from "./client";
import { changePassword, configure, testConnection } from "./connection";
import { egress } from "./egress";
import { openings } from "./openings";
import { precheckReport, startPrecheck } from "./precheck";
import {
  deleteRecord,
  end,
  limitSpeed,
  pause,
  progress,
  reschedule,
  reset,
  resume,
  retry,
  selectObjects,
  start,
} from "./run";
import { create, describe, find, problems, rename } from "./tasks";

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
    rename: (id, change) => rename(client, id, change),
    testConnection: (id, side, login, path) => testConnection(client, id, side, login, path),
    configure: (id, settings) => configure(client, id, settings),
    selectObjects: (id, databases) => selectObjects(client, id, databases),
    limitSpeed: (id, limits) => limitSpeed(client, id, limits),
    changePassword: (id, side, password) => changePassword(client, id, side, password),
    startPrecheck: (id, purpose) => startPrecheck(client, id, purpose),
    precheckReport: (id) => precheckReport(client, id),
    start: (id, when) => start(client, id, when),
    reschedule: (id, when) => reschedule(client, id, when),
    resume: (id) => resume(client, id),
    retry: (id) => retry(client, id),
    reset: (id) => reset(client, id),
    pause: (id) => pause(client, id),
    progress: (id) => progress(client, id),
    end: (id, force) => end(client, id, force),
    deleteRecord: (id) => deleteRecord(client, id),
  };
}
