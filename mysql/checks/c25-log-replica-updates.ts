import { type Check, fail, notApplicable, pass, warn } from "../check";
import { settable, variable, variables } from "../dialect";
import { replicaRows } from "../facts/activity";
import { globalVariables } from "../facts/settings";
import { setVariable } from "../remedy";

/** A source that is itself a replica logs the changes it replicates. */
export const c25: Check = {
  id: "C25",
  title: "log_slave_updates on a source that is a replica",
  group: "Binary log",
  side: "source",
  reads: "log_replica_updates or log_slave_updates, the replica status",
  source: "Tencent DTS 571/61673, Huawei DRS, AWS DMS",
  must: true,
  async run({ source, mode }) {
    const needed = "a source that is a replica has log_slave_updates = ON";
    const value = variable(await globalVariables(source), variables.logReplicaUpdates);
    if (value === undefined) return notApplicable("no variable log_slave_updates", needed);
    if (/^(on|1)$/i.test(value)) return pass("log_slave_updates = ON", needed);
    if ((await replicaRows(source)).length === 0)
      return pass(`log_slave_updates = ${value}, but it is not a replica`, needed);
    return (mode === "full" ? warn : fail)(
      "a replica with log_slave_updates = OFF",
      needed,
      setVariable(source, settable.logReplicaUpdates(source.server), "ON", { restart: true }),
    );
  },
};
