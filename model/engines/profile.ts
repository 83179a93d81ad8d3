import type { ServerFacts } from "../mysql/server";
import type { MovedLater } from "./movedLater";

/** Full load only, or full load followed by continuous replication until the cutover. */
export type Mode = "full" | "full+incremental";
export type Role = "source" | "target";

/** The least rights of a migration account. */
export interface Rights {
  /** On *.*. */
  global: string[];
  /** On each migrated database, or on *.* when all are migrated. */
  data: string[];
  /** On other databases by name, or on a single table: `mysql.proc`. */
  extra: Record<string, string[]>;
  /** May grant its global rights to others: DRS creates definers' grants on the target. */
  grantOption: boolean;
  source: string;
}

/** A value, its source, and the date on which the source was read. */
export interface Sourced<T> {
  value: T;
  source: string;
  date: string;
}

/** A check's verdict when its condition is not met. */
export type Weight = "fail" | "warning";
export type RightsServer = Pick<ServerFacts, "flavour" | "version" | "profile">;

/** A database that an engine keeps on the source, and what it needs there. */
export interface HelperSchema {
  name: string;
  rights: readonly string[];
  /** Completes "the source is read-only: ". */
  otherwise: string;
  /** What it is for: the engine's comparison alone, which is optional, or its replication. */
  use: "comparison" | "replication";
}

/** A statement that an engine's task repeats on the source, and that changes no data. */
export interface OwnStatement {
  /** As the source's binary log shows it. */
  statement: RegExp;
  /** For people. */
  text: string;
}

/**
 * Everything the checks need to know about a replication engine. Every field is required: a new engine does not compile
 * until it answers for every check that depends on the engine.
 */
export interface EngineProfile {
  /** The least rights of the account on each server. */
  rights: {
    source(mode: Mode, server: RightsServer): Rights;
    target(mode: Mode, server: RightsServer): Rights;
  };
  /** C07: the only global right needed for a full load is the one to read routines, which C53 covers. */
  globalRightsAreForRoutines: Sourced<boolean>;
  /** C10: rights whose absence means only that accounts, definers or scheduled events are not migrated. */
  secondaryTargetRights: Sourced<ReadonlySet<string>>;
  /** C13: series in the documents, the verdict on any other series or a downgrade, and the verdict on MariaDB. */
  versions: Sourced<{
    /** Of the source. */
    series: readonly string[];
    targets: readonly string[];
    /** Of these, the pairs that go together. */
    pairs: { allows(from: string, to: string): boolean; text: string };
    others: Weight;
    mariadb: Weight;
  }>;
  /** C19: hours that the vendor wants binary logs to be kept; for less, down to a day, the check warns. */
  binlogsKept: Sourced<{ hours(server: RightsServer): number }>;
  /** C19: binary logs that are never purged. */
  binlogsKeptForever: Sourced<"fail" | "pass">;
  /** C22: the smallest server_id, and whether 1, the default, gets a warning. */
  serverId: Sourced<{ least(server: RightsServer): number; warnsAtDefault: boolean }>;
  /** C27: a prepared XA transaction on the source. */
  preparedXa: Sourced<Weight>;
  /** C30: lower_case_table_names differs, but every name is in lower case. */
  lowerCaseNamesDiffer: Sourced<Weight>;
  /** C32: character sets that the target's service offers (absent: all), and the verdict when the defaults differ. */
  charsets: Sourced<{ offered?: ReadonlySet<string>; differ: Weight }>;
  /** C34: the clocks differ. */
  clocksDiffer: Sourced<Weight>;
  /** C36: MyISAM tables, and NO_ENGINE_SUBSTITUTION on the target. */
  myisamNotSubstituted: Sourced<Weight>;
  /** C37: explicit_defaults_for_timestamp on the target: ON, or the source's value. */
  explicitDefaults: Sourced<"on" | "equal">;
  /** C38: whether innodb_strict_mode must be OFF on this target rather than equal, and the verdict otherwise. */
  strictMode: Sourced<{ mustBeOff(target: ServerFacts): boolean; otherwise: Weight }>;
  /** C39: the isolation levels differ. */
  isolationDiffers: Sourced<Weight>;
  /** C40: max_allowed_packet of the target below which the check warns, in bytes. */
  advisedPacket: Sourced<number>;
  /** C41: least connect_timeout, in seconds; absent when the engine does not check it. */
  connectTimeout: Sourced<number | undefined>;
  /** C44: innodb_stats_on_metadata is ON: a failure, or a warning unless there are very many tables. */
  statsOnMetadata: Sourced<"fail" | "warning">;
  /** C48: whether tables of a storage engine other than InnoDB are excluded from the migration. */
  refusesStorage: Sourced<(storage: string) => boolean>;
  /** C51: foreign keys with actions that change rows. */
  foreignKeyActions: Sourced<Weight>;
  /** C52: what to do so that the source's triggers and events arrive. */
  triggersAndEvents: Sourced<string>;
  /** C55: valid database names, and the verdict on any other invalid name. */
  names: Sourced<{ database: RegExp; otherwise: Weight }>;
  /** C57: what of other databases the target may hold. */
  targetHolds: Sourced<"others" | "nothing">;
  /** C59: free bytes needed on the target for this many bytes of data. */
  space: Sourced<(size: number) => number>;
  /** C60: the database that the engine keeps on the source; absent when it keeps none. */
  helperSchema: Sourced<(server: RightsServer) => HelperSchema | undefined>;
  /** G02: what its task may write to the source's binary log although writes have stopped; absent: nothing. */
  ownStatement: Sourced<(server: RightsServer) => OwnStatement | undefined>;
  /** C61: encrypted tables. */
  encryptedTables: Sourced<Weight>;
  /** C65: the maximum number of connections that the engine opens. */
  connections: Sourced<(mode: Mode) => { source: number; target: number }>;
  /** C66: how FLOAT and DOUBLE without a precision are read. */
  floats: Sourced<"rounded" | "exact">;
  /** G08: differences that it is known to leave until its normal end, or permanently. */
  movedLater: Sourced<MovedLater>;
}

/** Attaches the source to values that were all read on one day. */
export const readOn =
  (date: string) =>
  <T>(source: string, value: T): Sourced<T> => ({ value, source, date });

/** Rights on objects that every engine needs on the target. */
export const TARGET_DDL: readonly string[] = [
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

/** Storage engines whose tables are not copied or not replicated, or whose rows are elsewhere. */
export const NOT_MIGRATED: ReadonlySet<string> = new Set([
  "FEDERATED",
  "MRG_MYISAM",
  "MRG_MyISAM",
  "CSV",
  "BLACKHOLE",
  "EXAMPLE",
  "CONNECT",
  "SPIDER",
  "NDBCLUSTER",
]);

/** Source of a choice that the vendor's documentation leaves open. */
export const OURS = "not in the vendor's documents: dbferry's own choice";
