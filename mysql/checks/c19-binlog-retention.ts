import { PROFILES } from "../../model/engines/profiles";
import { type Check, fail, notApplicable, pass, warn } from "../check";
import { settable } from "../dialect";
import { retention } from "../facts/retention";
import { setVariable } from "../remedy";
import type { CheckedServer } from "../side";

const HOUR = 3600;
const LEAST = 24 * HOUR;

/** Binary logs are kept long enough for a full load and an outage over a weekend. */
export const c19: Check = {
  id: "C19",
  title: "Binary logs kept long enough",
  group: "Binary log",
  side: "source",
  reads: "binlog_expire_logs_seconds or expire_logs_days; mysql.rds_configuration on AWS",
  source:
    "Tencent DTS 571/61673 (3 days), Huawei DRS (3 days; 0 fails), Alibaba DTS (24 h at least, 3 days on RDS, 7 days elsewhere), AWS DMS (24 h), Google DMS (a week)",
  incrementalOnly: true,
  must: true,
  async run(context) {
    const { source, engine } = context;
    const { hours } = PROFILES[engine].binlogsKept.value;
    const advised = hours(source.server) * HOUR;
    const needed = `at least 24 h, better ${hours(source.server)} h`;
    const kept = await retention(source);
    if (kept === undefined) return notApplicable("no variable shows how long binary logs are kept", needed);
    const found = `${kept.name} = ${kept.shown}`;
    const fix = keepLonger(context.source, advised);
    // Not visible in SQL: its local log policy (18 hours by default) purges earlier than the variable says.
    const clock = source.server.profile === "alibaba-rds" && kept.seconds !== "forever" && kept.seconds >= advised;
    if (clock) return warn(`${found}; on Alibaba RDS the instance's local log policy decides`, needed, fix);
    if (kept.seconds === "forever") {
      return PROFILES[engine].binlogsKeptForever.value === "fail"
        ? fail(`${found}: kept forever, which ${engine} refuses`, needed, fix)
        : pass(`${found}: kept until purged by hand`, needed);
    }
    if (kept.seconds < LEAST) return fail(found, needed, fix);
    if (kept.seconds < advised) return warn(found, needed, fix);
    return pass(found, needed);
  },
};

/** How to keep binary logs for at least so many seconds. */
export function keepLonger(source: CheckedServer, seconds: number): string {
  const hours = Math.ceil(seconds / HOUR);
  if (source.server.profile === "aws-rds")
    return `CALL mysql.rds_set_configuration('binlog retention hours', ${hours});`;
  if (source.server.profile === "alibaba-rds")
    return `aliyun rds ModifyBackupPolicy --DBInstanceId '<instance>' --BackupPolicyMode LogBackupPolicy --LocalLogRetentionHours ${hours}`;
  if (source.server.profile === "huawei-rds")
    return `hcloud RDS SetBinlogClearPolicy '--instance_id=<instance>' --binlog_retention_hours=${hours}`;
  if (source.server.profile === "tencentdb")
    return `tccli cdb ModifyLocalBinlogConfig --InstanceId '<instance>' --SaveHours ${hours} --MaxUsage 30`;
  const name = settable.binlogExpire(source.server);
  return setVariable(source, name, name.endsWith("_seconds") ? hours * HOUR : Math.ceil(hours / 24));
}
