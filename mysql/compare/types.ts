import type { ConnectOptions } from "../connect";
import type { TableName } from "../tableName";

/** counts: row counts only; sample: counts, and checksums of a share of the chunks; full: checksums of everything. */
export type CompareMode = "counts" | "sample" | "full";

/**
 * same: every row of every table was compared by value and is the same. differs: something is different. notProven: no
 * difference was found, but not everything was compared; it opens nothing.
 */
export type Verdict = "same" | "differs" | "notProven";

export interface CompareInput {
  source: ConnectOptions;
  target: ConnectOptions;
  databases: readonly string[] | "all";
  /** Absent: all tables of the databases. */
  tables?: readonly TableName[];
  mode: CompareMode;
  /** Share of the chunks in mode sample, above 0 up to 1; default 0.1. */
  ratio?: number;
  /**
   * crc32 (the default): two independent checksums of every value, which no accidental change passes. sha2: SHA-256 as
   * well, against deliberately crafted values; slower, and requires MySQL 5.5.5.
   */
  hash?: "crc32" | "sha2";
  /** Target time per chunk; its number of rows is adapted. Milliseconds, default 500. */
  chunkMs?: number;
  /** Maximum rows in a chunk; default 200 000. */
  maxChunkRows?: number;
  /** Differing rows that are looked up and listed per table; the rest are counted. Default 20. */
  maxDifferences?: number;
  /** List the differing values as well as keys and columns; default false, because they are the user's data. */
  values?: boolean;
  /** For a comparison during replication: differences are rechecked after the lag has passed. */
  recheck?: RecheckOptions;
  throttle?: ThrottleOptions;
  /** File that stores progress, so that an interrupted comparison can be resumed; removed when complete. */
  resumeFile?: string;
  /** Called after every chunk and table. */
  progress?: (progress: CompareProgress) => void;
  signal?: AbortSignal;
  /** Interval at which the session of a long statement is checked, milliseconds; default 15 000. */
  watchMs?: number;
}

export interface RecheckOptions {
  /** Number of rechecks of a difference; default 3. 0: the first reading counts. */
  rounds?: number;
  /** Longest wait for the target to catch up before each recheck, milliseconds; default 5000. */
  waitMs?: number;
}

export interface ThrottleOptions {
  /** Longest uninterrupted pause, milliseconds; default: an hour. */
  longestPauseMs?: number;
  /** Pause while a server has more running threads than this; default 100. */
  maxThreadsRunning?: number;
  /** Pause while the target, as a replica, is more than this many seconds behind; default: never. */
  maxLagSeconds?: number;
  /** Share of the time for which statements may run on each server, above 0 up to 1; default 1. */
  duty?: number;
}

export interface CompareProgress {
  table: string;
  tablesDone: number;
  tables: number;
  rows: number;
  /** Share of the current table that is done, 0 to 1; an estimate. */
  share: number;
  paused?: string;
  /** Everything has been read; differences are being rechecked, and this many have been settled. */
  lookedAgain?: { proven: number; of: number };
}

export type DifferenceKind =
  /** Exists only on the source. */
  | "missing"
  /** Exists only on the target. */
  | "extra"
  | "changed"
  /** Still changing at the last recheck: neither equal nor different is proven. */
  | "unsettled";

export interface Difference {
  kind: DifferenceKind;
  /** Key columns and their values; for tables without a usable key, all values of the row if requested. */
  key: Record<string, string | null>;
  /** Columns that differ; of long values, the first 500 characters or bytes. */
  columns?: { name: string; source?: string | null; target?: string | null }[];
  /** Number of occurrences, for tables without a key. */
  times?: { source: number; target: number };
}

/** Rows from `from` (inclusive) up to `to` (exclusive); absent: open end. */
export interface KeyRange {
  from?: readonly string[];
  to?: readonly string[];
  rows: { source: number; target: number };
}

export interface TableResult {
  database: string;
  table: string;
  verdict: Verdict;
  rows: { source: number; target: number };
  /** key: chunks of the key; buckets: no usable key, buckets of a hash; count: counts only. */
  method: "key" | "buckets" | "count" | "none";
  /** Columns of the key that was used; `ranges` refer to it. */
  key?: string[];
  /** Number of differing rows found; `differences` may list fewer. */
  differing: number;
  /** True when `differing` is a lower bound: where very many rows differ, not all of them are looked up. */
  differingMore?: boolean;
  differences: Difference[];
  /** Key ranges that differ. */
  ranges: KeyRange[];
  /** What is not proven to be the same, each with the reason. */
  notProven: string[];
  /** Differences between the table's columns, or that the table is missing on one side. */
  structure: string[];
  chunks: number;
  seconds: number;
}

export interface CompareResult {
  verdict: Verdict;
  /**
   * What is not proven besides what the tables report: a mode that compares less, a database that an account cannot
   * see.
   */
  notProven: string[];
  mode: CompareMode;
  tables: TableResult[];
  rows: { source: number; target: number };
  /** Number of rows that were compared by value. */
  compared: number;
  seconds: number;
  /** Number of rechecks of chunks that differed at first. */
  rechecked: number;
  /** ISO 8601 time of the start; with a resume file, of the first run. */
  begun: string;
  /** True when progress from a resume file was used. */
  resumed: boolean;
}
