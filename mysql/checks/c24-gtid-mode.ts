import { type Check, fail, notApplicable, pass, warn } from "../check";
import { global, globalStatus, isOn } from "../facts/settings";
import { setVariable } from "../remedy";
import { mysqlAtLeast } from "../server";

/** GTIDs are on, or off, and not on the way. */
export const c24: Check = {
  id: "C24",
  title: "GTID mode ON or OFF, never in between",
  group: "Binary log",
  side: "source",
  reads: "gtid_mode, enforce_gtid_consistency, Ongoing_anonymous_transaction_count",
  source: "Tencent DTS 571/61673, Google DMS, Huawei DRS (no failover of the source without GTID)",
  incrementalOnly: true,
  must: true,
  async run({ source }) {
    const needed = "gtid_mode = ON with enforce_gtid_consistency = ON; OFF works by file and position";
    const value = (await global(source, "gtid_mode"))?.toUpperCase();
    if (value === undefined)
      return notApplicable(`${source.server.text} has no gtid_mode: replication goes by file and position`, needed);
    const online = mysqlAtLeast(source.server, 5, 7, 6);
    const steps = online
      ? [
          "enforce_gtid_consistency=WARN",
          "enforce_gtid_consistency=ON",
          "gtid_mode=OFF_PERMISSIVE",
          "gtid_mode=ON_PERMISSIVE",
          "gtid_mode=ON",
        ]
          .map((step) => `SET GLOBAL ${step};`)
          .join("\n")
      : `${setVariable(source, "gtid_mode", "ON", { restart: true })}\nenforce-gtid-consistency=ON\nlog-slave-updates=ON`;
    if (value.includes("PERMISSIVE"))
      return fail(`gtid_mode = ${value}`, needed, steps.split("\n").slice(-2).join("\n"));
    if (value === "OFF") return warn("gtid_mode = OFF", needed, steps);
    if ((await isOn(source, "enforce_gtid_consistency")) === false) {
      return fail(
        "gtid_mode = ON, enforce_gtid_consistency = OFF",
        needed,
        setVariable(source, "enforce_gtid_consistency", "ON"),
      );
    }
    const anonymous = Number((await globalStatus(source)).get("ongoing_anonymous_transaction_count") ?? 0);
    if (anonymous > 0) {
      return warn(
        `gtid_mode = ON, ${anonymous} transactions without a GTID still running`,
        needed,
        "wait until SHOW STATUS LIKE 'Ongoing_anonymous_transaction_count' is 0",
      );
    }
    return pass("gtid_mode = ON", needed);
  },
};
