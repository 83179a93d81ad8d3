import { createServer } from "mysql2";
import { parseVersion, type Version } from "../../../../model/mysql/server";
import type { ConnectOptions, ManagedProfile } from "../../../../mysql/connect";
import { knows, type Unknown } from "./grammar";
import { variablesOf } from "./variables";

export type Rows = readonly Record<string, unknown>[];
export interface Refusal {
  errno: number;
  message: string;
}
/** The answer to a statement; a function may inspect the statement. */
export type Answer = Rows | Refusal | ((sql: string) => Rows | Refusal);

/** A recorded server: its version, its variables, and answers by statement pattern. */
export interface Recording {
  version: string;
  /** Override the version's own defaults; null: the variable does not exist. */
  variables?: Record<string, string | number | null>;
  status?: Record<string, string | number>;
  /** Lines of SHOW GRANTS. Default: all privileges. */
  grants?: readonly string[];
  /** The `user@host` that is logged in. */
  account?: string;
  /** Tried in order before the defaults. */
  answers?: readonly (readonly [pattern: RegExp, answer: Answer])[];
  profile?: ManagedProfile;
  /** Delay of each of the first answers, in milliseconds. */
  slow?: number;
  /** Statements that are never answered. */
  silent?: RegExp;
  /** Statements at which the connection is closed instead of being answered. */
  drop?: RegExp;
  /** Refuses the login. */
  refuse?: Refusal;
}

export interface RecordedServer {
  label: string;
  options: ConnectOptions;
  /** Every statement received. */
  heard: string[];
  stop(): Promise<void>;
}

/** All capabilities except TLS, compression and old protocols. */
const CAPABILITIES = 0xffffff & ~0x0820;

interface ServerConnection {
  serverHandshake(args: object): void;
  on(event: "query" | "stmt_prepare", listener: (sql: string) => void): void;
  on(event: "error", listener: () => void): void;
  writeOk(): void;
  writeError(error: { code: number; message: string }): void;
  writeTextResult(rows: Rows, columns: readonly object[]): void;
  sequenceId: number;
  stream: { destroy(): void; setNoDelay(on: boolean): void };
}

/** Session variables that were set. */
type Session = Record<string, string>;

function remember(sql: string, session: Session): void {
  const names = /^SET NAMES (\w+) COLLATE (\w+)/i.exec(sql);
  if (names) {
    for (const one of ["client", "connection", "results"]) session[`character_set_${one}`] = names[1]!;
    session["collation_connection"] = names[2]!;
  }
  if (!/^SET SESSION/i.test(sql)) return;
  for (const [, name, text, plain] of sql.matchAll(/SESSION (\w+)=(?:'([^']*)'|([^,\s]+))/g)) {
    session[name!] = text ?? plain!;
  }
}

/** Serves the recording on a free loopback port. */
export async function play(recording: Recording): Promise<RecordedServer> {
  const heard: string[] = [];
  const open = new Set<ServerConnection>();
  const server = (createServer as () => unknown)() as {
    on(event: "connection", listener: (connection: ServerConnection) => void): void;
    listen(port: number, host: string, done: () => void): void;
    close(done: () => void): void;
    _server: { address(): { port: number } };
  };
  let id = 0;
  server.on("connection", (connection) => {
    open.add(connection);
    connection.stream.setNoDelay(true);
    id += 1;
    connection.on("error", () => open.delete(connection));
    connection.serverHandshake({
      protocolVersion: 10,
      serverVersion: recording.version,
      connectionId: id,
      statusFlags: 2,
      characterSet: 33,
      capabilityFlags: CAPABILITIES,
      authCallback: (_: unknown, done: (error: null, refusal?: { code: number; message: string }) => void) => {
        const { refuse } = recording;
        done(null, refuse && { code: refuse.errno, message: refuse.message });
        connection.sequenceId = 0;
      },
    });
    const session: Session = {};
    const answer = (sql: string) => {
      heard.push(sql);
      if (recording.drop?.test(sql)) {
        connection.stream.destroy();
        return;
      }
      if (recording.silent?.test(sql)) return;
      const reply = () => {
        // The driver's server side does not number packets: an answer follows packet 0.
        connection.sequenceId = 1;
        respond(connection, recording, sql, session);
        connection.sequenceId = 0;
      };
      // Only the login is slow: its first statements set up the session.
      if (recording.slow && heard.length <= 3) setTimeout(reply, recording.slow);
      else reply();
    };
    connection.on("query", answer);
    // The driver's server side treats SET as a prepared statement.
    connection.on("stmt_prepare", answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server._server.address();
  return {
    label: `${labelOf(recording.version)} (recorded)`,
    heard,
    options: {
      host: "127.0.0.1",
      port,
      user: "ferry",
      password: "correct-horse-1",
      timeoutMs: 3000,
      profile: recording.profile,
    },
    stop: () =>
      new Promise((resolve) => {
        for (const connection of open) connection.stream.destroy();
        server.close(() => resolve());
      }),
  };
}

function respond(connection: ServerConnection, recording: Recording, sql: string, session: Session): void {
  const found = find(recording, sql, session);
  if (found === undefined || "errno" in found) {
    const refusal = (found as Refusal | undefined) ?? {
      errno: 1064,
      message: `this recording has no answer for: ${sql.slice(0, 200)}`,
    };
    connection.writeError({ code: refusal.errno, message: refusal.message });
    return;
  }
  if (/^\s*SET\b/i.test(sql)) {
    connection.writeOk();
    return;
  }
  const names = Object.keys(found[0] ?? { none: null });
  const values = found.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
  connection.writeTextResult(values, names.map(columnOf));
}

function find(recording: Recording, sql: string, session: Session): Rows | Refusal | undefined {
  remember(sql, session);
  const version = versionOf(recording);
  if (/@@GLOBAL\.time_zone/.test(sql) && recording.variables?.["time_zone"] === null)
    return { errno: 1193, message: "Unknown system variable 'time_zone'" };
  const unknown: Unknown | undefined = knows(version, /mariadb/i.test(recording.version), sql);
  for (const [pattern, answer] of recording.answers ?? []) {
    if (pattern.test(sql)) return typeof answer === "function" ? answer(sql) : answer;
  }
  if (unknown) return unknown;
  return standard(recording, version, sql, session);
}

/** Answers that every server gives. */
function standard(recording: Recording, version: Version, sql: string, session: Session): Rows | undefined {
  const variables = () => {
    const all = { ...variablesOf(recording.version, version), ...recording.variables };
    return Object.entries(all).flatMap(([name, value]) =>
      value === null ? [] : [{ Variable_name: name, Value: String(value) }],
    );
  };
  if (/^SHOW SESSION VARIABLES WHERE/i.test(sql)) {
    const named = new Set([...sql.matchAll(/'([a-z_]+)'/g)].map((match) => match[1]));
    const own = Object.entries(session).map(([name, value]) => ({ Variable_name: name, Value: value }));
    return [...variables().filter((row) => !(row.Variable_name in session)), ...own].filter(
      (row) => named.has(row.Variable_name) || row.Variable_name.startsWith("rds_"),
    );
  }
  if (/^SHOW GLOBAL VARIABLES/i.test(sql)) return variables();
  if (/^SHOW TABLES FROM/i.test(sql)) return [];
  if (/CONVERT_TZ.*@@GLOBAL/i.test(sql))
    return clock({ ...variablesOf(recording.version, version), ...recording.variables }, sql);
  if (/CONVERT_TZ/i.test(sql) && !/INNODB_TRX/i.test(sql))
    return [Object.fromEntries([...sql.matchAll(/IS NOT NULL/g)].map((_, n) => [n, 1]))];
  if (/^SHOW GLOBAL STATUS/i.test(sql)) {
    const all = { Threads_connected: 5, Threads_running: 2, Uptime: 100000, ...recording.status };
    return Object.entries(all).map(([name, value]) => ({ Variable_name: name, Value: String(value) }));
  }
  if (/^SHOW GRANTS/i.test(sql))
    return (recording.grants ?? ["GRANT ALL PRIVILEGES ON *.* TO 'ferry'@'127.0.0.1' WITH GRANT OPTION"]).map(
      (line) => ({ Grants: line }),
    );
  if (/CURRENT_USER\(\)/i.test(sql)) return [{ me: recording.account ?? "ferry@127.0.0.1" }];
  if (/CURRENT_ROLE\(\)/i.test(sql)) return [{ roles: "NONE" }];
  if (/^SELECT 1 /i.test(sql)) return [{ one: 1 }];
  if (/^SHOW (MASTER|BINARY LOG) STATUS/i.test(sql)) {
    return recording.variables?.["log_bin"] === "OFF"
      ? []
      : [{ File: "binlog.000007", Position: 4242, Binlog_Do_DB: "", Binlog_Ignore_DB: "" }];
  }
  if (/^SHOW BINARY LOGS/i.test(sql)) return [6, 7].map((n) => ({ Log_name: `binlog.00000${n}`, File_size: 1000 }));
  if (/^SHOW FULL PROCESSLIST/i.test(sql))
    return [
      {
        Id: 1,
        User: "ferry",
        Host: "127.0.0.1:1",
        db: null,
        Command: "Query",
        Time: 0,
        State: "",
        Info: "SHOW FULL PROCESSLIST",
      },
    ];
  if (/FROM mysql\.user/i.test(sql))
    return [
      { u: "ferry", h: "127.0.0.1", p: "mysql_native_password" },
      { u: "app", h: "10.0.0.%", p: "mysql_native_password" },
    ];
  if (/information_schema\.SCHEMATA/i.test(sql)) return [{ n: "shop", c: "utf8", o: "utf8_general_ci" }];
  if (/information_schema\.COLLATIONS/i.test(sql)) return collations(version);
  if (/information_schema\.TABLES/i.test(sql)) return [table("shop", "orders")];
  if (/information_schema\.STATISTICS/i.test(sql))
    return [{ d: "shop", t: "orders", i: "PRIMARY", n: 0, nullable: "", type: "BTREE", part: null, c: "id" }];
  if (/^(SHOW (ALL )?(SLAVE|REPLICA)S? |SHOW SLAVE HOSTS|SHOW REPLICAS|XA RECOVER|SET )/i.test(sql)) return [];
  if (/FROM (information_schema|performance_schema)\./i.test(sql)) return [];
  return undefined;
}

/** A row of information_schema.TABLES, in the order in which the project reads its columns. */
export function table(database: string, name: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    TABLE_SCHEMA: database,
    TABLE_NAME: name,
    ENGINE: "InnoDB",
    TABLE_TYPE: "BASE TABLE",
    ROW_FORMAT: "Compact",
    TABLE_ROWS: 100,
    DATA_LENGTH: 16384,
    INDEX_LENGTH: 0,
    AUTO_INCREMENT: 101,
    TABLE_COLLATION: "utf8_general_ci",
    CREATE_OPTIONS: "",
    ...over,
  };
}

/** A row of information_schema.COLUMNS, in the order in which the project reads its columns. */
export function columnRow(
  database: string,
  table: string,
  name: string,
  over: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    TABLE_SCHEMA: database,
    TABLE_NAME: table,
    COLUMN_NAME: name,
    DATA_TYPE: "int",
    COLUMN_TYPE: "int(11)",
    COLUMN_DEFAULT: null,
    CHARACTER_SET_NAME: null,
    CHARACTER_OCTET_LENGTH: null,
    CHARACTER_MAXIMUM_LENGTH: null,
    COLUMN_KEY: "",
    EXTRA: "",
    ...over,
  };
}

/** A view, routine, trigger or event, in the order in which the project reads its columns. */
export function program(
  kind: string,
  database: string,
  name: string,
  over: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    kind,
    database,
    name,
    table: null,
    definer: "ferry@127.0.0.1",
    security: "DEFINER",
    body: "SELECT 1",
    mode: "",
    ...over,
  };
}

/** A foreign key of shop.orders, in the order in which the project reads its columns. */
export function foreignKey(parent: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    d: "shop",
    n: "fk_1",
    t: "orders",
    pd: parent.split(".")[0],
    pt: parent.split(".")[1],
    u: "RESTRICT",
    x: "RESTRICT",
    ...over,
  };
}

/** Time zone abbreviations of operating systems, as on a machine in one of the places that use them. */
const ABBREVIATIONS: Record<string, string> = { CST: "Asia/Shanghai", EST: "America/New_York" };

/** The server's local time at each requested instant. */
function clock(variables: Record<string, string | number | null>, sql: string): Rows {
  const { time_zone: set, system_time_zone: system } = variables;
  const name = String(set === "SYSTEM" ? system : set);
  const format = new Intl.DateTimeFormat("sv", {
    timeZone: ABBREVIATIONS[name] ?? name,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return [...sql.matchAll(/SELECT (\d+) AS i/g)].map(([, instant]) => ({
    i: instant,
    w: format.format(Number(instant) * 1000),
  }));
}

function collations(version: Version): Rows {
  const names = [
    "latin1_swedish_ci",
    "utf8_general_ci",
    "utf8_unicode_ci",
    ...(version.major > 5 || version.minor >= 5 ? ["utf8mb4_general_ci", "utf8mb4_unicode_ci"] : []),
    ...(version.major >= 8 && version.major < 10 ? ["utf8mb4_0900_ai_ci"] : []),
  ];
  return names.map((n) => ({ n }));
}

function versionOf(recording: Recording): Version {
  const version = parseVersion(recording.version);
  if (!version) throw new Error(`a recording of version ${recording.version}`);
  return version;
}

function labelOf(version: string): string {
  const numbers = parseVersion(version)!;
  const name = /mariadb/i.test(version) ? "MariaDB" : "MySQL";
  return `${name} ${numbers.major}.${numbers.minor}.${numbers.patch}`;
}

function columnOf(name: string): object {
  return {
    catalog: "def",
    schema: "",
    table: "",
    orgTable: "",
    name,
    orgName: name,
    characterSet: 33,
    columnLength: 1024,
    columnType: 253,
    flags: 0,
    decimals: 0,
  };
}
