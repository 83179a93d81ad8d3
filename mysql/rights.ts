import { mysqlAtLeast, type ServerFacts } from "./server";

/** The vendors' replication engines. */
export type Engine = "drs" | "tencent-dts" | "alibaba-dts";
/** Full load only, or full load and then every change until the cutover. */
export type Mode = "full" | "full+incremental";
export type Role = "source" | "target";

/** The least rights of a migration account. */
export interface Rights {
  /** On *.*. */
  global: string[];
  /** On each migrated database (or on *.* when all are migrated). */
  data: string[];
  /** On further databases by name, or on one table of one: `mysql.proc`. */
  extra: Record<string, string[]>;
  /** May pass its global rights on: DRS creates definers' grants on the target. */
  grantOption: boolean;
  source: string;
}

const TARGET_DDL = [
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "CREATE",
  "DROP",
  "ALTER",
  "INDEX",
  "REFERENCES",
  "TRIGGER",
  "EVENT",
];

/**
 * What each engine's documents ask of its account, and nothing more: DRS "From MySQL to MySQL" permissions, Tencent DTS
 * 571/42645 (source) and 571/61695 (target), Alibaba DTS "requirements for a MySQL source".
 */
export function leastRights(
  engine: Engine,
  mode: Mode,
  role: Role,
  server: Pick<ServerFacts, "flavour" | "version" | "profile">,
): Rights {
  const incremental = mode === "full+incremental";
  if (role === "source") return sourceRights(engine, incremental, server);
  switch (engine) {
    case "drs":
      return {
        // Its precheck reads the rights on *.* alone: the same rights on the migrated databases do not pass it.
        global: [
          ...TARGET_DDL,
          "CREATE VIEW",
          "CREATE ROUTINE",
          // Only these versions check the right to set session variables that the replay sets.
          ...(mysqlAtLeast(server, 8, 0, 14) && !mysqlAtLeast(server, 8, 0, 19) ? ["SESSION_VARIABLES_ADMIN"] : []),
        ],
        data: [],
        extra: {},
        grantOption: true,
        source: "Huawei DRS, From MySQL to MySQL, permissions of the destination account",
      };
    case "tencent-dts":
      return {
        global: [
          ...TARGET_DDL,
          "ALTER ROUTINE",
          "CREATE ROUTINE",
          "CREATE TEMPORARY TABLES",
          "CREATE USER",
          "CREATE VIEW",
          "EXECUTE",
          "LOCK TABLES",
          "PROCESS",
          "RELOAD",
          "SHOW DATABASES",
          "SHOW VIEW",
        ],
        data: [],
        extra: {},
        grantOption: false,
        source: "Tencent DTS 571/61695, target permissions",
      };
    case "alibaba-dts":
      return {
        global: [],
        data: [
          ...TARGET_DDL,
          "ALTER ROUTINE",
          "CREATE ROUTINE",
          "CREATE TEMPORARY TABLES",
          "CREATE VIEW",
          "EXECUTE",
          "LOCK TABLES",
          "SHOW VIEW",
        ],
        extra: {},
        grantOption: false,
        source: "Alibaba DTS, MySQL target: read and write permissions",
      };
  }
}

function sourceRights(
  engine: Engine,
  incremental: boolean,
  server: Pick<ServerFacts, "flavour" | "version" | "profile">,
): Rights {
  switch (engine) {
    case "drs":
      return {
        global: [...(incremental ? ["REPLICATION SLAVE", "REPLICATION CLIENT"] : []), ...routineText(server).global],
        data: ["SELECT", "SHOW VIEW", "EVENT", ...(incremental ? ["LOCK TABLES"] : [])],
        extra: routineText(server).extra,
        grantOption: false,
        source: "Huawei DRS, From MySQL to MySQL, permissions of the source account",
      };
    case "tencent-dts":
      return {
        global: [
          "RELOAD",
          "LOCK TABLES",
          "REPLICATION CLIENT",
          ...(incremental ? ["REPLICATION SLAVE"] : []),
          // Alibaba RDS does not let anybody grant it.
          ...(server.profile === "alibaba-rds" ? [] : ["SHOW DATABASES"]),
          "SHOW VIEW",
          "PROCESS",
        ],
        data: ["SELECT"],
        extra: { mysql: ["SELECT"], __tencentdb__: ["ALL"] },
        grantOption: false,
        source: "Tencent DTS 571/42645, source permissions",
      };
    case "alibaba-dts":
      return {
        global: incremental ? ["REPLICATION SLAVE", "REPLICATION CLIENT"] : [],
        data: ["SELECT", ...(incremental ? ["SHOW VIEW"] : [])],
        extra: {},
        grantOption: false,
        source: "Alibaba DTS, requirements for a MySQL source: permissions",
      };
  }
}

/** The right to read the text of everybody's routines, and where it is granted. */
export function routineRight(server: Pick<ServerFacts, "flavour" | "version">): { right: string; on: string } {
  const { global, extra } = routineText(server);
  return global[0] === undefined ? { right: "SELECT", on: Object.keys(extra)[0]! } : { right: global[0], on: "*.*" };
}

/**
 * Who is not a routine's definer sees its text only with a right of its own: SELECT on mysql.proc before 8.0, SHOW_ROUTINE from
 * 8.0.20, and SELECT on everything between.
 */
function routineText(server: Pick<ServerFacts, "flavour" | "version">): {
  global: string[];
  extra: Record<string, string[]>;
} {
  if (mysqlAtLeast(server, 8, 0, 20)) return { global: ["SHOW_ROUTINE"], extra: {} };
  if (mysqlAtLeast(server, 8, 0)) return { global: ["SELECT"], extra: {} };
  return { global: [], extra: { "mysql.proc": ["SELECT"] } };
}
