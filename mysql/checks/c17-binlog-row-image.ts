import { type Check, fail, notApplicable, pass, warn } from "../check";
import { global } from "../facts/settings";
import { setVariable } from "../remedy";

/** Full row images are logged. */
export const c17: Check = {
  id: "C17",
  title: "binlog_row_image is FULL",
  group: "Binary log",
  side: "source",
  reads: "binlog_row_image (5.6 and newer)",
  source: "Tencent DTS 571/61673, Huawei DRS, Alibaba DTS CHECK_BINLOG_ROW_IMAGE, AWS DMS, TiDB DM",
  must: true,
  async run({ source, mode }) {
    const needed = "binlog_row_image = FULL";
    const value = await global(source, "binlog_row_image");
    if (value === undefined)
      return notApplicable("this version always logs full rows (no variable binlog_row_image)", needed);
    const found = `binlog_row_image = ${value}`;
    if (value.toUpperCase() === "FULL") return pass(found, needed);
    const fix = setVariable(source, "binlog_row_image", "FULL", {
      note: "sessions that are already open keep the old image: close them",
    });
    return (mode === "full" ? warn : fail)(found, needed, fix);
  },
};
