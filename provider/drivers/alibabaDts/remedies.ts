/** Fixes for items of the precheck, by their names; an item without an entry is shown with the vendor's own text. */
const REMEDIES: Readonly<Record<string, string>> = {
  CHECK_CONN_SRC: "let the task's address ranges in to the source, and check the account's host and password",
  CHECK_CONN_DEST: "let the task's address ranges in to the target, and check user and password",
  CHECK_AUTH_SRC: "grant the migration account the privileges named in the text",
  CHECK_AUTH_DEST: "grant the target's account the privileges named in the text",
  CHECK_SRC: "the target's version must not be lower than the source's",
  CHECK_BINLOG_ON: "enable the binary log (log_bin requires a restart of a self-built server)",
  CHECK_BINLOG_MODE: "SET GLOBAL binlog_format = 'ROW'; -- and in the parameter group; reconnect old sessions",
  CHECK_BINLOG_ROW_IMAGE: "SET GLOBAL binlog_row_image = 'FULL'; -- and in the parameter group; reconnect old sessions",
  CHECK_BINLOG_EXIST: "keep binary logs longer on the source, and start the migration again",
  CHECK_SERVER_ID: "SET GLOBAL server_id = <a number above 1 that no other server has>;",
  CHECK_SAME_OBJ: "the target must not contain the tables to migrate: drop them there, or migrate others",
  CHECK_ENGINE: "ALTER TABLE … ENGINE = InnoDB for the tables named, or leave them out",
  CHECK_CONSTRAINT_INTEGRITY: "also migrate every table that the foreign keys refer to",
};

export function remedyFor(item: string): string | undefined {
  return Object.hasOwn(REMEDIES, item) ? REMEDIES[item] : undefined;
}
