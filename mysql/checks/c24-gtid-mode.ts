import { type Check, fail, notApplicable, pass, warn } from "../check";
import { isDynamic, settable } from "../dialect";
import { global, globalStatus, isOn } from "../facts/settings";
import { setVariable } from "../remedy";
import type { CheckedServer } from "../side";

/** GTIDs are either on or off, not in transition. */
export const c24: Check = {
  id: "C24",
  title: "GTID mode ON or OFF, not in transition",
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
      return notApplicable(`${source.server.text} has no gtid_mode: replication uses file and position`, needed);
    const steps = isDynamic(source.server, "gtid_mode")
      ? [
          ["enforce_gtid_consistency", "WARN"],
          ["enforce_gtid_consistency", "ON"],
          ["gtid_mode", "OFF_PERMISSIVE"],
          ["gtid_mode", "ON_PERMISSIVE"],
          ["gtid_mode", "ON"],
        ].map(([name, value]) => step(source, name!, value!))
      : [
          setVariable(source, "gtid_mode", "ON", { restart: true }),
          setVariable(source, "enforce_gtid_consistency", "ON", { restart: true }),
          setVariable(source, settable.logReplicaUpdates(source.server), "ON", { restart: true }),
        ]
          .join("\n")
          .split("\n")
          .filter((line, at, all) => all.indexOf(line) === at);
    if (value.includes("PERMISSIVE")) {
      const consistent = await isOn(source, "enforce_gtid_consistency");
      return fail(
        `gtid_mode = ${value}`,
        needed,
        [...(consistent ? [] : steps.slice(0, 2)), ...steps.slice(-2)].join("\n"),
      );
    }
    if (value === "OFF") return warn("gtid_mode = OFF", needed, steps.join("\n"));
    const enforced = await isOn(source, "enforce_gtid_consistency");
    if (!enforced) {
      return (enforced === undefined ? warn : fail)(
        `gtid_mode = ON, enforce_gtid_consistency ${enforced === undefined ? "is not reported" : "= OFF"}`,
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

/** One step of the transition; only ON may persist across a restart. */
function step(source: CheckedServer, name: string, value: string): string {
  return source.server.profile === "self-managed" && value !== "ON"
    ? `SET GLOBAL ${name} = ${value};`
    : setVariable(source, name, value);
}
