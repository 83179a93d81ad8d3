import { type Check, count, fail, killLines, notApplicable, pass, some, warn } from "../check";
import { seesSessionVariables, transactions } from "../facts/activity";
import { isOn } from "../facts/settings";

/** No open session still logs in a different format, or with a smaller row image, than the global setting. */
export const c16: Check = {
  id: "C16",
  title: "No old session with another binlog_format or row image",
  group: "Binary log",
  side: "source",
  reads: "performance_schema.variables_by_thread (5.7 and newer)",
  source: "Huawei DRS FAQ: sessions keep the old values after SET GLOBAL",
  incrementalOnly: true,
  async run({ source }) {
    const needed = "every session logs full rows";
    if (!seesSessionVariables(source)) {
      return notApplicable(
        `${source.server.text} does not show other sessions' variables: after a change of binlog_format, close all sessions`,
        needed,
      );
    }
    if ((await isOn(source, "performance_schema")) !== true)
      return notApplicable("performance_schema is off: other sessions' variables cannot be read", needed);
    const rows = await source.query<{ id: string; name: string; value: string }>(
      "SELECT t.PROCESSLIST_ID AS id, v.VARIABLE_NAME AS name, v.VARIABLE_VALUE AS value FROM performance_schema.variables_by_thread v JOIN performance_schema.threads t ON t.THREAD_ID = v.THREAD_ID WHERE t.PROCESSLIST_ID IS NOT NULL AND ((v.VARIABLE_NAME = 'binlog_format' AND v.VARIABLE_VALUE <> 'ROW') OR (v.VARIABLE_NAME = 'binlog_row_image' AND v.VARIABLE_VALUE <> 'FULL'))",
      { doing: "reading sessions' variables" },
    );
    if (rows.length === 0) return pass("every session", needed);
    const found = some(rows.map((row) => `session ${row.id}: ${row.name} = ${row.value}`));
    const fix = `-- close them in the application; or, if their open transactions may be lost:\n${killLines(rows.map((row) => row.id))}`;
    const open = new Set((await transactions(source))?.map((transaction) => transaction.thread));
    const writing = rows.filter((row) => open.has(Number(row.id)));
    if (writing.length > 0)
      return fail(`${found}; ${count(writing.length, "of them has", "of them have")} an open transaction`, needed, fix);
    return warn(found, needed, fix);
  },
};
