import type { Side } from "../../../../model/side";
import { isClassic, isMaria, isModern, type Product } from "./case";

type Globals = Readonly<Record<string, string | undefined>>;

/** Session defaults set on a server, which a comparison must not inherit. */
export interface Settings {
  name: string;
  /** Global variables by name, with SQL values; undefined leaves a variable as it is. */
  globals(server: Product, side: Side): Globals | undefined;
  /** Sizes to try under it; default: all but megabytes. */
  megabytes?: boolean;
}

/** The same on both sides. */
const both = (name: string, globals: (server: Product) => Globals): Settings => ({ name, globals });

const limit = (megabytes: number) => ({ max_allowed_packet: String(megabytes * 1024 * 1024) });

export const SETTINGS: readonly Settings[] = [
  { name: "as installed", globals: () => undefined, megabytes: true },
  both("init_connect: latin1", () => ({ init_connect: "'SET NAMES latin1'" })),
  {
    name: "init_connect: latin1 on the target",
    globals: (_, side) => (side === "target" ? { init_connect: "'SET NAMES latin1'" } : undefined),
  },
  {
    name: "init_connect: a database, a mode and a time zone",
    globals: () => ({ init_connect: `"SET sql_mode='ANSI_QUOTES', time_zone='+03:00', sql_select_limit=1"` }),
  },
  { name: "no autocommit on the target", globals: (_, side) => (side === "target" ? { autocommit: "0" } : undefined) },
  both("no autocommit, completion_type RELEASE", () => ({ autocommit: "0", completion_type: "'RELEASE'" })),
  both("sql_select_limit 1", () => ({ sql_select_limit: "1" })),
  {
    name: "sql_select_limit 1 on the source",
    globals: (_, side) => (side === "source" ? { sql_select_limit: "1" } : undefined),
  },
  both("statements of a moment only", (server) =>
    isMaria(server) ? { max_statement_time: "0.1" } : isModern(server) ? { max_execution_time: "1" } : {},
  ),
  both("no large joins", () => ({ max_join_size: "1", sql_big_selects: "0" })),
  {
    name: "time zones apart",
    globals: (_, side) => ({ time_zone: side === "source" ? "'+05:30'" : "'-08:00'" }),
  },
  both("ANSI_QUOTES, NO_BACKSLASH_ESCAPES, PAD_CHAR_TO_FULL_LENGTH", () => ({
    sql_mode:
      "'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH,PIPES_AS_CONCAT,IGNORE_SPACE,NO_UNSIGNED_SUBTRACTION,HIGH_NOT_PRECEDENCE'",
  })),
  {
    name: "PAD_CHAR_TO_FULL_LENGTH on the source",
    globals: (server, side) =>
      side === "source"
        ? {
            sql_mode: isMaria(server)
              ? "'ORACLE,PAD_CHAR_TO_FULL_LENGTH,EMPTY_STRING_IS_NULL'"
              : "'ANSI,TRADITIONAL,PAD_CHAR_TO_FULL_LENGTH'",
          }
        : undefined,
  },
  both("short joined texts, few digits, short sorts", (server) => ({
    group_concat_max_len: "4",
    div_precision_increment: "0",
    ...(isModern(server) ? { block_encryption_mode: "'aes-256-cbc'" } : {}),
    max_sort_length: isMaria(server) ? "64" : "4",
  })),
  both("SERIALIZABLE", (server) =>
    isModern(server) ? { transaction_isolation: "'SERIALIZABLE'" } : { tx_isolation: "'SERIALIZABLE'" },
  ),
  both("READ-UNCOMMITTED, only to read", (server) =>
    isModern(server)
      ? { transaction_isolation: "'READ-UNCOMMITTED'", transaction_read_only: "1" }
      : { tx_isolation: "'READ-UNCOMMITTED'", ...(isClassic(server) ? { tx_read_only: "1" } : {}) },
  ),
  both("optimizer switches the other way", () => ({
    optimizer_switch:
      "'index_merge=off,index_condition_pushdown=off,mrr_cost_based=off,semijoin=off,materialization=off,derived_merge=off'".replace(
        ",derived_merge=off",
        "",
      ),
    eq_range_index_dive_limit: "1",
  })),
  both("short waits", (server) => ({
    net_read_timeout: "1",
    net_write_timeout: "1",
    wait_timeout: "2",
    interactive_timeout: "2",
    lock_wait_timeout: "1",
    ...(isMaria(server) ? { idle_transaction_timeout: "1" } : {}),
  })),
  both("latin1 as the character set of sessions", () => ({
    character_set_client: "latin1",
    character_set_results: "latin1",
    character_set_connection: "latin1",
    collation_connection: "latin1_bin",
  })),
  {
    name: "a binary connection to the target",
    globals: (_, side) =>
      side === "target"
        ? { character_set_results: "cp1251", character_set_connection: "ucs2", collation_connection: "ucs2_bin" }
        : undefined,
  },
  { ...both("packets of 4 MB", () => limit(4)), megabytes: true },
  { name: "packets of 64 MB and 4 MB", globals: (_, side) => limit(side === "source" ? 64 : 4), megabytes: true },
  both("temporary tables on disk, names without quotes", (server) => ({
    big_tables: "1",
    sql_quote_show_create: "0",
    tmp_table_size: "1024",
    max_heap_table_size: "16384",
    sql_auto_is_null: "1",
    sql_safe_updates: "1",
    ...(isClassic(server) ? { sql_buffer_result: "1" } : {}),
  })),
  both("messages in another language", () => ({
    lc_messages: "'de_DE'",
    lc_time_names: "'ja_JP'",
    sql_notes: "0",
    max_error_count: "0",
  })),
  both("a hidden key, and the past", (server) =>
    isMaria(server)
      ? { system_versioning_asof: "'2001-01-01 00:00:00'" }
      : isModern(server)
        ? {
            sql_generate_invisible_primary_key: "1",
            show_gipk_in_create_table_and_information_schema: "0",
            range_optimizer_max_mem_size: "1",
          }
        : {},
  ),
];
