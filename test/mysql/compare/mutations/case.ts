import type { Distribution } from "../../../../sandbox/mysql/distribution";

/** Which server it is, as far as SQL differs. */
export type Product = Pick<Distribution, "product" | "version">;

export const isMaria = ({ product }: Product) => product === "mariadb";
export const isClassic = ({ product, version }: Product) => product === "mysql" && version[0] === 5;
export const isModern = ({ product, version }: Product) => product === "mysql" && version[0] >= 8;

/** Tiny: a few bytes a row. Kilobytes: tens of them. Megabytes: a row larger than a packet of 4 MB may be. */
export type Size = "tiny" | "kilobytes" | "megabytes";

/**
 * One planted difference: a table that both sides have with the same rows, and what is then done to it on the target. The
 * tables of a pair of servers are compared together and judged one by one.
 */
export interface MutationCase {
  /** `decimal(65,30): the last digit`; unique. */
  name: string;
  size: Size;
  /** Columns and keys; undefined where the server has no such thing. `pair` tells what the other side is. */
  columns(server: Product, side: Side, pair: ServerPair): string | undefined;
  /** Behind the columns: engine, partitions. */
  options?: string;
  /** One tuple of VALUES for each row. */
  rows: readonly string[];
  /** Statements on the target; `{t}` is the table. Each of them must change a row. */
  change: readonly string[];
  /** Rows that may be told to differ: a changed row of a table without a key may be told as one or as two. */
  differing: readonly [least: number, most: number];
}

export type Side = "source" | "target";

export interface ServerPair {
  source: Product;
  target: Product;
}

/** A text as a literal that means the same under every character set of the session and every sql_mode. */
export function text(value: string): string {
  return value === "" ? "''" : `_utf8mb4 X'${Buffer.from(value, "utf8").toString("hex")}'`;
}

/** Bytes as a literal. */
export function bytes(value: string | Buffer): string {
  const hex = Buffer.isBuffer(value) ? value.toString("hex") : value;
  return hex === "" ? "''" : `X'${hex}'`;
}
