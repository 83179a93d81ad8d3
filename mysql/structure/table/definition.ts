/** One table as its server defines it, in one form for every version; what a server leaves out is filled in. */
export interface TableDefinition {
  columns: ColumnDefinition[];
  /** By name; the primary key is PRIMARY. */
  keys: KeyDefinition[];
  foreignKeys: ForeignKeyDefinition[];
  checks: CheckDefinition[];
  engine: string;
  charset: string;
  collation: string;
  comment: string;
  /** Everything else that was said about the table, names in upper case. */
  options: Map<string, string>;
  partitions?: string;
  /** PERIOD FOR … of MariaDB. */
  periods: string[];
  systemVersioned: boolean;
  autoIncrement?: string;
  /** SHOW CREATE TABLE as the server wrote it. */
  text: string;
}

export interface ColumnDefinition {
  name: string;
  /** In lower case; widths of integers are left out where they mean nothing. */
  type: string;
  /** The type as it was written. */
  fullType: string;
  charset?: string;
  collation?: string;
  nullable: boolean;
  /** SQL in one form; absent: none, or NULL where the column takes it. */
  default?: string;
  onUpdate?: string;
  autoIncrement: boolean;
  generated?: { expression: string; stored: boolean; text: string };
  invisible: boolean;
  /** CHECK of the column itself (MariaDB). */
  check?: string;
  comment: string;
  /** Everything else that was said, each in one form: SRID, COLUMN_FORMAT, COMPRESSED, WITHOUT SYSTEM VERSIONING. */
  more: string[];
}

export interface KeyDefinition {
  name: string;
  kind: "PRIMARY" | "UNIQUE" | "FULLTEXT" | "SPATIAL" | "KEY";
  /** Each in one form: `a`, `a`(5), (expression), with DESC. */
  parts: string[];
  /** USING, where it is no default. */
  using?: string;
  comment: string;
  invisible: boolean;
  parser?: string;
  more: string[];
}

export interface ForeignKeyDefinition {
  name: string;
  columns: string[];
  parentDatabase?: string;
  parentTable: string;
  parentColumns: string[];
  onDelete: string;
  onUpdate: string;
}

export interface CheckDefinition {
  name: string;
  expression: string;
  text: string;
  enforced: boolean;
}
