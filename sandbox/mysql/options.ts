import type { Distribution } from "./distribution";

/** Options of mysqld by long name without dashes; true is a switch, a list is repeated, null removes a default. */
export type MysqldOptions = Record<string, string | number | true | null | string[]>;

/** Tuned for speed, because the data is disposable: nothing is flushed for durability. */
const COMMON: MysqldOptions = {
  "skip-name-resolve": true,
  "log-bin": "binlog",
  "binlog-format": "ROW",
  "log-bin-trust-function-creators": 1,
  "relay-log": "relay",
  "replicate-wild-ignore-table": "mysql.%",
  "max-allowed-packet": "64M",
  "innodb-buffer-pool-size": "64M",
  "innodb-flush-log-at-trx-commit": 0,
  "innodb-lock-wait-timeout": 20,
  "sync-binlog": 0,
  "performance-schema": "OFF",
};

/**
 * Errors on the target from statements about routines, triggers and events in databases outside the replication filter
 * (which only checks tables), and from DROP TRIGGER and DROP EVENT before the task has created those at its end.
 */
const SKIPPED_ERRORS = "1049,1305,1360,1539";

const CLASSIC: MysqldOptions = {
  "gtid-mode": "ON",
  "enforce-gtid-consistency": "ON",
  "log-slave-updates": true,
  "master-info-repository": "TABLE",
  "relay-log-info-repository": "TABLE",
  "skip-slave-start": true,
  "expire-logs-days": 7,
  "slave-net-timeout": 20,
  "slave-skip-errors": SKIPPED_ERRORS,
  "character-set-server": "utf8",
  "innodb-flush-method": "nosync",
  "innodb-log-file-size": "32M",
};

const MODERN: MysqldOptions = {
  "gtid-mode": "ON",
  "enforce-gtid-consistency": "ON",
  "skip-replica-start": true,
  "replica-net-timeout": 20,
  "replica-skip-errors": SKIPPED_ERRORS,
  mysqlx: 0,
};

const MARIADB: MysqldOptions = {
  "log-slave-updates": true,
  "skip-slave-start": true,
  "expire-logs-days": 7,
  "slave-net-timeout": 20,
  "slave-skip-errors": SKIPPED_ERRORS,
  "innodb-flush-method": "nosync",
};

/** How the sandbox's servers run: like a managed instance, with row-based binary log, GTIDs and no name resolution. */
export function defaultOptions({ product, version }: Pick<Distribution, "product" | "version">): MysqldOptions {
  if (product === "mariadb") return { ...COMMON, ...MARIADB };
  const modern = version[0] > 8 || (version[0] === 8 && (version[1] > 0 || version[2] >= 26));
  return { ...COMMON, ...(modern ? MODERN : CLASSIC) };
}

/** `--name=value` for each option; `over` wins over the defaults. */
export function argumentsOf(...layers: MysqldOptions[]): string[] {
  const merged: MysqldOptions = Object.assign({}, ...layers);
  return Object.entries(merged).flatMap(([name, value]) => {
    if (value === null) return [];
    const values = Array.isArray(value) ? value : [value];
    return values.map((one) => (one === true ? `--${name}` : `--${name}=${one}`));
  });
}
