import { mysqlAtLeast } from "../../mysql/server";
import { ENGINE_VERSIONS, seriesOf } from "../../versions";
import { INVOKER, isMissingProgram, onlyItsDefiner } from "../movedLater";
import { type EngineProfile, NOT_MIGRATED, OURS, readOn, TARGET_DDL } from "../profile";

const from = readOn("2026-11-21");
const MIB = 1024 ** 2;

/** Tencent DTS, from MySQL to TencentDB for MySQL. */
export const tencentDts: EngineProfile = {
  rights: {
    source: (mode, server) => ({
      global: [
        "RELOAD",
        "LOCK TABLES",
        "REPLICATION CLIENT",
        ...(mode === "full+incremental" ? ["REPLICATION SLAVE"] : []),
        // On Alibaba RDS nobody can grant it.
        ...(server.profile === "alibaba-rds" ? [] : ["SHOW DATABASES"]),
        "SHOW VIEW",
        "PROCESS",
      ],
      // Its precheck requires the last two for triggers and events, which its tasks migrate.
      data: ["SELECT", "EVENT", "TRIGGER"],
      extra: { mysql: ["SELECT"], __tencentdb__: ["ALL"] },
      grantOption: false,
      source: "Tencent DTS 571/42645, source permissions",
    }),
    target: () => ({
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
    }),
  },
  globalRightsAreForRoutines: from("Tencent DTS 571/42645, source permissions", false),
  secondaryTargetRights: from("Tencent DTS 571/61695, target permissions", new Set(["CREATE USER", "SHOW DATABASES"])),
  versions: from("Tencent DTS 571/42645: other versions and downgrades get a warning", {
    ...seriesOf(ENGINE_VERSIONS["tencent-dts"]),
    others: "warning",
    mariadb: "warning",
  }),
  binlogsKept: from("Tencent DTS 571/61673: 3 days at least", { hours: () => 72 }),
  binlogsKeptForever: from("Tencent DTS 571/61673: 3 days at least", "pass"),
  serverId: from("Tencent DTS 571/61673: not 0, set by hand", { least: () => 1, warnsAtDefault: true }),
  preparedXa: from("Tencent DTS 571/42645 (TDSQL): not supported", "fail"),
  lowerCaseNamesDiffer: from("Tencent DTS, parameter check: lower_case_table_names must be equal", "fail"),
  charsets: from("Tencent DTS 571/122436: a warning", { differ: "warning" }),
  clocksDiffer: from("Tencent DTS, parameter check: a warning", "warning"),
  myisamNotSubstituted: from(OURS, "warning"),
  explicitDefaults: from("Tencent DTS 571/42553: ON on the target, may be skipped", "on"),
  strictMode: from("Tencent DTS 571/61695: OFF on targets from 8.0.26", {
    mustBeOff: (target) => mysqlAtLeast(target, 8, 0, 26),
    otherwise: "warning",
  }),
  isolationDiffers: from("Tencent DTS: READ COMMITTED at least", "warning"),
  advisedPacket: from("Tencent DTS 571/122436: 4 MB at least; 64 MB is dbferry's own advice", 64 * MIB),
  connectTimeout: from("Tencent DTS, parameter check: above 10", 11),
  statsOnMetadata: from("Tencent DTS 571/42553 (may be skipped)", "warning"),
  refusesStorage: from("Tencent DTS, storage engines", (storage) => NOT_MIGRATED.has(storage)),
  foreignKeyActions: from("Tencent DTS 571/42645: only NO ACTION and RESTRICT", "fail"),
  triggersAndEvents: from(
    "Tencent DTS 571/48484: when the task is completed",
    "make sure that they exist after the cutover",
  ),
  names: from(OURS, { database: /^[^'"`\\/<>]{1,64}$/, otherwise: "warning" }),
  targetHolds: from(OURS, "others"),
  space: from("Tencent DTS 571/42645: 1.2 times the data", (size) => size * 1.2),
  helperSchema: from("Tencent DTS 571/42724 and 571/61536: its consistency check", () => ({
    name: "__tencentdb__",
    rights: ["CREATE", "INSERT", "UPDATE", "DELETE"],
    otherwise: "its check would be skipped silently",
    use: "comparison",
  })),
  ownStatement: from("Tencent DTS 571/42724: only its consistency check writes to the source", () => undefined),
  encryptedTables: from(OURS, "warning"),
  connections: from("Tencent DTS 571/42645: 8 on the source; 16 on the target is dbferry's own estimate", () => ({
    source: 8,
    target: 16,
  })),
  floats: from("Tencent DTS does not mention rounding", "exact"),
  movedLater: readOn("2026-11-29")(
    "Tencent DTS 571/48484 (triggers and events when the task is completed; routines) and 571/61560 (views)",
    (difference, accounts) => {
      if (isMissingProgram(difference)) return "Tencent DTS creates triggers and events when the task is completed";
      return onlyItsDefiner(difference, accounts, INVOKER)
        ? "Tencent DTS makes its target account the definer, and switches to the caller's privileges (SQL SECURITY INVOKER)"
        : undefined;
    },
  ),
};
