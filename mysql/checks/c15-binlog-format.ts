import { type Check, fail, notApplicable, pass, warn } from "../check";
import { global } from "../facts/settings";
import { setVariable } from "../remedy";

/** Changes are logged as rows. */
export const c15: Check = {
  id: "C15",
  title: "binlog_format is ROW",
  group: "Binary log",
  side: "source",
  reads: "binlog_format",
  source: "Tencent DTS 571/61673, Huawei DRS, Alibaba DTS CHECK_BINLOG_MODE, AWS DMS, Google DMS, TiDB DM",
  must: true,
  async run({ source, mode }) {
    const needed = "binlog_format = ROW";
    const value = await global(source, "binlog_format");
    if (value === undefined) return notApplicable("no variable binlog_format", needed);
    const found = `binlog_format = ${value}`;
    if (value.toUpperCase() === "ROW") return pass(found, needed);
    const fix = setVariable(source, "binlog_format", "ROW", {
      note: "sessions that are already open keep the old format: close them (see C16)",
    });
    return (mode === "full" ? warn : fail)(found, needed, fix);
  },
};
