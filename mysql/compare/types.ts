import type { ConnectOptions } from "../connect";
import type { TableName } from "../tableName";

/** counts: row counts only; sample: counts, and checksums of a share of the chunks; full: checksums of everything. */
export type CompareMode = "counts" | "sample" | "full";

/**
 * same: every row of every table was compared by value and is the same. differs: something is not. notProven: nothing was
 * seen to differ, and not everything was looked at; it opens nothing.
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
   * crc32 (the default): two independent checksums of every value, which no accident passes. sha2: SHA-256 as well, against
   * somebody who makes up values for the comparison; slower, and from MySQL 5.5.5.
   */
  hash?: "crc32" | "sha2";
  /** How long one chunk should take; its rows are adapted to it. Milliseconds, default 500. */
  chunkMs?: number;
  /** Never more rows than this in a chunk; default 200 000. */
  maxChunkRows?: number;
  /** Rows of differences that are looked up and listed per table; the rest is counted. Default 20. */
  maxDifferences?: number;
  /** List the differing values too, not only keys and columns; default false: they are the user's data. */
  values?: boolean;
  /** Changes still arrive: differences are looked at again after the lag has passed. */
  recheck?: RecheckOptions;
  throttle?: ThrottleOptions;
  /** Path of a file that keeps what is done, so that an interrupted comparison goes on; gone when it is complete. */
  resumeFile?: string;
  /** Told after every chunk and table. */
  progress?: (progress: CompareProgress) => void;
  signal?: AbortSignal;
  /** How often it is asked whether the session of a long statement is still there, milliseconds; default 15 000. */
  watchMs?: number;
}

export interface RecheckOptions {
  /** How many times a difference is looked at again; default 3. 0: once is enough. */
  rounds?: number;
  /** Longest wait for the target to catch up before each, milliseconds; default 5000. */
  waitMs?: number;
}

export interface ThrottleOptions {
  /** Longest pause without a break, milliseconds; default: an hour. */
  longestPauseMs?: number;
  /** Pause while a server has more running threads than this; default 100. */
  maxThreadsRunning?: number;
  /** Pause while the target, as a replica, is further behind than this many seconds; default: never. */
  maxLagSeconds?: number;
  /** Share of the time that statements may run on each server, above 0 up to 1; default 1. */
  duty?: number;
}

export interface CompareProgress {
  table: string;
  tablesDone: number;
  tables: number;
  rows: number;
  /** Of the present table, 0 to 1; an estimate. */
  share: number;
  paused?: string;
  /** Everything is read; what differed is looked at again, and of so much it is known what it is. */
  lookedAgain?: { proven: number; of: number };
}

export type DifferenceKind =
  /** On the source only. */
  | "missing"
  /** On the target only. */
  | "extra"
  | "changed"
  /** Still changing after the last look: neither equal nor different is proven. */
  | "unsettled";

export interface Difference {
  kind: DifferenceKind;
  /** Key columns and their values; for tables without a usable key, the whole row's values if asked for. */
  key: Record<string, string | null>;
  /** Columns that differ; of long values the first 500 characters or bytes. */
  columns?: { name: string; source?: string | null; target?: string | null }[];
  /** Times the row is there, for tables without a key. */
  times?: { source: number; target: number };
}

/** Rows from `from` (included) up to `to` (not included); absent: open end. */
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
  /** key: chunks of the key; buckets: no usable key, chunks of a hash; count: only counted. */
  method: "key" | "buckets" | "count" | "none";
  /** Columns of the key that it was walked by, and that `ranges` count in. */
  key?: string[];
  /** Differing rows found; more than `differences` lists when there are many. */
  differing: number;
  /** True when `differing` is a lower bound: of a range in which very much differs not every row is looked up. */
  differingMore?: boolean;
  differences: Difference[];
  /** Ranges of keys that differ. */
  ranges: KeyRange[];
  /** What of the table is not proven to be the same, each with the reason. */
  notProven: string[];
  /** Differences of the tables' own columns; a table that is missing on one side says so here. */
  structure: string[];
  chunks: number;
  seconds: number;
}

export interface CompareResult {
  verdict: Verdict;
  /** What is not proven beside what its tables say: a mode that looks at less, a database that an account cannot see. */
  notProven: string[];
  mode: CompareMode;
  tables: TableResult[];
  rows: { source: number; target: number };
  /** Rows of the tables that were compared by value. */
  compared: number;
  seconds: number;
  /** Chunks looked at again because they differed at first. */
  rechecked: number;
  /** ISO 8601: when it began; with a resume file, the first of its runs. */
  begun: string;
  /** True when a resume file's earlier work was used. */
  resumed: boolean;
}
