import { alarm, type Check, failed, passed, versionOf } from "./check";

/** The incremental phase's requirements for the source's binary log. */
export const BINLOG_CHECKS: Check[] = [
  {
    item: "srcDbBinlogIsOff",
    group: "db_params",
    needs: ["source"],
    incremental: true,
    run: ({ source }) =>
      source!.variables.get("log_bin") === "ON"
        ? passed
        : failed("SOURCE_DB_BINLOG_IS_OFF_FOR_UP", "log_bin of the source is OFF; needed ON."),
  },
  {
    item: "srcBinlogFormatCheck",
    group: "db_params",
    needs: ["source"],
    incremental: true,
    run: ({ source }) => {
      const value = source!.variables.get("binlog_format");
      return value === "ROW"
        ? passed
        : failed("SOURCE_DB_BINLOG_FORMAT_IS_NOT_ROW_FOR_UP", `binlog_format of the source is ${value}; needed ROW.`);
    },
  },
  {
    item: "srcBinlogRowImageCheck",
    group: "db_params",
    needs: ["source"],
    incremental: true,
    run: ({ source }) => {
      const value = source!.variables.get("binlog_row_image");
      return value === undefined || value === "FULL"
        ? passed
        : failed(
            "SOURCE_DB_BINLOG_ROW_IMAGE_IS_NOT_FULL_FOR_UP",
            `binlog_row_image of the source is ${value}; needed FULL.`,
          );
    },
  },
  {
    item: "srcDbBinlogExpireLogsDays",
    group: "db_params",
    needs: ["source"],
    incremental: true,
    run: ({ source }) => {
      const seconds = source!.variables.get("binlog_expire_logs_seconds");
      const days = seconds === undefined ? Number(source!.variables.get("expire_logs_days")) : Number(seconds) / 86_400;
      return days > 0
        ? passed
        : alarm("SOURCE_DB_BINLOG_EXPIRE_LOGS_DAYS_NOT_SET", "The source sets no retention of binary logs.");
    },
  },
  {
    item: "srcDbServerIdCheck",
    group: "db_params",
    needs: ["source"],
    incremental: true,
    run: ({ source }) => {
      const [major, minor] = versionOf(source!);
      const least = major === 5 && minor <= 6 ? 2 : 1;
      const value = Number(source!.variables.get("server_id"));
      return value >= least
        ? passed
        : failed(
            "SOURCE_DB_SERVER_ID_IS_INVALID_FOR_UP",
            `server_id of the source is ${value}; needed ${least} or more.`,
          );
    },
  },
  {
    item: "dbServerUuidConsistency",
    group: "db_params",
    needs: ["source", "target"],
    run: ({ source, target }) => {
      const uuid = source!.variables.get("server_uuid");
      return uuid === undefined || uuid !== target!.variables.get("server_uuid")
        ? passed
        : failed("DB_SERVER_UUID_IS_SAME", `Source and target are the same server, ${uuid}.`);
    },
  },
  {
    item: "srcGtidStatusCheck",
    group: "db_params",
    needs: ["source"],
    incremental: true,
    run: ({ source }) => {
      const value = source!.variables.get("gtid_mode");
      return value === "ON" ? passed : alarm("SRC_GTID_IS_OFF", `gtid_mode of the source is ${value ?? "not set"}.`);
    },
  },
  {
    item: "srclogSlaveUpdatesCheck",
    group: "db_params",
    needs: ["source"],
    incremental: true,
    run: ({ source }) =>
      source!.variables.get("log_slave_updates") !== "OFF"
        ? passed
        : alarm("SRC_LOG_SLAVE_UPDATES_IS_OFF", "log_slave_updates of the source is OFF: no failover during the task."),
  },
];
