import { type Check, fail, pass, warn } from "../check";
import { replicaRows } from "../facts/activity";
import { globalVariables } from "../facts/settings";
import { variable, variables } from "../names";
import { setVariable } from "../remedy";
import { mysqlAtLeast } from "../server";

/** A source that is itself a replica logs what it replicates. */
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
    const on = /^(on|1)$/i.test(value ?? "");
    if (on) return pass("log_slave_updates = ON", needed);
    if ((await replicaRows(source)).length === 0)
      return pass(`log_slave_updates = ${value ?? "absent"}, and it is no replica`, needed);
    const name = mysqlAtLeast(source.server, 8, 0, 26) ? "log_replica_updates" : "log_slave_updates";
    return (mode === "full" ? warn : fail)(
      "a replica with log_slave_updates = OFF",
      needed,
      setVariable(source, name, "ON", { restart: true }),
    );
  },
};
