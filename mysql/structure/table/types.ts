import { charsetName, collationName } from "../sql/charsets";
import type { Reader } from "../sql/reader";

const INTEGERS = new Set(["tinyint", "smallint", "mediumint", "int", "bigint"]);
const NAMES: Record<string, string> = { integer: "int", numeric: "decimal", geomcollection: "geometrycollection" };
export const TEXTS = new Set(["char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"]);

export interface TypeText {
  /** `int unsigned`, `varchar(20)`, `enum('a','b')`. */
  type: string;
  full: string;
  charset?: string;
  collation?: string;
}

/** The type of a column with its attributes, character set and collation. */
export function readType(reader: Reader): TypeText {
  const given = reader.name().toLowerCase();
  const name = NAMES[given] ?? given;
  const size = reader.is("(") ? `(${reader.group()})` : "";
  let full = name + size;
  let zerofill = false;
  let unsigned = false;
  for (;;) {
    if (reader.take("unsigned")) unsigned = true;
    else if (reader.take("zerofill")) zerofill = true;
    else break;
  }
  full += `${unsigned ? " unsigned" : ""}${zerofill ? " zerofill" : ""}`;
  const found: TypeText = { type: plain(name, size, unsigned, zerofill), full };
  if (reader.take("character", "set") || reader.take("charset")) found.charset = charsetName(reader.name());
  if (reader.take("collate")) found.collation = collationName(reader.name());
  return found;
}

/**
 * MySQL 8.0.19 and later omit the display width of integers, which affects no value. Only `tinyint(1)`, which drivers
 * read as a boolean, and ZEROFILL keep it. YEAR has only one width.
 */
function plain(name: string, size: string, unsigned: boolean, zerofill: boolean): string {
  const sign = unsigned ? " unsigned" : "";
  if (INTEGERS.has(name) && !zerofill)
    return `${name}${name === "tinyint" && !unsigned && size === "(1)" ? size : ""}${sign}`;
  if (name === "year") return name;
  return `${name}${size.replace(/,\s+/g, name === "enum" || name === "set" ? "$&" : ",")}${sign}${zerofill ? " zerofill" : ""}`;
}

export function isNumber(type: string): boolean {
  return /^(tinyint|smallint|mediumint|int|bigint|decimal|float|double|year)\b/.test(type);
}
