import type { Side } from "../../../../model/side";
import type { Distribution } from "../../../../sandbox/mysql/distribution";

/** The server, as far as its SQL dialect is concerned. */
export type Product = Pick<Distribution, "product" | "version">;

export const isMaria = ({ product }: Product) => product === "mariadb";
export const isClassic = ({ product, version }: Product) => product === "mysql" && version[0] === 5;
export const isModern = ({ product, version }: Product) => product === "mysql" && version[0] >= 8;

/** Tiny: a few bytes per row. Kilobytes: tens of them. Megabytes: rows that may exceed a packet of 4 MB. */
export type Size = "tiny" | "kilobytes" | "megabytes";

/**
 * One planted difference: a table with the same rows on both sides, and a change to it on the target. The tables of a
 * pair of servers are compared together and judged one by one.
 */
export interface MutationCase {
  /** Unique, such as `decimal(65,30): the last digit`. */
  name: string;
  size: Size;
  /** Columns and keys; undefined where the server does not support them. `pair` describes both sides. */
  columns(server: Product, side: Side, pair: ServerPair): string | undefined;
  /** Follows the columns: engine, partitions. */
  options?: string;
  /** One VALUES tuple per row. */
  rows: readonly string[];
  /** Statements on the target; `{t}` is the table. Each of them must change a row. */
  change: readonly string[];
  /** Number of rows that may be reported: a changed row of a table without a key may be reported as one or as two. */
  differing: readonly [least: number, most: number];
}

export interface ServerPair {
  source: Product;
  target: Product;
}

/** A text as a literal that means the same in every session character set and sql_mode. */
export function text(value: string): string {
  return value === "" ? "''" : `_utf8mb4 X'${Buffer.from(value, "utf8").toString("hex")}'`;
}

/** Bytes as a literal. */
export function bytes(value: string | Buffer): string {
  const hex = Buffer.isBuffer(value) ? value.toString("hex") : value;
  return hex === "" ? "''" : `X'${hex}'`;
}
