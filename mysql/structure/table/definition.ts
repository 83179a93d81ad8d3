/** The definition of one table, normalised across versions; what a server omits is filled in. */
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
  /** All other table options; names in upper case. */
  options: Map<string, string>;
  partitions?: string;
  /** MariaDB's PERIOD FOR … */
  periods: string[];
  systemVersioned: boolean;
  autoIncrement?: string;
  /** SHOW CREATE TABLE as printed by the server. */
  text: string;
}

export interface ColumnDefinition {
  name: string;
  /** In lower case, without integer display widths that have no meaning. */
  type: string;
  /** The type as printed. */
  fullType: string;
  charset?: string;
  collation?: string;
  nullable: boolean;
  /** Normalised SQL; absent when there is none, or when it is NULL and the column allows that. */
  default?: string;
  onUpdate?: string;
  autoIncrement: boolean;
  generated?: { expression: string; stored: boolean; text: string };
  invisible: boolean;
  /** CHECK on the column itself (MariaDB). */
  check?: string;
  comment: string;
  /** All other attributes, normalised: SRID, COLUMN_FORMAT, COMPRESSED, WITHOUT SYSTEM VERSIONING. */
  more: string[];
}

export interface KeyDefinition {
  name: string;
  kind: "PRIMARY" | "UNIQUE" | "FULLTEXT" | "SPATIAL" | "KEY";
  /** Each normalised: `a`, `a`(5), (expression), with DESC. */
  parts: string[];
  /** USING, if it is not the default. */
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
