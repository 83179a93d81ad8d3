import { createConnection, type RowDataPacket } from "mysql2/promise";
import type { ServerRef } from "../../world/types";
import { type Action, instanceOf, runningInstanceOf } from "../action";
import { errors, RpcError } from "../errors";

/** Accounts of the vendor, the server and the sandbox, which the cloud does not list. */
const SYSTEM_ACCOUNTS = /^(root|aurora|replicator|mysql\..*|aliyun_root|sbx_[0-9a-f]{12}|)$/;

/** The accounts on the real server, each name once. */
export const describeAccounts: Action = {
  parameters: { DBInstanceId: "!", AccountName: "?", PageNumber: "?", PageSize: "?" },
  async run(parameters, rds) {
    const instance = instanceOf(parameters, rds);
    const size = parameters.integer("PageSize", { min: 1, max: 200, fallback: 30 });
    const page = parameters.integer("PageNumber", { min: 1, max: 100_000, fallback: 1 });
    const rows = await query(
      instance.mysql,
      "SELECT User AS name, MAX(Super_priv) AS super FROM mysql.user GROUP BY 1",
    );
    const wanted = parameters.get("AccountName");
    const found = rows
      .filter((row) => !SYSTEM_ACCOUNTS.test(row["name"]) && row["name"] !== instance.mysql.admin.user)
      .filter((row) => wanted === undefined || row["name"] === wanted);
    return {
      PageNumber: page,
      TotalRecordCount: found.length,
      Accounts: {
        DBInstanceAccount: found.slice((page - 1) * size, page * size).map((row) => ({
          DBInstanceId: instance.id,
          AccountName: row["name"],
          AccountStatus: "Available",
          AccountType: row["super"] === "Y" ? "Super" : "Normal",
          AccountDescription: "",
          DatabasePrivileges: { DatabasePrivilege: [] },
          PrivExceeded: "0",
        })),
      },
    };
  },
};

/** The real server's variables. */
export const describeParameters: Action = {
  parameters: { DBInstanceId: "!" },
  async run(parameters, rds) {
    const instance = instanceOf(parameters, rds);
    const rows = await query(instance.mysql, "SHOW GLOBAL VARIABLES");
    return {
      Engine: "MySQL",
      EngineVersion: instance.engineVersion,
      ConfigParameters: { DBInstanceParameter: [] },
      RunningParameters: {
        DBInstanceParameter: rows.map((row) => ({
          ParameterName: row["Variable_name"],
          ParameterValue: row["Value"],
          ParameterDescription: "",
        })),
      },
    };
  },
};

/** Sets variables on the real server, limited to those that need no restart. */
export const modifyParameter: Action = {
  parameters: {
    DBInstanceId: "!",
    Parameters: "!",
    Forcerestart: "?",
    ParameterGroupId: "-",
    SwitchTime: "-",
    SwitchTimeMode: "-",
  },
  async run(parameters, rds) {
    const instance = runningInstanceOf(parameters, rds);
    const changes = readChanges(parameters.need("Parameters"));
    const known = await query(instance.mysql, "SHOW GLOBAL VARIABLES");
    for (const [name] of changes) {
      if (!known.some((row) => row["Variable_name"] === name)) throw errors.invalid("Parameters");
    }
    for (const [name, value] of changes) {
      try {
        await query(instance.mysql, `SET GLOBAL \`${name}\` = ?`, [/^-?\d+$/.test(value) ? Number(value) : value]);
      } catch (error) {
        throw new RpcError(400, "InvalidParameters.Format", error instanceof Error ? error.message : String(error));
      }
    }
    return {};
  },
};

function readChanges(text: string): [string, string][] {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      return Object.entries(value).map(([name, one]) => [name, String(one)]);
    }
  } catch {}
  throw errors.invalid("Parameters");
}

async function query(server: ServerRef, sql: string, values: unknown[] = []): Promise<RowDataPacket[]> {
  const { host, port, admin } = server;
  const connection = await createConnection({ host, port, user: admin.user, password: admin.password });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql, values);
    return rows;
  } finally {
    connection.destroy();
  }
}
