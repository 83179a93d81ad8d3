import { createConnection, type RowDataPacket } from "mysql2/promise";
import type { HuaweiRdsInstance } from "../facts/types";

/** Server variables that the vendor exposes as parameters; those that need a restart are marked. */
const PARAMETERS: Record<string, { restart: boolean; readonly?: boolean; type: string; range: string }> = {
  binlog_format: { restart: false, readonly: true, type: "string", range: "ROW" },
  binlog_row_image: { restart: false, type: "string", range: "FULL|MINIMAL|NOBLOB" },
  character_set_server: { restart: true, type: "string", range: "utf8|latin1|gbk|utf8mb4" },
  collation_server: { restart: true, type: "string", range: "" },
  event_scheduler: { restart: false, type: "string", range: "ON|OFF" },
  explicit_defaults_for_timestamp: { restart: true, type: "boolean", range: "ON|OFF" },
  gtid_mode: { restart: true, readonly: true, type: "string", range: "ON" },
  innodb_lock_wait_timeout: { restart: false, type: "integer", range: "1-1073741824" },
  innodb_stats_on_metadata: { restart: false, type: "boolean", range: "ON|OFF" },
  innodb_strict_mode: { restart: false, type: "boolean", range: "ON|OFF" },
  lower_case_table_names: { restart: true, readonly: true, type: "integer", range: "0-1" },
  max_allowed_packet: { restart: false, type: "integer", range: "1024-1073741824" },
  max_connections: { restart: false, type: "integer", range: "30-100000" },
  sql_mode: { restart: false, type: "string", range: "" },
  time_zone: { restart: false, type: "string", range: "" },
  tx_isolation: {
    restart: false,
    type: "string",
    range: "READ-UNCOMMITTED|READ-COMMITTED|REPEATABLE-READ|SERIALIZABLE",
  },
  wait_timeout: { restart: false, type: "integer", range: "1-31536000" },
};

/** Body of "obtain the parameter template of an instance", with the values of the real server. */
export async function configurations(instance: HuaweiRdsInstance): Promise<Record<string, unknown>> {
  const { host, port, admin } = instance.mysql;
  const connection = await createConnection({ host, port, user: admin.user, password: admin.password });
  try {
    const [rows] = await connection.query<RowDataPacket[]>("SHOW GLOBAL VARIABLES");
    const values = new Map(rows.map((row) => [String(row["Variable_name"]), String(row["Value"])]));
    const configuration_parameters = Object.entries(PARAMETERS)
      .filter(([name]) => values.has(name))
      .map(([name, { restart, readonly, type, range }]) => ({
        name,
        value: values.get(name)!,
        restart_required: restart,
        readonly: readonly ?? false,
        value_range: range,
        type,
        description: "",
      }));
    return {
      datastore_version_name: instance.engineVersion,
      datastore_name: "mysql",
      created: "2026-01-01 00:00:00",
      updated: "2026-01-01 00:00:00",
      configuration_parameters,
    };
  } finally {
    await connection.end();
  }
}
