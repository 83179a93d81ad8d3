import { routineText } from "../../mysql/routineText";
import { ENGINE_VERSIONS } from "../../versions";
import { onlyItsDefiner } from "../movedLater";
import { type EngineProfile, NOT_MIGRATED, OURS, readOn, TARGET_DDL } from "../profile";

const from = readOn("2026-11-21");
const MIB = 1024 ** 2;

/** Alibaba DTS, from MySQL to MySQL. */
export const alibabaDts: EngineProfile = {
  rights: {
    source(mode, server) {
      const incremental = mode === "full+incremental";
      const routines = routineText(server);
      return {
        global: [...(incremental ? ["REPLICATION SLAVE", "REPLICATION CLIENT"] : []), ...routines.global],
        data: ["SELECT", ...(incremental ? ["SHOW VIEW"] : [])],
        // Not in the vendor's list: without it, only the definer sees a routine's text.
        extra: routines.extra,
        grantOption: false,
        source: "Alibaba DTS, requirements for a MySQL source: permissions",
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
    series: ENGINE_VERSIONS["alibaba-dts"].from,
    others: "fail",
    mariadb: "warning",
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
  helperSchema: from("Alibaba DTS keeps nothing on the source", undefined),
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
