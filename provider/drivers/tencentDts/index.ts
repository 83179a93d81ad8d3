import { tencentDts } from "../../../model/engines/tencentDts/facts";
import type { TencentClient } from "../../clouds/tencentcloud/client";
import type { Driver } from "../../core/driver";
import { UserProblem } from "../../core/failure";
import { comparison } from "./comparison";
import { egressOf } from "./egress";
import { deleteRecord, end } from "./end";
import { configure } from "./endpoints";
import { openings } from "./openings";
import { precheckReport, startPrecheck } from "./precheck";
import { pause, progress, resume, retry, start } from "./run";
import { create, describe, find, problems, rename } from "./tasks";

/** Tencent DTS, MySQL to TencentDB for MySQL. */
export function tencentDtsDriver(client: TencentClient): Driver {
  return {
    title: "Tencent DTS",
    openings: () => openings(client),
    egress: (spec) => egressOf(client.region, spec),
    find: (name) => find(client, name),
    create: (spec) => create(client, spec),
    describe: (id) => describe(client, id),
    problems: (spec) => problems(client.region, spec),
    rename: (id, change) => rename(client, id, change),
    onWarning: "accept",
    connectionItem: "ConnectDBCheck",
    queue: tencentDts.queue,
    can: {
      // The start time is part of the configuration that was checked: no call changes it afterwards.
      schedule: { leadMinutes: tencentDts.schedule.leadMinutes },
      comparison: comparison(client),
      // A task whose load failed continues where the vendor can continue.
      reset: (id) => retry(client, id),
      pause: { pause: (id) => pause(client, id), resume: (id) => resume(client, id) },
    },
    preparation: [
      { title: "storing endpoints and objects", run: ({ id }, { settings }) => configure(client, id, settings) },
      { title: "running the check", run: (_task, { precheck }) => precheck() },
    ],
    async changePassword(id, side) {
      throw new UserProblem(
        `the ${side} password of the task ${id}: Tencent DTS does not accept a new one once a task is configured; keep the old one, or give the task up: dbferry cancel`,
      );
    },
    startPrecheck: (id, purpose) => startPrecheck(client, id, purpose),
    precheckReport: (id) => precheckReport(client, id),
    start: (id) => start(client, id),
    retry: (id) => retry(client, id),
    progress: (id) => progress(client, id),
    end: (task, force) => end(client, task, force),
    deleteRecord: (task, isAsked) => deleteRecord(client, task, isAsked),
  };
}
