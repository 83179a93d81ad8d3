export type SideName = "source" | "target";
export const SIDES: readonly SideName[] = ["source", "target"];

/** A key's values, as returned by the driver. */
export type KeyValues = readonly (string | number | Buffer | null)[];

/** Rows in a key range: from `from` (inclusive) to `to` (exclusive). */
export interface Range {
  from?: KeyValues;
  to?: KeyValues;
}

/** A range that differs, and its approximate number of rows. */
export interface Suspected {
  range: Range;
  rows: number;
}

/** One column, as information_schema describes it. */
export interface Column {
  name: string;
  /** `int`, `varchar`, ... in lower case. */
  type: string;
  /** `int(10) unsigned`, `enum('a','b')`. */
  fullType: string;
  nullable: boolean;
  /** Normalised: utf8 is utf8mb3. */
  charset?: string;
  collation?: string;
  /** Computed on reading: cannot be used to walk the table in order. */
  virtual: boolean;
  /** Maximum length in bytes; undefined when the type has no such limit. */
  octets?: number;
  /** Fractional digits of a time type. */
  fraction: number;
  /** Digits of a DECIMAL: in total, and after the point. */
  digits?: readonly [all: number, after: number];
}

/**
 * How a column's value enters the hash of its row. Numbers enter as their value times a constant; everything else by
 * two CRC32 of its bytes, forwards and backwards.
 */
export type Kind =
  /** Up to 32 bits. */
  | "int32"
  /** Up to 64 bits. */
  | "int64"
  /** A date and time without a fraction, as 14 digits. */
  | "moment"
  /** An exact number whose digits leave room for a factor within 64 bits. */
  | "decimal"
  | "text";

/** A column that exists on both sides, with SQL that gives the same result on both for the same value. */
export interface Reading {
  name: string;
  /** May differ in case. */
  targetName: string;
  kind: Kind;
  /** SQL for the value; just the column where nothing needs to be normalised. */
  sql: Record<SideName, string>;
  nullable: boolean;
  /** kind decimal: digits in total, and after the point. */
  digits?: readonly [all: number, after: number];
  /** kind int32: the type is unsigned on both sides. */
  unsigned: boolean;
  /** An offset is added because the value may be negative: x and -x in two columns could cancel out. */
  moved: boolean;
  /** kind text: values in the same group have one character set and may be joined. */
  group: string;
  /** kind text: maximum length in bytes; undefined: no practical limit. */
  octets?: number;
  /** The expression may return NULL for an existing value. */
  mayFail: boolean;
  /** JSON on both sides: the same number may be written differently. */
  json: boolean;
}

/** How a table's columns are compared. */
export interface ColumnPlan {
  readings: Reading[];
  /** JSON on one side and text on the other: fetched and compared in canonical form. */
  fetched: { name: string; sql: Record<SideName, string> }[];
  /** Columns that one side lacks. */
  structure: string[];
}

export interface UniqueKey {
  name: string;
  columns: string[];
}

/** A key by which both sides can be read in the same order. */
export interface WalkKey {
  index: { source: string; target: string };
  columns: string[];
  /** Which columns are numeric and therefore written without quotes. */
  numeric: boolean[];
  /** Character sets of the text columns. */
  charsets: (string | undefined)[];
  /** A single integer column: chunks are number ranges, computed without reading. */
  integer: boolean;
}

/** Everything needed to read one table on both sides. */
export interface TablePlan {
  database: string;
  /** Name on each side: a server with lower_case_table_names may have folded it. */
  table: Record<SideName, { database: string; name: string }>;
  columns: ColumnPlan;
  key?: WalkKey;
  /** The hash used for values in addition to CRC32. */
  hash: "crc32" | "sha2";
  /** The smaller max_allowed_packet of the two sessions, bytes. */
  packet: number;
  /** What part of the table's contents is not compared, and why. */
  notProven: string[];
}

/** Count and sum of hashes by bucket: order does not matter, and duplicate rows count twice. */
export interface Buckets {
  rows: { source: number; target: number };
  /** Buckets that differ. */
  differing: number[];
  buckets: number;
}
