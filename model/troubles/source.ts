import { SOURCES, type Trouble } from "./trouble";

/** The source does not meet the task's requirements, or changes during the migration. */
export const SOURCE: readonly Trouble[] = [
  {
    id: "binlog-off",
    title: "The source writes no binary log",
    signs: [/\bSOURCE_DB_BINLOG_IS_OFF/i, /\bYou are not using binary logging\b/i],
    seen: ["SOURCE_DB_BINLOG_IS_OFF_FOR_UP", "You are not using binary logging"],
    means: "log_bin is off, so there is nothing to replicate after the full load",
    todo: [
      "self-built: log-bin in my.cnf, and restart the server; AWS RDS: a backup retention above 0 turns it on",
      "or migrate with mode: full, and stop writing before it starts",
    ],
    sources: [SOURCES.drsCheck, SOURCES.server],
  },
  {
    id: "binlog-gone",
    title: "The binary log that the task needs to continue is gone",
    signs: [
      /\bDTS-(10|1)50002\b/,
      /\bDTS-1050003\b/,
      /\bCould not find first log file name in binary log index file\b/i,
      /\bpurged (required )?binary logs\b/i,
    ],
    seen: [
      "DTS-1050002: DTS-150002 MySQL binlog mysql-bin.000012@4 is not exists. Original error: Could not find first log file name in binary log index file",
      "Cannot replicate because the source purged required binary logs",
    ],
    means: "the source has purged the log: its retention is shorter than the task's pause or lag",
    todo: [
      "this task cannot continue: give it up with dbferry cancel, which reports what is on the target, and begin again",
      "before that, keep binary logs for longer than the whole migration takes (Alibaba RDS: local_log_retention_hours; otherwise " +
        "binlog_expire_logs_seconds, at least 3 days)",
    ],
    sources: [SOURCES.alibabaCodes, SOURCES.server],
  },
  {
    id: "read-replica",
    title: "The source is a read replica",
    signs: [/\bDTS-1051002\b/, /\bDTS-1051004\b/, /\bCurrent connect MySQL instance \S+ is not master\b/i],
    seen: [
      "DTS-1051002 Current connect MySQL instance 198.51.100.20:3306 is not master.",
      "DTS-1051004 BEGIN and COMMIT middle have any other evetns, Please vaild binlog file.",
    ],
    means: "the instance is not a primary, or a task cannot follow its binary log",
    todo: ["set the primary instance as the source (source.instanceId, source.host), and create the task again for it"],
    sources: [SOURCES.alibabaCodes],
  },
  {
    id: "ddl-during-load",
    title: "A table was changed while the task was loading",
    signs: [
      /\bDTS-10500(05|06|08|09|10)\b/,
      /\bbinlog column count check error\b/i,
      /\bdata dictionary may be not complete\b/i,
      /\bTable definition has changed, please retry transaction\b/i,
    ],
    seen: [
      "DTS-1050005 MySQL table shop.orders binlog column count check error, local count is 21, but binlog count is 22, at offset 9198@111547.",
      "binlog parse fail, data dictionary may be not complete",
      "Table definition has changed, please retry transaction",
    ],
    means: "the task has the table's structure from before a DDL statement, which later changes no longer match",
    todo: [
      "run no DDL on the source until the cutover: no ALTER, no RENAME into the selection, no gh-ost or pt-online-schema-change",
      "Alibaba DTS: open a ticket that quotes the statement, and the vendor reloads the structure; with the other services: give the task up with " +
        "dbferry cancel, and begin again",
    ],
    sources: [
      SOURCES.alibabaCodes,
      "Huawei DRS: https://support.huaweicloud.com/trouble-drs/drs_13_0098.html",
      SOURCES.server,
    ],
  },
  {
    id: "old-sessions",
    title: "Old sessions still write another binlog_format",
    seen: ["a check of binlog_format or binlog_row_image fails, although SHOW GLOBAL VARIABLES shows the right value"],
    means: "SET GLOBAL applies only to new sessions: those that were already open keep writing as before",
    todo: [
      "end the old sessions, or restart the source at a quiet time",
      "if a parameter needs a server restart: restart before the task starts; a task that has run must be reset",
    ],
    sources: [SOURCES.drsFaq],
  },
];
