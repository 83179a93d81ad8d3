import { type Check, fail, notApplicable, pass, warn } from "../check";
import { global, isOn } from "../facts/settings";
import { setVariable } from "../remedy";
import type { CheckedServer } from "../side";

/** The source writes a binary log. */
export const c14: Check = {
  id: "C14",
  title: "Binary log on",
  group: "Binary log",
  side: "source",
  reads: "log_bin",
  source: "Tencent DTS 571/61673, Huawei DRS, Alibaba DTS CHECK_BINLOG_ON, AWS DMS, TiDB DM",
  must: true,
  async run({ source, mode }) {
    const needed = "log_bin = ON";
    const on = await isOn(source, "log_bin");
    if (on === undefined) return notApplicable("no variable log_bin", needed);
    if (on) return pass("log_bin = ON", needed);
    const fix =
      source.server.profile === "aws-rds"
        ? "# backups enable it\naws rds modify-db-instance --db-instance-identifier '<instance>' --backup-retention-period 1"
        : setVariable(source, "log_bin", "binlog", {
            restart: true,
            note: "without skip-log-bin and disable-log-bin",
          }) + (await serverId(source));
    if (mode === "full") return warn("log_bin = OFF: no later switch to incremental without a restart", needed, fix);
    return fail("log_bin = OFF", needed, fix);
  },
};

/** Without its own server_id, a server with a binary log does not start (5.7) or cannot be replicated from (5.6). */
async function serverId(source: CheckedServer): Promise<string> {
  if (source.server.profile !== "self-managed" || (await global(source, "server_id")) !== "0") return "";
  return `\nserver-id=${1000 + Math.max(2, Number(source.options.port) % 1000)}`;
}
