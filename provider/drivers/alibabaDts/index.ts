import { alibabaDts } from "../../../model/engines/alibabaDts/facts";
import type { AlicloudConfig } from "../../clouds/alicloud/config";
import type { Driver } from "../../core/driver";
import { once } from "../../core/once";
import { DtsClient } from "./client";
import { comparison } from "./comparison";
import { callers, callersInside, egress } from "./egress";
import { openings } from "./openings";
import { type Judged, judgedReport, shownReport, skipWarnings } from "./precheck";
import { preparation } from "./preparation";
import { changePassword, deleteRecord, end, pause, start } from "./run";
import { create, describe, find, problems, progress, remark } from "./tasks";

/** Alibaba DTS, MySQL to MySQL migration to an instance of RDS, from another or from a server at a public address. */
export function alibabaDtsDriver(config: AlicloudConfig): Driver {
  const made = once(() => new DtsClient(config));
  const judged: Judged = new Map();
  return {
    title: "Alibaba DTS",
    openings: () => openings(made()),
    egress,
    callers: (sourceRegion) => callers(made(), sourceRegion),
    callersInside: (sourceRegion) => callersInside(made(), sourceRegion),
    find: (name) => find(made(), name),
    create: (spec) => create(made(), spec),
    createsAtOnce: true,
    describe: (id) => describe(made(), id),
    problems,
    rename: (id, change) => remark(made(), id, change),
    can: {
      // The service cannot schedule a start, limit the speed by hours or restart a migration from the beginning.
      passwordIn: ["full", "fullFailed", "fullDone", "incremental", "incrementalFailed", "paused", "maintenance"],
      comparison: comparison(made),
      pause: {
        pause: (id) => pause(made(), id),
        resume: (id) => start(made(), id, `resuming the task ${id}`),
        within: "6 hours, where it replicates; later the service may not be able to resume it",
      },
    },
    onWarning: "accept",
    connectionItem: "CHECK_CONN_SRC",
    queue: alibabaDts.queue,
    get preparation() {
      return preparation(made());
    },
    changePassword: (id, side, login) => changePassword(made(), id, side, login),
    async startPrecheck(id) {
      await start(made(), id, `running the precheck of the task ${id}`);
      return true;
    },
    shownPrecheck: (id) => shownReport(made(), id),
    precheckReport: (id) => judgedReport(made(), id, judged),
    // It has started by itself, unless a warning stopped it that is accepted.
    async start(id) {
      await skipWarnings(made(), id, judged);
      await start(made(), id);
    },
    retry: (id) => start(made(), id, `letting the failed task ${id} go on`),
    progress: (id) => progress(made(), id),
    end: (task) => end(made(), task),
    deleteRecord: (task, isAsked) => deleteRecord(made(), task, isAsked),
  };
}
