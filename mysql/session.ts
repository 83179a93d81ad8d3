/**
 * Session variables that dbferry sets itself. Server defaults and `init_connect` affect every new session: an
 * unexpected one may hide rows (`sql_select_limit`), show old ones (`autocommit`), change how a text or time is
 * returned, or end a statement early. So every variable that affects results is set and verified.
 */
export interface Setting {
  name: string;
  value: string | number;
  /** As SHOW VARIABLES prints it, if different from `value`. */
  shown?: string;
  /** Not verified: the server expands or rounds the value. */
  blind?: true;
}

/** Without these, no further statement can be relied on; every version since 5.1 has them. */
export const FIRST: readonly Setting[] = [
  // With max_join_size set, even SHOW VARIABLES is refused.
  { name: "sql_big_selects", value: 1, shown: "ON" },
  { name: "sql_select_limit", value: "18446744073709551615" },
  // Changing it from 0 to 1 ends a transaction that init_connect began, whose snapshot would show old rows.
  { name: "autocommit", value: 0, blind: true },
  { name: "autocommit", value: 1, shown: "ON" },
  { name: "sql_mode", value: "''", shown: "" },
  { name: "time_zone", value: "'+00:00'", shown: "+00:00" },
];

/** Set where the server has them. */
const LATER: readonly Setting[] = [
  { name: "group_concat_max_len", value: 1048576 },
  { name: "sql_quote_show_create", value: 1, shown: "ON" },
  { name: "big_tables", value: 0, shown: "OFF" },
  { name: "sql_auto_is_null", value: 0, shown: "OFF" },
  { name: "sql_buffer_result", value: 0, shown: "OFF" },
  { name: "sql_safe_updates", value: 0, shown: "OFF" },
  { name: "div_precision_increment", value: 4 },
  // Names are sorted by all of their bytes.
  { name: "max_sort_length", value: 8192 },
  { name: "completion_type", value: 0, shown: "NO_CHAIN" },
  { name: "lc_time_names", value: "'en_US'", shown: "en_US" },
  { name: "net_read_timeout", value: 600 },
  { name: "net_write_timeout", value: 600 },
  { name: "wait_timeout", value: 28800 },
  // A statement that waits for somebody's DDL gives up before its own time limit.
  { name: "lock_wait_timeout", value: 50 },
  { name: "transaction_isolation", value: "'REPEATABLE-READ'", shown: "REPEATABLE-READ" },
  { name: "tx_isolation", value: "'REPEATABLE-READ'", shown: "REPEATABLE-READ" },
  { name: "max_execution_time", value: 0 },
  { name: "max_statement_time", value: 0, shown: "0.000000" },
  { name: "optimizer_switch", value: "'default'", blind: true },
  { name: "range_optimizer_max_mem_size", value: 0 },
  { name: "query_cache_type", value: 0, shown: "OFF" },
  // Cached statistics could be a day old.
  { name: "information_schema_stats_expiry", value: 0 },
  { name: "show_create_table_skip_secondary_engine", value: 0, shown: "OFF" },
  { name: "show_gipk_in_create_table_and_information_schema", value: 1, shown: "ON" },
  { name: "use_secondary_engine", value: "OFF" },
  // Otherwise, rows could be from another point in time.
  { name: "system_versioning_asof", value: "DEFAULT" },
];

const OPTIONAL = new Map(LATER.map((setting) => [setting.name, setting]));

/** Read in the same statement. */
const FACTS = ["version", "version_comment", "basedir", "max_allowed_packet"];
const CHARSETS = ["character_set_client", "character_set_connection", "character_set_results", "collation_connection"];

/** Reads the session's variables and the server's facts in one statement, run before and after setting. */
export const SESSION_SQL = `SHOW SESSION VARIABLES WHERE Variable_name IN (${[
  ...FIRST.map((one) => one.name),
  ...OPTIONAL.keys(),
  ...FACTS,
  ...CHARSETS,
]
  .map((name) => `'${name}'`)
  .join(",")}) OR Variable_name LIKE 'rds\\_%'`;

/** `SET SESSION a=1, b=2`. */
export function setSql(settings: readonly Setting[]): string {
  return settings.map(({ name, value }) => `SESSION ${name}=${value}`).join(", ");
}

/** Settings that do not have the wanted value yet. Some may not be set at all, not even to their current value. */
export function unlike(settings: readonly Setting[], variables: ReadonlyMap<string, string>): Setting[] {
  return settings.filter(
    ({ name, value, shown, blind }) => blind || !same(variables.get(name)!, shown ?? String(value)),
  );
}

/** The optional settings that a server with these variables has. */
export function settingsOf(variables: ReadonlyMap<string, string>): Setting[] {
  const known = [...OPTIONAL.values()].filter(({ name }) => variables.has(name));
  // Where both names exist, they refer to the same variable.
  return variables.has("transaction_isolation") ? known.filter(({ name }) => name !== "tx_isolation") : known;
}

/** The settings that did not take effect: `name is seen, needed value`. */
export function notTaken(
  settings: readonly Setting[],
  charset: string,
  variables: ReadonlyMap<string, string>,
): string[] {
  const wrong: string[] = [];
  const look = (name: string, needed: string) => {
    const seen = variables.get(name);
    if (seen === undefined || !same(seen, needed))
      wrong.push(`${name} is ${seen ?? "not reported"}, needed: ${needed}`);
  };
  for (const { name, value, shown, blind } of settings) if (!blind) look(name, shown ?? String(value));
  look("character_set_client", charset);
  look("character_set_connection", charset);
  look("character_set_results", charset);
  look("collation_connection", `${charset}_general_ci`);
  return wrong;
}

/** SHOW VARIABLES may print ON as 1, and utf8 as utf8mb3. */
function same(seen: string, needed: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/^utf8(?=_|$)/, "utf8mb3")
      .replace(/^(on|yes)$/, "1")
      .replace(/^off$/, "0");
  return plain(seen) === plain(needed) || (needed === "DEFAULT" && seen !== "");
}
