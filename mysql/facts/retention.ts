import { variable, variables } from "../dialect";
import type { CheckedServer } from "../side";
import { globalVariables } from "./settings";

export interface Retention {
  /** Name of the effective setting. */
  name: string;
  shown: string;
  seconds: number | "forever";
}

/** How long the server keeps binary logs; undefined when no setting says so. */
export async function retention(side: CheckedServer): Promise<Retention | undefined> {
  if (side.server.profile === "aws-rds") return awsRetention(side);
  const all = await globalVariables(side);
  if (/^off$/i.test(all.get("binlog_expire_logs_auto_purge") ?? "")) {
    return { name: "binlog_expire_logs_auto_purge", shown: "OFF", seconds: "forever" };
  }
  const seconds = variable(all, variables.binlogExpireSeconds);
  const days = variable(all, variables.binlogExpireDays);
  // 8.0 has both; whichever is set takes effect.
  if (seconds !== undefined && (Number(seconds) > 0 || days === undefined || Number(days) === 0)) {
    return { name: "binlog_expire_logs_seconds", shown: seconds, seconds: Number(seconds) || "forever" };
  }
  return days === undefined
    ? undefined
    : { name: "expire_logs_days", shown: days, seconds: Number(days) * 86_400 || "forever" };
}

/** AWS purges as soon as possible unless its own setting gives a number of hours. */
async function awsRetention(side: CheckedServer): Promise<Retention> {
  const rows = await side.query<{ name: string; value: string | null }>("CALL mysql.rds_show_configuration()", {
    doing: "reading AWS's own configuration",
  });
  const found = (rows.flat() as { name?: string; value?: string | null }[]).find(
    (row) => row.name === "binlog retention hours",
  );
  return {
    name: "binlog retention hours",
    shown: found?.value ?? "NULL (as soon as possible)",
    seconds: Number(found?.value ?? 0) * 3600,
  };
}
