import type { Version } from "../../../../model/mysql/server";

export interface Unknown {
  errno: number;
  message: string;
}

const SYNTAX = (sql: string): Unknown => ({
  errno: 1064,
  message: `You have an error in your SQL syntax near '${sql.slice(0, 40)}'`,
});

/** The error with which a version rejects a statement, according to the manuals; undefined if it supports it. */
export function knows(version: Version, mariadb: boolean, sql: string): Unknown | undefined {
  const at = (major: number, minor = 0, patch = 0) =>
    version.major !== major
      ? version.major > major
      : version.minor !== minor
        ? version.minor > minor
        : version.patch >= patch;
  const mysql = (major: number, minor = 0, patch = 0) => !mariadb && at(major, minor, patch);
  const rules: readonly (readonly [RegExp, boolean, Unknown])[] = [
    [/^SHOW MASTER STATUS/i, !mysql(8, 4), SYNTAX(sql)],
    [/^SHOW BINARY LOG STATUS/i, mysql(8, 2), SYNTAX(sql)],
    [/^SHOW SLAVE (STATUS|HOSTS)/i, !mysql(8, 4), SYNTAX(sql)],
    [/^SHOW REPLICAS?( STATUS)?$/i, mysql(8, 0, 22) || (mariadb && at(10, 5)), SYNTAX(sql)],
    [/^SHOW ALL SLAVES STATUS/i, mariadb, SYNTAX(sql)],
    [/^SET SESSION TRANSACTION READ ONLY/i, mysql(5, 6, 5) || (mariadb && at(10)), SYNTAX(sql)],
    [/CURRENT_ROLE\(\)/i, mysql(8) || mariadb, { errno: 1305, message: "FUNCTION CURRENT_ROLE does not exist" }],
    [
      /performance_schema\.variables_by_thread/i,
      mysql(5, 7),
      { errno: 1146, message: "Table 'performance_schema.variables_by_thread' doesn't exist" },
    ],
    [
      /performance_schema\.host_cache/i,
      mysql(5, 6, 5) || (mariadb && at(10, 5, 2)),
      { errno: 1146, message: "Table 'performance_schema.host_cache' doesn't exist" },
    ],
    [
      /information_schema\.INNODB_TRX/i,
      at(5, 5),
      { errno: 1109, message: "Unknown table 'INNODB_TRX' in information_schema" },
    ],
    [/\bplugin AS p\b/i, at(5, 5, 7), { errno: 1054, message: "Unknown column 'plugin' in 'field list'" }],
    [/TABLESPACE_NAME/i, at(5, 1, 6), { errno: 1054, message: "Unknown column 'TABLESPACE_NAME' in 'where clause'" }],
    [/GTID_SUBSET|gtid_executed/i, mysql(5, 6, 5), { errno: 1193, message: "Unknown system variable 'gtid_executed'" }],
    [/SET PERSIST/i, mysql(8), SYNTAX(sql)],
  ];
  return rules.find(([pattern, known]) => !known && pattern.test(sql))?.[2];
}
