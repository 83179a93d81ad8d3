import { type End, rows } from "../../../inspection/end";
import { failed, findings, type Step, warning } from "./step";

/** The incremental phase's requirements for the source's binary log (document 571/42559). */
export const BINLOG_STEP: Step = {
  id: "BinlogParamCheck",
  name: "Binlog parameter check",
  doc: "https://www.tencentcloud.com/document/product/571/42559",
  when: ({ incremental }) => incremental,
  run: async ({ source }) => {
    const is = (name: string) => source.variables.get(name) ?? "";
    const needs = (name: string, wanted: string) =>
      source.variables.has(name) && is(name).toUpperCase() !== wanted
        ? failed(`${name} of the source is ${is(name)}; needed ${wanted}.`, `Set ${name} to ${wanted} on the source.`)
        : undefined;
    const gtid = is("gtid_mode");
    const filters = await filtersOf(source);
    return findings(
      needs("log_bin", "ON"),
      needs("binlog_format", "ROW"),
      needs("binlog_row_image", "FULL"),
      gtid.endsWith("_PERMISSIVE") &&
        failed(`gtid_mode of the source is ${gtid}; needed ON, or OFF.`, "Set gtid_mode to ON, step by step."),
      gtid === "OFF" &&
        warning("gtid_mode of the source is OFF: the task does not survive a failover of it.", "Set gtid_mode to ON."),
      Number(is("server_id")) === 0 &&
        failed("server_id of the source is 0; needed another number.", "Set server_id on the source, such as 2."),
      filters !== "" &&
        failed(
          `The source's binary log is filtered: ${filters}.`,
          "Remove binlog_do_db and binlog_ignore_db, and restart.",
        ),
      (await isReplica(source)) && needs("log_slave_updates", "ON"),
    );
  },
};

/** Returns nothing without REPLICATION CLIENT, which another step reports. */
async function filtersOf(source: End): Promise<string> {
  const [row] = await rows<{ Binlog_Do_DB?: string; Binlog_Ignore_DB?: string }>(source, "SHOW MASTER STATUS").catch(
    () => [],
  );
  return [row?.Binlog_Do_DB, row?.Binlog_Ignore_DB].filter(Boolean).join(", ");
}

async function isReplica(source: End): Promise<boolean> {
  const found = await rows(source, "SHOW SLAVE STATUS").catch(() => []);
  return found.length > 0;
}
