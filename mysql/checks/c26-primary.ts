import { type Check, fail, pass, warn } from "../check";
import { binaryLogStatus, replicaLags, replicaRows } from "../facts/activity";
import { isOn } from "../facts/settings";

/** The source is a primary with its own binary log. */
export const c26: Check = {
  id: "C26",
  title: "Source is a primary",
  group: "Binary log",
  side: "source",
  reads: "the replica status, the binary log status, read_only",
  source: "Alibaba DTS DTS-1051002 (not a master) and DTS-1051004, AWS DMS",
  incrementalOnly: true,
  must: true,
  async run({ source }) {
    const needed = "a primary, or a replica that writes its own binary log";
    const channels = (await replicaRows(source)).length;
    if (channels === 0) {
      const readOnly = await isOn(source, "read_only");
      return pass(readOnly ? "not a replica (read_only = ON)" : "not a replica", needed);
    }
    const log = await binaryLogStatus(source);
    const fix = "name the primary as the source";
    if (!log) return fail("a replica without a binary log", needed, fix);
    const lags = await replicaLags(source);
    const lag = lags.some((one) => one === null)
      ? "replication has stopped"
      : `${Math.max(...(lags as number[]))} s behind its own source`;
    return warn(`a replica with a binary log (${log["File"]}), ${lag}`, needed, fix);
  },
};
