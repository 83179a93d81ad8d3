import { alarm, type Check, failed, type PrecheckContext, passed, type Verdict } from "./check";

type Judge = typeof failed;

/** A check that a variable is the same on both sides; a renamed variable is listed with both names. */
function same(item: string, names: string[], judge: Judge, reason: string): Check {
  return {
    item,
    group: "db_params",
    needs: ["source", "target"],
    run: ({ source, target }) => {
      const [from, to] = [source!, target!].map(
        (end) => names.map((name) => end.variables.get(name)).find(Boolean) ?? "",
      );
      if (from === to) return passed;
      return judge(reason, `${names[0]} is ${from || "empty"} on the source and ${to || "empty"} on the target.`, {
        source: from,
        target: to,
      });
    },
  };
}

const MEGABYTE = 1024 * 1024;
/** Differences that only cause a warning. */
const COMMON = ["explicit_defaults_for_timestamp", "group_concat_max_len", "event_scheduler", "wait_timeout"];

/** Server parameters of both sides. */
export const PARAMETER_CHECKS: Check[] = [
  same("dbCharacterSetConsistency", ["character_set_server"], failed, "DB_CHARACTER_SET_INCONSISTENCY"),
  same("dbCollationServerConsistency", ["collation_server"], failed, "DB_COLLATION_SERVER_INCONSISTENCY"),
  same(
    "dbIsolationLevelConsistency",
    ["tx_isolation", "transaction_isolation"],
    failed,
    "DB_ISOLATION_LEVEL_INCONSISTENCY",
  ),
  same("innodbStrictModeConsistency", ["innodb_strict_mode"], failed, "INNODB_STRICT_MODE_INCONSISTENT_FOR_UP"),
  same(
    "srcDstTableNameCaseSensitiveCheck",
    ["lower_case_table_names"],
    failed,
    "DB_TBL_NAME_CASE_SENSITIVE_INCONSISTENCY_FOR_UP",
  ),
  same("sqlModeConsistency", ["sql_mode"], alarm, "SQL_MODE_INCONSISTENCY_FOR_UP"),
  {
    item: "dbClockConsistency",
    group: "db_params",
    needs: ["source", "target"],
    run: ({ source, target }) => {
      const zone = (end: PrecheckContext["source"]) => {
        const value = end!.variables.get("time_zone");
        return value === "SYSTEM" ? end!.variables.get("system_time_zone") : value;
      };
      return zone(source) === zone(target)
        ? passed
        : failed(
            "DB_CLOCK_INCONSISTENCY",
            `time_zone is ${zone(source)} on the source and ${zone(target)} on the target.`,
          );
    },
  },
  {
    item: "dbParamConsistency",
    group: "db_params",
    needs: ["source", "target"],
    run: ({ source, target }) => {
      const different = COMMON.filter((name) => source!.variables.get(name) !== target!.variables.get(name));
      return different.length === 0
        ? passed
        : alarm("DB_PARAM_INCONSISTENCY", `Different on source and target: ${different.join(", ")}.`, { different });
    },
  },
  {
    item: "dstMaxAllowedPacketCheck",
    group: "db_params",
    needs: ["source", "target"],
    run: ({ source, target }): Verdict => {
      const [from, to] = [source!, target!].map((end) => Number(end.variables.get("max_allowed_packet")));
      const text = `max_allowed_packet of the target is ${to}, of the source ${from}; above ${100 * MEGABYTE} is safe.`;
      if (to! < from!) return failed("DST_MAX_ALLOWED_PACKET_TOO_SMALL", text);
      return to! < 100 * MEGABYTE ? alarm("DST_MAX_ALLOWED_PACKET_TOO_SMALL", text) : passed;
    },
  },
];
