import { routineText } from "../../mysql/routineText";
import { mysqlAtLeast } from "../../mysql/server";
import { ENGINE_VERSIONS, seriesOf } from "../../versions";
import { isMissingProgram, onlyItsDefiner } from "../movedLater";
import { type EngineProfile, OURS, readOn, TARGET_DDL } from "../profile";

const from = readOn("2026-11-21");
const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
const CHECKS = "Huawei DRS, solutions to failed checks, From MySQL to MySQL";

/** Huawei DRS, from MySQL to MySQL. */
export const drs: EngineProfile = {
  rights: {
    source(mode, server) {
      const incremental = mode === "full+incremental";
      return {
        global: [...(incremental ? ["REPLICATION SLAVE", "REPLICATION CLIENT"] : []), ...routineText(server).global],
        data: ["SELECT", "SHOW VIEW", "EVENT", ...(incremental ? ["LOCK TABLES"] : [])],
        extra: routineText(server).extra,
        grantOption: false,
        source: "Huawei DRS, From MySQL to MySQL, permissions of the source account",
      };
    },
    target: (_mode, server) => ({
      // DRS's precheck looks only at rights on *.*: the same rights on each migrated database do not pass it.
      global: [
        ...TARGET_DDL,
        "CREATE VIEW",
        "CREATE ROUTINE",
        // Only these versions require the right to set the session variables that DRS's replay sets.
        ...(mysqlAtLeast(server, 8, 0, 14) && !mysqlAtLeast(server, 8, 0, 19) ? ["SESSION_VARIABLES_ADMIN"] : []),
      ],
      data: [],
      extra: {},
      grantOption: true,
      source: "Huawei DRS, From MySQL to MySQL, permissions of the destination account",
    }),
  },
  globalRightsAreForRoutines: from("Huawei DRS, permissions of the source account", true),
  secondaryTargetRights: from("Huawei DRS, permissions of the destination account", new Set(["GRANT OPTION"])),
  versions: from("Huawei DRS, From MySQL to MySQL: 5.5 to 8.0, no downgrade, MySQL only", {
    ...seriesOf(ENGINE_VERSIONS.drs),
    others: "fail",
    mariadb: "fail",
  }),
  binlogsKept: from("Huawei DRS: 3 days", { hours: () => 72 }),
  binlogsKeptForever: from(`${CHECKS}: a retention of 0 fails`, "fail"),
  serverId: from(`${CHECKS}: 2 or more up to 5.6, else 1`, {
    least: (server) => (mysqlAtLeast(server, 5, 7) ? 1 : 2),
    warnsAtDefault: false,
  }),
  preparedXa: from("Huawei DRS does not mention XA", "warning"),
  lowerCaseNamesDiffer: from(`${CHECKS}: lower_case_table_names must be equal`, "fail"),
  charsets: from(`${CHECKS}: character_set_server must be equal`, { differ: "fail" }),
  clocksDiffer: from(`${CHECKS}: time_zone must be equal`, "fail"),
  myisamNotSubstituted: from(`${CHECKS}: its RDS has InnoDB only`, "fail"),
  explicitDefaults: from("Huawei DRS: an alarm where the two differ", "equal"),
  strictMode: from(`${CHECKS}: innodb_strict_mode must be equal`, { mustBeOff: () => false, otherwise: "fail" }),
  isolationDiffers: from(`${CHECKS}: the isolation levels must be equal`, "fail"),
  advisedPacket: from(`${CHECKS}: more than 100 MB`, 100 * MIB),
  connectTimeout: from("Huawei DRS does not check connect_timeout", undefined),
  statsOnMetadata: from(OURS, "warning"),
  refusesStorage: from("Huawei DRS: InnoDB and MyISAM, which becomes InnoDB", (storage) => storage !== "MyISAM"),
  foreignKeyActions: from("Huawei DRS: cascades are not in the binary log", "warning"),
  triggersAndEvents: from(
    "Huawei DRS migrates them only at a normal stop",
    "end the task with a normal stop: a forced stop loses them",
  ),
  names: from(`${CHECKS}: names of databases, tables and columns`, {
    database: /^[a-zA-Z0-9_-]{1,64}$/,
    otherwise: "fail",
  }),
  targetHolds: from(OURS, "others"),
  space: from("Huawei DRS: 2.5 times the data or 200 GB more, the smaller", (size) =>
    Math.min(size * 2.5, size + 200 * GIB),
  ),
  helperSchema: from("Huawei DRS keeps nothing on the source", () => undefined),
  ownStatement: from("Huawei DRS writes nothing to the source", () => undefined),
  encryptedTables: from("Huawei DRS: encrypted tables are not supported", "fail"),
  connections: from("Huawei DRS FAQ: 6 to 10 on the source, up to 16 or 64 on the target", (mode) => ({
    source: 10,
    target: mode === "full" ? 16 : 64,
  })),
  floats: from("Huawei DRS does not mention rounding", "exact"),
  movedLater: from(
    `${CHECKS}: triggers and events are migrated when the task is stopped normally`,
    (difference, accounts) => {
      if (isMissingProgram(difference)) return "DRS creates triggers and events at its normal stop";
      return onlyItsDefiner(difference, accounts) ? "DRS makes its target account the definer" : undefined;
    },
  ),
};
