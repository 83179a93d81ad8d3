import { type Check, fail, notApplicable, pass, warn } from "../check";
import { global, isOn } from "../facts/settings";
import { setVariable } from "../remedy";

/** The binary log contains nothing that the engines' parsers do not support. */
export const c18: Check = {
  id: "C18",
  title: "No compressed transactions, partial JSON or version 1 row events",
  group: "Binary log",
  side: "source",
  reads:
    "binlog_transaction_compression, binlog_row_value_options, log_bin_use_v1_row_events, log_bin_compress (MariaDB)",
  source: "AWS DMS pre-migration assessment; issues of open-source binary log readers",
  incrementalOnly: true,
  must: true,
  async run({ source }) {
    const needed =
      "binlog_transaction_compression = OFF, binlog_row_value_options empty, log_bin_use_v1_row_events = OFF";
    const [compressed, mariadb] = [
      await isOn(source, "binlog_transaction_compression"),
      await isOn(source, "log_bin_compress"),
    ];
    const partial = await global(source, "binlog_row_value_options");
    const old = await isOn(source, "log_bin_use_v1_row_events");
    if ([compressed, mariadb, partial, old].every((value) => value === undefined))
      return notApplicable("this version has none of these features", needed);
    if (compressed || mariadb) {
      const name = compressed ? "binlog_transaction_compression" : "log_bin_compress";
      return fail(`${name} = ON`, needed, setVariable(source, name, "OFF"));
    }
    if (partial)
      return fail(`binlog_row_value_options = ${partial}`, needed, setVariable(source, "binlog_row_value_options", ""));
    if (old)
      return warn("log_bin_use_v1_row_events = ON", needed, setVariable(source, "log_bin_use_v1_row_events", "OFF"));
    return pass("none of these features is enabled", needed);
  },
};
