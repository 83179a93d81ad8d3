import { routineText } from "../../mysql/routineText";
import { ENGINE_VERSIONS, seriesOf } from "../../versions";
import { onlyItsDefiner } from "../movedLater";
import { type EngineProfile, NOT_MIGRATED, OURS, type RightsServer, readOn, TARGET_DDL } from "../profile";

const from = readOn("2026-11-21");
const MIB = 1024 ** 2;

const SELF_MANAGED = "Alibaba DTS, create an account for a self-managed MySQL database";
/** The database that it creates on a self-managed source. */
const HEARTBEAT = "test";

/** Any other MySQL server is self-managed in the vendor's terms, also one of another cloud. */
const isRds = ({ profile }: RightsServer) => profile === "alibaba-rds";

/** Alibaba DTS, from MySQL to MySQL. */
export const alibabaDts: EngineProfile = {
  rights: {
    source(mode, server) {
      const incremental = mode === "full+incremental";
      const routines = routineText(server);
      const replication = ["REPLICATION SLAVE", "REPLICATION CLIENT", ...(isRds(server) ? [] : ["CREATE"])];
      return {
        // For the database that it creates outside Alibaba RDS.
        global: [...(incremental ? replication : []), ...routines.global],
        data: ["SELECT", ...(incremental ? ["SHOW VIEW"] : [])],
        // Not in the vendor's list: without it, only the definer sees a routine's text.
        extra: routines.extra,
        grantOption: false,
        source:
          "Alibaba DTS, requirements for a MySQL source: permissions; create an account for a self-managed MySQL database",
      };
    },
    target: () => ({
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
    }),
  },
  globalRightsAreForRoutines: from("Alibaba DTS, requirements for a MySQL source: permissions", true),
  secondaryTargetRights: from("Alibaba DTS CHECK_AUTH_DEST", new Set(["EVENT", "TRIGGER"])),
  versions: from("Alibaba DTS, MySQL source: 5.1 to 8.0", {
    ...seriesOf(ENGINE_VERSIONS["alibaba-dts"]),
    others: "fail",
    mariadb: "warning",
  }),
  binlogsKept: from("Alibaba DTS: 3 days at least on RDS for MySQL, 7 on a self-managed source", {
    hours: (server) => (isRds(server) ? 72 : 168),
  }),
  binlogsKeptForever: from("Alibaba DTS: 24 hours at least", "pass"),
  serverId: from("Alibaba DTS CHECK_SERVER_ID: more than 1", { least: () => 2, warnsAtDefault: false }),
  preparedXa: from(OURS, "warning"),
  lowerCaseNamesDiffer: from("Alibaba DTS, policy for names", "warning"),
  charsets: from("Alibaba DTS: the character sets that RDS offers", {
    offered: new Set(["utf8", "utf8mb3", "gbk", "latin1", "utf8mb4"]),
    differ: "warning",
  }),
  clocksDiffer: from(OURS, "warning"),
  myisamNotSubstituted: from(OURS, "warning"),
  explicitDefaults: from(OURS, "equal"),
  strictMode: from(OURS, { mustBeOff: () => false, otherwise: "warning" }),
  isolationDiffers: from(OURS, "warning"),
  advisedPacket: from(OURS, 4 * MIB),
  connectTimeout: from("Alibaba DTS does not check connect_timeout", undefined),
  statsOnMetadata: from(OURS, "warning"),
  refusesStorage: from("Alibaba DTS CHECK_ENGINE: not FEDERATED, MRG_MYISAM", (storage) => NOT_MIGRATED.has(storage)),
  foreignKeyActions: from(OURS, "warning"),
  triggersAndEvents: from(
    "Alibaba DTS skips events",
    "create the events on the target manually: SHOW CREATE EVENT on the source",
  ),
  names: from("Alibaba DTS: names of the databases that it creates", {
    database: /^[a-zA-Z0-9_-]{1,64}$/,
    otherwise: "fail",
  }),
  targetHolds: from(OURS, "others"),
  space: from("Alibaba DTS: more than the source's data", (size) => size + 1),
  helperSchema: from(`${SELF_MANAGED}: it creates a database named test on it`, (server) =>
    isRds(server)
      ? undefined
      : {
          name: HEARTBEAT,
          rights: ["CREATE"],
          otherwise: "its delay grows while nothing else is written",
          use: "replication",
        },
  ),
  ownStatement: from(`${SELF_MANAGED}: it advances its position in the binary log by a statement`, (server) =>
    isRds(server)
      ? undefined
      : {
          // A server may have a database TEST besides.
          statement: /^(?:CREATE DATABASE IF NOT EXISTS|create database if not exists) (?:test|`test`);?$/,
          text: `CREATE DATABASE IF NOT EXISTS ${HEARTBEAT}`,
        },
  ),
  encryptedTables: from(OURS, "warning"),
  connections: from("Alibaba DTS DTS-61015; the figures are dbferry's own estimate", () => ({
    source: 10,
    target: 32,
  })),
  movedLater: from("Alibaba DTS, from MySQL: events are not migrated", (difference, accounts) => {
    if (difference.what === "missing on the target" && difference.kind === "event")
      return "Alibaba DTS does not migrate events";
    return onlyItsDefiner(difference, accounts) ? "Alibaba DTS makes its target account the definer" : undefined;
  }),
  floats: from("Alibaba DTS reads ROUND(column, 38) and ROUND(column, 308) by default", "rounded"),
};
