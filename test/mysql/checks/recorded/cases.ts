import type { VerdictStatus } from "../../../../model/verdict";
import type { CheckInput } from "../../../../mysql/preflight";
import { columnRow, foreignKey, program, type Recording, type Rows, table } from "./server";

/** One proof: with these two recorded servers and this input, the check has this status. */
export interface Case {
  check: string;
  expect: VerdictStatus;
  source?: Partial<Recording>;
  target?: Partial<Recording>;
  /** Passwords, where they differ from the recordings' own. */
  password?: string;
  input?: Partial<CheckInput>;
  /** A pattern that the verdict must match. */
  tells?: RegExp;
  /** A pattern that its fix must match. */
  fix?: RegExp;
}

type Setup = Omit<Case, "check" | "expect">;
const tencent: Partial<CheckInput> = { engine: "tencent-dts" };
const hot: Partial<CheckInput> = { engine: "tencent-dts/hot-migration" };
const alibaba: Partial<CheckInput> = { engine: "alibaba-dts" };
const full: Partial<CheckInput> = { mode: "full" };

const on =
  (side: "source" | "target") =>
  (variables: Recording["variables"], more: Setup = {}): Setup => ({ ...more, [side]: { ...more[side], variables } });
const source = on("source");
const target = on("target");
/** Answers of the source that replace the default ones. */
const says = (...answers: NonNullable<Recording["answers"]>): Setup => ({ source: { answers } });
const tables = (...rows: Rows) => says([/information_schema\.TABLES/i, rows]);
const columns = (...rows: Rows) => says([/information_schema\.COLUMNS/i, rows]);
const keys = (...rows: Rows) => says([/REFERENTIAL_CONSTRAINTS/i, rows]);
const programs = (kind: "VIEWS" | "ROUTINES" | "TRIGGERS" | "EVENTS", ...rows: Rows) =>
  says([new RegExp(`information_schema\\.${kind}\\b`, "i"), rows]);
const keyless = says([/information_schema\.STATISTICS/i, []]);
const granted = (...lines: string[]) => lines.map((line) => `GRANT ${line} TO 'ferry'@'127.0.0.1'`);
const replica = (over: Record<string, unknown> = {}): Rows => [
  {
    Slave_IO_State: "",
    Master_Host: "192.0.2.9",
    Slave_IO_Running: "Yes",
    Slave_SQL_Running: "Yes",
    Seconds_Behind_Master: 0,
    Relay_Master_Log_File: "b.1",
    Exec_Master_Log_Pos: 4,
    ...over,
  },
];
const transaction = (seconds: number, thread = 9): Rows => [{ t: thread, s: seconds, c: 3 }];
const session = (over: Record<string, unknown>): Rows => [
  { Id: 77, User: "app", Host: "10.0.0.4:1", db: "shop", Command: "Query", Time: 12, State: "", Info: null, ...over },
];
const hostErrors = (ip: string, n: number): Partial<Recording> => ({
  variables: { skip_name_resolve: "OFF" },
  answers: [[/host_cache/, [{ ip, n }]]],
});
const noPrivilege = {
  errno: 1227,
  message: "Access denied; you need (at least one of) the PROCESS privilege(s) for this operation",
};

const given: Record<string, Partial<Record<VerdictStatus, Setup | Setup[]>>> = {
  C01: {
    pass: {},
    warning: { source: { slow: 500 } },
    fail: [
      {
        source: {
          refuse: { errno: 1045, message: "Access denied for user 'ferry'@'127.0.0.1' (using password: YES)" },
        },
      },
      { source: { drop: /SELECT 1/ } },
    ],
  },
  C02: {
    pass: {},
    warning: { target: { slow: 500 } },
    fail: [
      { target: { refuse: { errno: 1040, message: "Too many connections" } } },
      { target: { refuse: { errno: 1130, message: "Host '127.0.0.1' is not allowed to connect" } } },
    ],
  },
  C04: {
    pass: { input: { callers: ["127.0.0.1"] } },
    warning: { source: { account: "ferry@%", answers: [[/FROM mysql\.user/i, [{ u: "ferry", h: "%", p: "" }]]] } },
    fail: { input: { callers: ["198.51.100.7"] } },
  },
  C05: {
    pass: [
      source({ skip_name_resolve: "OFF" }),
      { source: hostErrors("198.51.100.7", 100), input: { callers: ["198.51.100.8/32"] } },
    ],
    warning: { source: hostErrors("198.51.100.7", 60) },
    fail: [
      { source: hostErrors("198.51.100.7", 100) },
      { source: hostErrors("198.51.100.7", 100), input: { callers: ["198.51.100.7/32"] } },
      { source: hostErrors("198.51.100.7", 100), input: { callers: ["198.51.100.0/24"] } },
    ],
    notApplicable: { source: { version: "5.5.62-log", variables: { skip_name_resolve: "OFF" } } },
    undetermined: {
      source: {
        variables: { skip_name_resolve: "OFF" },
        answers: [
          [/host_cache/, { errno: 1142, message: "SELECT command denied to user 'ferry' for table 'host_cache'" }],
        ],
      },
    },
  },
  C06: { warning: {}, fail: { input: { requireTls: true } } },
  C07: {
    pass: [
      { source: { grants: granted("SELECT, SHOW VIEW, EVENT ON `shop`.*") } },
      { source: { grants: granted("SELECT, SHOW VIEW ON *.*", "EVENT ON `sh%`.*") } },
    ],
    warning: [
      { source: { grants: granted("SELECT ON `shop`.*") } },
      // What DRS requires; C53 covers routine bodies.
      { source: { version: "8.0.36", grants: granted("SELECT, SHOW VIEW, EVENT ON `shop`.*") }, tells: /SHOW_ROUTINE/ },
    ],
    fail: [
      { source: { grants: granted("USAGE ON *.*", "SELECT ON `shopping`.*") } },
      {
        source: {
          version: "8.0.36",
          grants: granted("SELECT, SHOW VIEW, EVENT ON *.*").concat(
            "REVOKE SELECT ON `shop`.* FROM 'ferry'@'127.0.0.1'",
          ),
        },
      },
    ],
  },
  C08: {
    pass: { source: { grants: granted("REPLICATION SLAVE, REPLICATION CLIENT ON *.*", "LOCK TABLES ON `shop`.*") } },
    warning: { source: { grants: granted("REPLICATION SLAVE, REPLICATION CLIENT ON *.*", "SELECT ON `shop`.*") } },
    fail: { source: { grants: granted("ALL PRIVILEGES ON `shop`.*") } },
    notApplicable: { input: full },
  },
  C09: {
    pass: { source: { grants: granted("SELECT ON `mysql`.`user`") } },
    warning: { source: { grants: granted("SELECT ON `shop`.*") } },
    fail: {
      source: { grants: granted("SELECT ON `shop`.*"), profile: "alibaba-rds" },
      input: { migrateAccounts: true },
    },
  },
  C10: {
    pass: { target: { grants: granted("ALL PRIVILEGES ON *.*").map((line) => `${line} WITH GRANT OPTION`) } },
    warning: { target: { grants: granted("ALL PRIVILEGES ON *.*") } },
    fail: { target: { grants: granted("SELECT ON *.*") } },
  },
  C11: {
    pass: { source: { grants: granted("SELECT ON `shop`.*") } },
    warning: { source: { grants: granted("SELECT, SUPER ON *.*") } },
    fail: {
      source: { account: "ferry@%", grants: ["GRANT ALL PRIVILEGES ON *.* TO 'ferry'@'%'"] },
      input: { path: "public" },
    },
  },
  C12: { pass: {}, warning: { password: "short" }, fail: { password: "x".repeat(33) } },
  C13: {
    pass: [
      { source: { version: "5.6.51-log" } },
      { source: { version: "5.6.51-log" }, target: { version: "5.6.51-log" }, input: hot },
      { source: { version: "5.5.62-log" }, target: { version: "5.6.51-log" }, input: hot },
    ],
    warning: [
      { source: { version: "5.6.51-log" }, target: { version: "8.0.36" } },
      { source: { version: "5.5.5-10.4.32-MariaDB-log" }, input: tencent },
      { source: { version: "8.0.36" }, input: tencent },
      { source: { version: "5.0.96" }, input: tencent, tells: /5\.0\.96 not in the list/ },
    ],
    fail: [
      {
        source: { version: "5.1.73-log" },
        target: { version: "5.6.51-log" },
        input: hot,
        tells: /not one of the pairs/,
      },
      { source: { version: "5.6.51-log" }, target: { version: "5.7.44" }, input: hot, tells: /not in the list/ },
      { source: { version: "5.5.5-10.4.32-MariaDB-log" }, input: hot },
      { source: { version: "10.11.6-MariaDB" }, target: { version: "10.4.32-MariaDB" }, tells: /a downgrade/ },
      { source: { version: "8.0.36" } },
      { source: { version: "8.4.2" }, target: { version: "8.4.2" } },
      {
        source: { version: "5.5.62-log" },
        target: { version: "5.5.62-log" },
        tells: /5\.5\.62 not in the list/,
      },
      { source: { version: "5.5.5-10.4.32-MariaDB-log" } },
    ],
  },
  C14: {
    pass: {},
    warning: { ...source({ log_bin: "OFF" }), input: full },
    fail: [source({ log_bin: "OFF" }), { source: { version: "5.1.73", variables: { log_bin: "OFF" } } }],
  },
  C15: {
    pass: { source: { version: "5.1.73-log" } },
    warning: { ...source({ binlog_format: "MIXED" }), input: full },
    fail: [source({ binlog_format: "STATEMENT" }), source({ binlog_format: "MIXED" })],
  },
  C16: {
    pass: {},
    warning: says([/variables_by_thread/, [{ id: 44, name: "binlog_format", value: "STATEMENT" }]]),
    fail: says(
      [/variables_by_thread/, [{ id: 44, name: "binlog_format", value: "STATEMENT" }]],
      [/INNODB_TRX/, transaction(5, 44)],
    ),
    notApplicable: [{ source: { version: "5.6.51-log" } }, source({ performance_schema: "OFF" })],
    undetermined: says([
      /variables_by_thread/,
      { errno: 1142, message: "SELECT command denied to user 'ferry' for table 'threads'" },
    ]),
  },
  C17: {
    pass: {},
    warning: { ...source({ binlog_row_image: "MINIMAL" }), input: full },
    fail: source({ binlog_row_image: "NOBLOB" }),
    notApplicable: { source: { version: "5.5.62-log" } },
  },
  C18: {
    pass: { source: { version: "8.0.36" } },
    warning: source({ log_bin_use_v1_row_events: "ON" }),
    fail: [
      { source: { version: "8.0.36", variables: { binlog_transaction_compression: "ON" } } },
      { source: { version: "8.4.2", variables: { binlog_row_value_options: "PARTIAL_JSON" } } },
      { source: { version: "10.6.16-MariaDB", variables: { log_bin_compress: "ON" } } },
    ],
    notApplicable: { source: { version: "5.5.62-log" } },
  },
  C19: {
    pass: [{}, { source: { version: "8.4.2" } }, { ...source({ expire_logs_days: 0 }), input: tencent }],
    warning: [
      source({ expire_logs_days: 2 }),
      { source: { profile: "alibaba-rds" }, tells: /local log policy/ },
      { ...source({ expire_logs_days: 4 }), input: alibaba },
    ],
    fail: [
      source({ expire_logs_days: 0 }),
      { source: { version: "8.0.36", variables: { binlog_expire_logs_seconds: 3600 } } },
    ],
  },
  C20: {
    pass: { input: { startFile: "binlog.000006" } },
    warning: says([
      /^SHOW BINARY LOGS/,
      [
        { Log_name: "b.000003", File_size: 5 },
        { Log_name: "b.000005", File_size: 5 },
      ],
    ]),
    fail: [{ input: { startFile: "binlog.000002" } }, says([/^SHOW BINARY LOGS/, []])],
  },
  C21: {
    pass: {},
    warning: says([/^SHOW MASTER STATUS/, [{ File: "b.1", Position: 4, Binlog_Do_DB: "", Binlog_Ignore_DB: "test" }]]),
    fail: [
      says([/^SHOW MASTER STATUS/, [{ File: "b.1", Position: 4, Binlog_Do_DB: "other", Binlog_Ignore_DB: "" }]]),
      {
        source: {
          version: "8.4.2",
          answers: [
            [/^SHOW BINARY LOG STATUS/, [{ File: "b.1", Position: 4, Binlog_Do_DB: "", Binlog_Ignore_DB: "shop" }]],
          ],
        },
      },
    ],
  },
  C22: {
    pass: source({ server_id: 1 }),
    warning: [
      { ...source({ server_id: 1 }), input: tencent },
      { ...source({ server_id: 0 }), input: full },
    ],
    fail: [
      { ...source({ server_id: 1 }), input: hot },
      source({ server_id: 0 }),
      { source: { version: "5.6.51", variables: { server_id: 1 } } },
      { ...source({ server_id: 1 }), input: alibaba },
    ],
  },
  C23: {
    pass: {},
    warning: { ...target({ server_id: 17 }), input: full },
    fail: [target({ server_uuid: "uuid-5.7.44-log" }), target({ server_id: 17 })],
  },
  C24: {
    pass: {},
    warning: [
      source({ gtid_mode: "OFF", enforce_gtid_consistency: "OFF" }),
      { source: { status: { Ongoing_anonymous_transaction_count: 2 } } },
    ],
    fail: [source({ gtid_mode: "ON_PERMISSIVE" }), source({ gtid_mode: "OFF_PERMISSIVE" })],
    notApplicable: [{ source: { version: "5.5.62-log" } }, { source: { version: "10.6.16-MariaDB-log" } }],
  },
  C25: {
    pass: source({ log_slave_updates: "OFF" }),
    warning: {
      source: { variables: { log_slave_updates: "OFF" }, answers: [[/^SHOW SLAVE STATUS/, replica()]] },
      input: full,
    },
    fail: { source: { variables: { log_slave_updates: "OFF" }, answers: [[/^SHOW SLAVE STATUS/, replica()]] } },
    undetermined: {
      source: { variables: { log_slave_updates: "OFF" }, answers: [[/^SHOW SLAVE STATUS/, noPrivilege]] },
    },
  },
  C26: {
    pass: {},
    warning: [
      says([/^SHOW SLAVE STATUS/, replica()]),
      {
        source: {
          version: "8.0.36",
          answers: [[/^SHOW REPLICA STATUS/, [{ Source_Host: "192.0.2.9", Seconds_Behind_Source: 3 }]]],
        },
      },
    ],
    fail: { source: { variables: { log_bin: "OFF" }, answers: [[/^SHOW SLAVE STATUS/, replica()]] } },
  },
  C27: {
    pass: {},
    warning: says([/^XA RECOVER/, [{ formatID: 1, gtrid_length: 3, bqual_length: 0, data: "x-1" }]]),
    fail: {
      ...says([/^XA RECOVER/, [{ formatID: 1, gtrid_length: 3, bqual_length: 0, data: "x-1" }]]),
      input: tencent,
    },
    undetermined: {
      source: {
        version: "8.0.36",
        grants: granted("SELECT ON `shop`.*"),
        // What 8.0 and later return to an account without the privilege.
        answers: [
          [/^XA RECOVER/, { errno: 1401, message: "XAER_RMERR: Fatal error occurred in the transaction branch" }],
        ],
      },
    },
  },
  C28: {
    pass: says([/INNODB_TRX/, transaction(3)]),
    warning: says([/INNODB_TRX/, transaction(90)]),
    fail: says([/INNODB_TRX/, transaction(7200)]),
    notApplicable: { source: { version: "5.1.73-log" } },
    undetermined: says([/INNODB_TRX/, noPrivilege]),
  },
  C29: {
    undetermined: { source: { grants: granted("SELECT ON *.*") } },
    pass: {},
    warning: tables(table("shop", "orders"), table("shop", "_orders_gho")),
    fail: says([/^SHOW FULL PROCESSLIST/, session({ Info: "ALTER TABLE orders ADD x INT" })]),
  },
  C30: {
    pass: {},
    warning: { ...target({ lower_case_table_names: 1 }), input: alibaba },
    fail: [
      target({ lower_case_table_names: 1 }),
      {
        ...target({ lower_case_table_names: 1 }),
        ...tables(table("shop", "Orders")),
        target: { variables: { lower_case_table_names: 1 } },
        input: alibaba,
      },
    ],
  },
  C31: {
    pass: tables(table("shop", "Orders")),
    warning: { ...tables(table("shop", "Orders")), target: { variables: { lower_case_table_names: 1 } } },
    fail: [
      {
        ...tables(table("shop", "Orders"), table("shop", "orders")),
        target: { variables: { lower_case_table_names: 1 } },
      },
      {
        source: {
          variables: { lower_case_table_names: 1 },
          answers: [[/^SHOW TABLES FROM `shop`/, [{ Tables_in_shop: "Orders" }]]],
        },
      },
    ],
  },
  C32: {
    pass: {},
    warning: [
      { ...target({ character_set_server: "latin1" }), input: tencent },
      { ...source({ character_set_server: "big5" }), input: alibaba },
    ],
    fail: target({ character_set_server: "latin1" }),
  },
  C33: {
    pass: {},
    warning: target({ collation_server: "utf8_unicode_ci" }),
    fail: [
      {
        source: {
          version: "8.0.36",
          answers: [
            [/information_schema\.TABLES/i, [table("shop", "orders", { TABLE_COLLATION: "utf8mb4_0900_ai_ci" })]],
          ],
        },
        tells: /utf8mb4_0900_ai_ci \(shop\.orders\)/,
      },
      {
        ...columns(columnRow("shop", "orders", "note", { COLLATION_NAME: "utf8mb4_0900_bin" })),
        tells: /utf8mb4_0900_bin \(shop\.orders\.note\)/,
      },
    ],
  },
  C34: {
    pass: [
      source({ time_zone: "+00:00" }),
      {
        source: { variables: { time_zone: "Europe/London" } },
        target: { variables: { time_zone: "Europe/Lisbon" } },
        tells: /\+00:00 and \+01:00|\+01:00 and \+00:00/,
      },
    ],
    warning: { ...source({ system_time_zone: "CST" }), input: tencent },
    fail: [
      { ...source({ system_time_zone: "CST" }), tells: /now \+08:00 on the source and \+00:00 on the target/ },
      // The same, for half of the year.
      {
        source: { variables: { time_zone: "Europe/London" } },
        target: { variables: { time_zone: "Africa/Abidjan" } },
        tells: /\+01:00 on the source and \+00:00 on the target/,
      },
    ],
  },
  C35: {
    pass: {},
    warning: target({ sql_mode: "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION" }),
    fail: [
      {
        ...programs("ROUTINES", program("PROCEDURE", "shop", "p", { mode: "NO_AUTO_CREATE_USER" })),
        target: { version: "8.0.36" },
      },
      { ...source({ sql_mode: "MSSQL" }), target: { version: "8.4.2" } },
    ],
  },
  C36: {
    pass: {},
    warning: { ...tables(table("shop", "log", { ENGINE: "MyISAM" })), input: tencent },
    fail: tables(table("shop", "log", { ENGINE: "MyISAM" })),
  },
  C37: {
    pass: {},
    warning: [target({ explicit_defaults_for_timestamp: "ON" }), { input: tencent }],
    notApplicable: { source: { version: "5.5.62" }, target: { version: "5.5.62" } },
  },
  C38: {
    pass: {},
    warning: [
      { target: { version: "8.0.36", variables: { innodb_strict_mode: "ON" } }, input: tencent },
      { ...target({ innodb_strict_mode: "OFF" }), input: alibaba },
    ],
    fail: target({ innodb_strict_mode: "OFF" }),
    notApplicable: { source: { version: "5.1.30-log" } },
  },
  C39: {
    pass: { target: { version: "8.0.36" } },
    warning: { ...target({ transaction_isolation: "READ-COMMITTED" }), input: tencent },
    fail: [
      target({ transaction_isolation: "READ-COMMITTED" }),
      { ...target({ transaction_isolation: "READ-UNCOMMITTED" }), input: tencent },
    ],
  },
  C40: {
    pass: {},
    warning: {
      source: { variables: { max_allowed_packet: 16 * 1024 ** 2 } },
      target: { variables: { max_allowed_packet: 16 * 1024 ** 2 } },
    },
    fail: [
      target({ max_allowed_packet: 512 * 1024 ** 2 }),
      {
        source: { variables: { max_allowed_packet: 1048576 } },
        target: { variables: { max_allowed_packet: 1048576 } },
      },
    ],
  },
  C41: {
    pass: {},
    warning: [source({ net_write_timeout: 60 }), { ...source({ connect_timeout: 10 }), input: tencent }],
    fail: source({ wait_timeout: 5 }),
  },
  C42: {
    pass: {},
    warning: target({ group_concat_max_len: 2048 }),
    fail: {
      ...programs("ROUTINES", program("FUNCTION", "shop", "seal", { body: "RETURN AES_ENCRYPT(a, b)" })),
      target: { variables: { block_encryption_mode: "aes-256-cbc" } },
    },
    notApplicable: { source: { version: "5.1.73", variables: { group_concat_max_len: null } } },
  },
  C43: {
    pass: {},
    warning: target({ log_bin_trust_function_creators: "OFF" }),
    fail: {
      ...programs("TRIGGERS", program("trigger", "shop", "t", { table: "orders" })),
      target: { variables: { log_bin_trust_function_creators: "OFF" } },
    },
  },
  C44: {
    pass: {},
    warning: { source: { version: "5.5.62-log" } },
    fail: [
      { source: { version: "5.5.62-log" }, input: hot },
      {
        source: {
          version: "5.5.62-log",
          answers: [[/information_schema\.TABLES/i, Array.from({ length: 10_000 }, (_, n) => table("shop", `t${n}`))]],
        },
      },
    ],
  },
  C45: {
    pass: {},
    warning: {
      ...tables(table("shop", "orders", { CREATE_OPTIONS: "row_format=FIXED" })),
      target: { variables: { innodb_strict_mode: "OFF" } },
    },
    fail: [
      tables(table("shop", "orders", { CREATE_OPTIONS: "row_format=FIXED" })),
      {
        ...says(
          [
            /information_schema\.COLUMNS/i,
            [
              columnRow("shop", "orders", "note", {
                DATA_TYPE: "varchar",
                COLUMN_KEY: "MUL",
                CHARACTER_OCTET_LENGTH: 1020,
                CHARACTER_MAXIMUM_LENGTH: 255,
              }),
            ],
          ],
          [
            /information_schema\.STATISTICS/i,
            [{ d: "shop", t: "orders", i: "note", n: 1, nullable: "", type: "BTREE", part: null, c: "note" }],
          ],
        ),
        target: { version: "5.6.51" },
      },
    ],
  },
  C46: { pass: {}, warning: { target: { version: "8.0.36" } } },
  C47: {
    pass: {},
    warning: target({ read_only: "ON" }),
    fail: [
      target({ super_read_only: "ON", read_only: "ON" }),
      { target: { variables: { read_only: "ON" }, grants: granted("SELECT ON *.*") } },
    ],
  },
  C48: {
    undetermined: { source: { grants: granted("USAGE ON *.*") } },
    pass: {},
    warning: tables(table("shop", "log", { ENGINE: "MyISAM" })),
    fail: [
      tables(table("shop", "hot", { ENGINE: "MEMORY" })),
      { ...tables(table("shop", "far", { ENGINE: "FEDERATED" })), input: alibaba },
      {
        ...tables(table("shop", "log", { ENGINE: "ARCHIVE" })),
        target: { variables: { pxc_strict_mode: "ENFORCING" } },
        input: alibaba,
        tells: /pxc_strict_mode = ENFORCING on the target refuses \(1105\)/,
      },
    ],
  },
  C49: {
    pass: {},
    warning: says([
      /information_schema\.STATISTICS/i,
      [{ d: "shop", t: "orders", i: "u", n: 0, nullable: "YES", type: "BTREE", part: null, c: "a" }],
    ]),
    fail: [
      { ...keyless, input: { compareWanted: true } },
      {
        ...keyless,
        target: {
          variables: { group_replication_group_name: "3e11fa47-71ca-11e1-9e33-c80aa9429562" },
          answers: [[/replication_group_members/, [{ s: "ONLINE" }]]],
        },
        tells: /Group Replication on the target, .* refuses \(3098\) each of their rows: shop\.orders/,
      },
      {
        ...keyless,
        target: {
          variables: { group_replication_group_name: "3e11fa47-71ca-11e1-9e33-c80aa9429562" },
          answers: [[/replication_group_members/, { errno: 1142, message: "SELECT command denied to user 'ferry'" }]],
        },
        tells: /Group Replication/,
      },
      { ...keyless, target: { variables: { pxc_strict_mode: "MASTER" } }, tells: /refuses \(1105\)/ },
      {
        ...keyless,
        target: {
          version: "10.6.16-MariaDB-log",
          variables: { wsrep_on: "ON", wsrep_mode: "REQUIRED_PRIMARY_KEY,BINLOG_ROW_FORMAT_ONLY" },
        },
        tells: /wsrep_mode = REQUIRED_PRIMARY_KEY,BINLOG_ROW_FORMAT_ONLY on the target/,
      },
    ],
  },
  C50: {
    pass: keys(foreignKey("shop.orders")),
    warning: says([/UNIQUE_CONSTRAINT_SCHEMA='shop'/, [foreignKey("shop.orders", { d: "crm", t: "leads" })]]),
    fail: [
      keys(foreignKey("crm.people")),
      { ...keys(foreignKey("shop.people")), input: { tables: [{ database: "shop", table: "orders" }] } },
    ],
  },
  C51: {
    pass: keys(foreignKey("shop.orders")),
    warning: keys(foreignKey("shop.orders", { x: "CASCADE" })),
    fail: { ...keys(foreignKey("shop.orders", { u: "SET NULL" })), input: tencent },
  },
  C52: {
    undetermined: { source: { grants: granted("SELECT, EVENT ON *.*") } },
    pass: {},
    warning: programs("TRIGGERS", program("trigger", "shop", "t", { table: "orders" })),
    fail: { ...programs("EVENTS", program("event", "shop", "nightly")), target: { version: "8.0.36" } },
  },
  C53: {
    undetermined: { source: { grants: granted("SELECT ON `shop`.*") } },
    pass: programs("VIEWS", program("view", "shop", "v", { body: "select `shop`.`orders`.`id` from `shop`.`orders`" })),
    warning: programs("VIEWS", program("view", "shop", "v", { body: "select 1 from `crm`.`people`" })),
    fail: programs("ROUTINES", program("PROCEDURE", "shop", "p", { body: null })),
  },
  C54: {
    pass: programs("VIEWS", program("view", "shop", "v")),
    warning: {
      ...programs("VIEWS", program("view", "shop", "v", { definer: "app@10.0.0.%" })),
      target: { answers: [[/FROM mysql\.user/i, [{ u: "ferry", h: "127.0.0.1", p: "" }]]] },
    },
    fail: programs("ROUTINES", program("PROCEDURE", "shop", "p", { definer: "gone@%" })),
    undetermined: {
      ...programs("VIEWS", program("view", "shop", "v")),
      target: { answers: [[/FROM mysql\.user/i, { errno: 1142, message: "SELECT command denied" }]] },
    },
  },
  C55: {
    pass: {},
    warning: [tables(table("shop", "big orders")), { ...tables(table("shop", "größe")), input: tencent }],
    fail: [
      tables(table("shop", "größe")),
      {
        source: { answers: [[/information_schema\.SCHEMATA/i, [{ n: "my shop", c: "utf8", o: "utf8_general_ci" }]]] },
        input: { databases: ["my shop"] },
      },
    ],
  },
  C56: {
    pass: tables(table("shop", "parts", { CREATE_OPTIONS: "partitioned" })),
    warning: { ...tables(table("shop", "parts", { CREATE_OPTIONS: "partitioned" })), target: { version: "8.0.36" } },
    fail: [
      {
        ...tables(table("shop", "parts", { ENGINE: "MyISAM", CREATE_OPTIONS: "partitioned" })),
        target: { version: "8.0.36" },
      },
      {
        ...says(
          [/information_schema\.TABLES/i, [table("shop", "parts", { CREATE_OPTIONS: "partitioned" })]],
          [/information_schema\.PARTITIONS/i, [{ d: "shop", t: "parts" }]],
        ),
        target: { version: "8.4.2" },
        tells: /shared tablespaces/,
      },
    ],
  },
  C57: {
    undetermined: [
      { target: { grants: granted("INSERT ON `shop`.*") } },
      // What else is there is not shown to it.
      { target: { grants: granted("ALL PRIVILEGES ON `shop`.*") }, input: hot },
    ],
    pass: {},
    warning: { target: { answers: [[/SCHEMATA/i, [{ n: "crm", c: "utf8", o: "utf8_general_ci" }]]] } },
    fail: [
      { target: { answers: [[/information_schema\.TABLES/i, [table("shop", "orders")]]] } },
      {
        target: { answers: [[/SCHEMATA/i, [{ n: "crm", c: "utf8", o: "utf8_general_ci" }]]] },
        input: hot,
        tells: /databases: crm/,
      },
      {
        target: { answers: [[/SCHEMATA/i, [{ n: "shop", c: "utf8", o: "utf8_general_ci" }]]] },
        input: hot,
        tells: /databases: shop/,
      },
      {
        target: {
          variables: { lower_case_table_names: "1" },
          answers: [[/information_schema\.TABLES/i, [table("shop", "orders"), table("shop", "kept")]]],
        },
        input: { tables: [{ database: "shop", table: "Orders" }] },
        tells: /^1 object already there: shop\.orders$/,
        fix: /^(?!.*DROP DATABASE).*DROP TABLE `shop`\.`orders`;$/s,
      },
    ],
  },
  C58: {
    pass: {},
    warning: { target: { answers: [[/^SHOW SLAVE HOSTS/, [{ Server_id: 3 }]]] }, input: full },
    fail: [
      { target: { answers: [[/^SHOW SLAVE HOSTS/, [{ Server_id: 3 }]]] } },
      { target: { answers: [[/^SHOW SLAVE STATUS/, replica()]] } },
      { target: { version: "8.4.2", answers: [[/^SHOW REPLICAS/, [{ Server_Id: 3 }]]] } },
    ],
  },
  C59: {
    pass: { input: { spaceBytes: 1e9 } },
    warning: { input: { spaceBytes: 45_000 } },
    fail: { input: { spaceBytes: 20_000 } },
    undetermined: {},
  },
  C60: {
    pass: [{ input: tencent }, { input: alibaba }],
    warning: [
      { source: { grants: granted("SELECT ON *.*") }, input: tencent },
      { ...source({ read_only: "ON" }), input: tencent },
      { source: { grants: granted("SELECT ON *.*") }, input: alibaba },
      { ...source({ read_only: "ON" }), input: alibaba },
    ],
    fail: { source: { grants: granted("SELECT ON *.*") }, input: { ...tencent, compareWanted: true } },
    notApplicable: [{}, { source: { profile: "alibaba-rds" }, input: alibaba }],
  },
  C61: {
    pass: {},
    warning: { ...tables(table("shop", "secret", { CREATE_OPTIONS: 'ENCRYPTION="Y"' })), input: alibaba },
    fail: [
      tables(table("shop", "secret", { CREATE_OPTIONS: "ENCRYPTION='Y'" })),
      {
        source: {
          version: "10.11.6-MariaDB",
          answers: [
            [/information_schema\.TABLES/i, [table("shop", "secret", { CREATE_OPTIONS: "`encrypted`='YES'" })]],
          ],
        },
      },
    ],
  },
  C62: {
    pass: { ...columns(columnRow("shop", "orders", "rank")) },
    warning: { ...columns(columnRow("shop", "orders", "rank")), target: { version: "8.0.36" } },
    fail: {
      ...says(
        [/information_schema\.COLUMNS/i, [columnRow("shop", "orders", "groups")]],
        [/information_schema\.ROUTINES/i, [program("PROCEDURE", "shop", "p", { body: "SELECT groups FROM orders" })]],
      ),
      target: { version: "8.4.2" },
    },
  },
  C63: {
    pass: [
      { target: { version: "8.0.36" } },
      {
        ...programs("VIEWS", program("view", "shop", "v", { body: "select md5(`a`), sha2(`b`, 256) from `t`" })),
        target: { version: "9.5.0" },
      },
      {
        ...programs("VIEWS", program("view", "shop", "v", { body: "select sha2(`b`, 256), `md5`, 'md5(x)' from `t`" })),
        target: { version: "9.6.0" },
      },
      // A stored function of the same name, a table of that name, a comment, a string literal.
      {
        ...says([
          /information_schema\.ROUTINES/i,
          [
            program("FUNCTION", "shop", "distance", { body: "RETURN 1" }),
            program("PROCEDURE", "shop", "p", {
              body: "INSERT INTO area (a) SELECT distance(1), shop.x(2) -- not PASSWORD('x')\nFROM t WHERE a = \"GROUP BY a DESC\"",
            }),
          ],
        ]),
        target: { version: "8.0.36" },
      },
    ],
    warning: {
      ...columns(columnRow("shop", "orders", "at", { DATA_TYPE: "datetime", COLUMN_DEFAULT: "0000-00-00 00:00:00" })),
      target: { version: "8.0.36" },
    },
    fail: [
      {
        ...programs("VIEWS", program("view", "shop", "v", { body: "select md5(`a`) from `t`" })),
        target: { version: "9.6.0" },
      },
      {
        ...programs("ROUTINES", program("FUNCTION", "shop", "f", { body: "RETURN SHA1(a)" })),
        target: { version: "9.7.4" },
      },
      {
        ...programs("ROUTINES", program("PROCEDURE", "shop", "p", { body: "SELECT PASSWORD('x')" })),
        target: { version: "8.0.36" },
      },
      {
        ...programs("VIEWS", program("view", "shop", "v", { body: "select a from t group by a desc" })),
        target: { version: "8.4.2" },
      },
      {
        ...columns(
          columnRow("shop", "orders", "at", {
            DATA_TYPE: "datetime",
            COLUMN_TYPE: "datetime /* 5.5 binary format */",
          }),
        ),
        target: { version: "8.0.36" },
        tells: /pre-5\.6 format|5\.5 binary format/,
      },
      {
        ...columns(columnRow("shop", "orders", "e", { DATA_TYPE: "enum", COLUMN_TYPE: `enum('${"x".repeat(300)}')` })),
        target: { version: "8.0.36" },
      },
    ],
    notApplicable: {},
  },
  C64: {
    pass: {},
    warning: columns(columnRow("shop", "orders", "note", { DATA_TYPE: "varchar", CHARACTER_SET_NAME: "utf8" })),
    fail: { target: { version: "9.1.0" }, input: { migrateAccounts: true } },
  },
  C65: {
    pass: {},
    warning: { source: { status: { Threads_connected: 485 } } },
    fail: { target: { status: { Threads_connected: 490 } } },
  },
  C66: {
    pass: columns(columnRow("shop", "orders", "w", { DATA_TYPE: "double", COLUMN_TYPE: "double" })),
    warning: [
      {
        ...columns(columnRow("shop", "orders", "w", { DATA_TYPE: "float", COLUMN_TYPE: "float" })),
        input: alibaba,
      },
      columns(columnRow("shop", "orders", "w", { DATA_TYPE: "float", COLUMN_TYPE: "float", COLUMN_KEY: "PRI" })),
    ],
    fail: {
      ...columns(columnRow("shop", "orders", "w", { DATA_TYPE: "float", COLUMN_TYPE: "float", COLUMN_KEY: "PRI" })),
      input: alibaba,
    },
  },
  C67: {
    pass: {},
    warning: {
      source: {
        version: "8.0.36",
        answers: [[/information_schema\.COLUMNS/i, [columnRow("shop", "orders", "secret", { EXTRA: "INVISIBLE" })]]],
      },
    },
    fail: says(
      [
        /information_schema\.COLUMNS/i,
        [
          columnRow("shop", "orders", "id", {
            DATA_TYPE: "tinyint",
            COLUMN_TYPE: "tinyint(4)",
            EXTRA: "auto_increment",
          }),
        ],
      ],
      [/information_schema\.TABLES/i, [table("shop", "orders", { AUTO_INCREMENT: "127" })]],
    ),
  },
  C68: {
    pass: [
      {},
      // A server that finds names in any spelling holds them in its own.
      {
        source: { variables: { lower_case_table_names: "1" }, answers: [[/LEFT JOIN/, [{ d: "shop", t: "orders" }]]] },
        input: { databases: ["Shop"], tables: [{ database: "SHOP", table: "Orders" }] },
      },
    ],
    warning: tables(),
    fail: [
      { input: { databases: ["shop", "typo"] } },
      { input: { tables: [{ database: "shop", table: "nope" }] } },
      { input: { tables: [{ database: "shop", table: "Orders" }] }, tells: /missing .*shop\.Orders/ },
      {
        ...tables(table("shop", "orders"), table("shop", "v", { TABLE_TYPE: "VIEW" })),
        input: {
          tables: [
            { database: "shop", table: "orders" },
            { database: "shop", table: "v" },
          ],
        },
        tells: /^views, not tables: shop\.v$/,
        fix: /take them out of the list/,
      },
    ],
  },
  C69: {
    pass: {},
    warning: source({ skip_name_resolve: "OFF" }),
    fail: { source: { account: "ferry@drs.example.com" } },
    notApplicable: source({ skip_name_resolve: null }),
  },
  C71: {
    pass: {},
    warning: [
      { source: { status: { Threads_running: 64 } } },
      says([/^SHOW SLAVE STATUS/, replica({ Seconds_Behind_Master: 30 })]),
    ],
    fail: [
      says([/^SHOW SLAVE STATUS/, replica({ Seconds_Behind_Master: 900 })]),
      says([/^SHOW SLAVE STATUS/, replica({ Seconds_Behind_Master: null })]),
    ],
  },
  C74: {
    notApplicable: {},
    pass: { target: { version: "8.0.36" } },
    fail: {
      ...says(
        [/KEY_COLUMN_USAGE/i, [{ d: "shop", t: "items", n: "fk", c: "order_no", pd: "shop", pt: "orders", pc: "no" }]],
        [
          /information_schema\.COLUMNS/i,
          [columnRow("shop", "items", "order_no", { COLUMN_KEY: "MUL" }), columnRow("shop", "orders", "no")],
        ],
      ),
      target: { version: "8.4.2" },
      tells: /6125/,
    },
  },
  C75: {
    pass: {},
    warning: says([/INNODB_SYS_DATAFILES/i, [{ n: "shop/orders", p: "/fast/shop/orders.ibd" }]]),
    fail: {
      ...says([/INNODB_SYS_DATAFILES/i, [{ n: "shop/orders#P#p0", p: "/fast/shop/orders.ibd" }]]),
      target: { version: "8.0.36" },
      tells: /3121.*shop\.orders/,
    },
  },
  C76: {
    pass: {},
    warning: {
      source: {
        profile: "alibaba-rds",
        variables: { implicit_primary_key: "ON" },
        answers: [[/information_schema\.STATISTICS/i, []]],
      },
      tells: /__#alibaba_rds_row_id#__/,
    },
    undetermined: { source: { profile: "alibaba-rds", answers: [[/information_schema\.STATISTICS/i, []]] } },
  },
  C72: {
    pass: { input: { bandwidthMbps: 100 } },
    warning: { ...tables(table("shop", "huge", { DATA_LENGTH: 2e12 })), input: { bandwidthMbps: 100 } },
    fail: { ...tables(table("shop", "huge", { DATA_LENGTH: 2e13 })), input: { bandwidthMbps: 100 } },
    notApplicable: {},
  },
};

/** Every proof with recorded servers. */
export const CASES: readonly Case[] = Object.entries(given).flatMap(([check, byStatus]) =>
  Object.entries(byStatus).flatMap(([expect, setups]) =>
    [setups].flat().map((setup) => ({ check, expect: expect as VerdictStatus, ...setup })),
  ),
);
