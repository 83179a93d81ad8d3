export type SideName = "source" | "target";
export const SIDES: readonly SideName[] = ["source", "target"];

/** A key's values, as the driver gives them. */
export type KeyValues = readonly (string | number | Buffer | null)[];

/** Rows of a key range: from (included) to (not included). */
export interface Range {
  from?: KeyValues;
  to?: KeyValues;
}

/** A range that differs, with about how many rows it holds. */
export interface Suspected {
  range: Range;
  rows: number;
}

/** One column as information_schema describes it. */
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
  /** Computed on reading: it cannot order a walk. */
  virtual: boolean;
  /** Longest value in bytes; undefined where the type has no such limit. */
  octets?: number;
  /** Fractional digits of a time. */
  fraction: number;
  /** Digits of a DECIMAL, before and after the point together, and after it. */
  digits?: readonly [all: number, after: number];
}

/**
 * How a column's value enters the hash of its row. A number enters as itself, times a constant; everything else by two
 * CRC32 of its bytes, forwards and backwards.
 */
export type Kind =
  /** Up to 32 bits. */
  | "int32"
  /** Up to 64 bits. */
  | "int64"
  /** A date and time without a fraction, as 14 digits. */
  | "moment"
  /** An exact number whose digits fit 64 bits with room for a factor. */
  | "decimal"
  | "text";

/** A column that both sides have, with the expression that gives the same value on both where it is the same. */
export interface Reading {
  name: string;
  /** The target may write the name in another case. */
  targetName: string;
  kind: Kind;
  /** SQL of the value; the column itself where nothing has to be done to it. */
  sql: Record<SideName, string>;
  nullable: boolean;
  /** kind decimal: digits before and after the point, and after it. */
  digits?: readonly [all: number, after: number];
  /** kind int32: the type is unsigned on both sides. */
  unsigned: boolean;
  /** An offset is added to it, because it may be negative: x and -x in two columns could cancel out. */
  moved: boolean;
  /** kind text: values of one group have one character set and may be joined. */
  group: string;
  /** kind text: longest value in bytes; undefined: no limit worth the name. */
  octets?: number;
  /** A function may fail on a value that is there, and give NULL for it. */
  mayFail: boolean;
  /** JSON on both sides: numbers of one value may be written differently. */
  json: boolean;
}

/** How the columns of a table are compared. */
export interface ColumnPlan {
  readings: Reading[];
  /** JSON on one side and text on the other: fetched, and compared by what it says. */
  fetched: { name: string; sql: Record<SideName, string> }[];
  /** Columns that one side lacks. */
  structure: string[];
}

export interface UniqueKey {
  name: string;
  columns: string[];
}

/** A key by which both sides can be walked in the same order. */
export interface WalkKey {
  index: { source: string; target: string };
  columns: string[];
  /** Which columns are numbers, written without quotes. */
  numeric: boolean[];
  /** Character sets of the columns that are texts. */
  charsets: (string | undefined)[];
  /** One integer column: chunks are ranges of numbers, found without reading. */
  integer: boolean;
}

/** Everything that is needed to read one table on both sides. */
export interface TablePlan {
  database: string;
  /** Name on each side: a server with lower_case_table_names may have folded it. */
  table: Record<SideName, { database: string; name: string }>;
  columns: ColumnPlan;
  key?: WalkKey;
  /** What the bytes of values are hashed with, besides CRC32. */
  hash: "crc32" | "sha2";
  /** The smaller max_allowed_packet of the two sessions, bytes. */
  packet: number;
  /** What of the table's content is not compared, and why. */
  notProven: string[];
}

/** Count and sum of hashes by bucket: order does not matter, and rows that are there twice count twice. */
export interface Buckets {
  rows: { source: number; target: number };
  /** Buckets that differ. */
  differing: number[];
  buckets: number;
}
