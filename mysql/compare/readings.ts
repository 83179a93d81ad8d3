import { quoteName } from "../sql";
import type { Column, Kind, Reading } from "./tablePlan";

const INTEGERS: Record<string, Kind> = {
  tinyint: "int32",
  smallint: "int32",
  mediumint: "int32",
  int: "int32",
  year: "int32",
  bigint: "int64",
};
const GEOMETRIES = new Set([
  "geometry",
  "point",
  "linestring",
  "polygon",
  "multipoint",
  "multilinestring",
  "multipolygon",
  "geometrycollection",
  "geomcollection",
  "vector",
]);
/** Character sets that encode their common characters to the same bytes. */
const UTF8_FAMILY = new Set(["utf8mb3", "utf8mb4", "ascii"]);
/** Types without a character set whose bytes, or printed form, are the same on every server. */
const PRINTED = new Set([
  ...Object.keys(INTEGERS),
  "decimal",
  "double",
  "date",
  "datetime",
  "timestamp",
  "time",
  "bit",
  "binary",
  "varbinary",
  "tinyblob",
  "blob",
  "mediumblob",
  "longblob",
]);
/** Keeps the product of a column's value and its constant below 2^63. */
const MOST_DECIMAL_DIGITS = 12;

/** How both sides read a column. Pure. */
export function readingOf(mine: Column, theirs: Column): Reading {
  const kind = kindOf(mine, theirs);
  const sql = { source: read(mine, theirs, kind), target: read(theirs, mine, kind) };
  const plain = sql.source === quoteName(mine.name) && sql.target === quoteName(theirs.name);
  const octets = Math.max(mine.octets ?? limit(mine), theirs.octets ?? limit(theirs));
  return {
    name: mine.name,
    targetName: theirs.name,
    kind,
    sql,
    nullable: mine.nullable || theirs.nullable,
    digits: mine.digits,
    unsigned: isUnsigned(mine),
    moved:
      kind !== "text" &&
      SIGNED.has(mine.type) &&
      !(/\bunsigned\b/i.test(mine.fullType) && /\bunsigned\b/i.test(theirs.fullType)),
    group: kind === "text" ? groupOf(mine, theirs, plain) : "",
    octets: kind === "text" && octets <= LONG ? octets : undefined,
    mayFail: kind === "text" && (!plain || octets > LONG),
    json: mine.type === "json" && theirs.type === "json",
  };
}

/** One of the columns that may be negative goes without an offset: it takes two to cancel out. */
export function leaveOneInPlace(readings: readonly Reading[]): void {
  const signed = readings.filter((one) => one.moved);
  // Adding to a DECIMAL is the most expensive.
  const without = signed.find((one) => one.kind === "decimal") ?? signed[0];
  if (without) without.moved = false;
}

const SIGNED = new Set(["tinyint", "smallint", "mediumint", "int", "decimal"]);

function isUnsigned(column: Column): boolean {
  return INTEGERS[column.type] !== undefined && /\bunsigned\b/i.test(column.fullType);
}

/** A longer value is never joined with others. */
const LONG = 65_535;

/**
 * Upper bound of a printed value: numbers, times and the like take less than a hundred bytes; what is neither text nor
 * number may be long.
 */
function limit(column: Column): number {
  return column.type === "json" || GEOMETRIES.has(column.type) ? Number.POSITIVE_INFINITY : 100;
}

function kindOf(mine: Column, theirs: Column): Kind {
  const integer = INTEGERS[mine.type];
  if (integer && INTEGERS[theirs.type] && isUnsigned(mine) === isUnsigned(theirs)) {
    return INTEGERS[theirs.type] === "int64" ? "int64" : integer;
  }
  if (mine.type !== theirs.type || mine.fraction !== theirs.fraction) return "text";
  switch (mine.type) {
    case "bit":
      return "int64";
    // Both sides have the same list, so the element's number identifies it.
    case "enum":
      return sameList(mine, theirs) ? "int32" : "text";
    // Old servers convert a SET to a number through DOUBLE.
    case "set":
      return sameList(mine, theirs) && mine.fullType.split(",").length <= 50 ? "int64" : "text";
    case "date":
      return "int32";
    case "datetime":
    case "timestamp":
      return mine.fraction === 0 ? "moment" : "text";
    case "decimal": {
      const same = mine.digits && String(mine.digits) === String(theirs.digits);
      return same && mine.digits![0] <= MOST_DECIMAL_DIGITS ? "decimal" : "text";
    }
    default:
      return "text";
  }
}

function sameList(mine: Column, theirs: Column): boolean {
  return mine.fullType === theirs.fullType && mine.charset === theirs.charset;
}

/** SQL that reads `column` so that equal values are equal on both sides, whatever the version and character set. */
function read(column: Column, other: Column, kind: Kind): string {
  const name = quoteName(column.name);
  // As numbers rather than in their printed form.
  if (column.type === "bit" || (kind !== "text" && column.type === "set")) return `(${name} + 0)`;
  if (kind !== "text") return name;
  if (column.type === "float") return other.type === "double" ? asDouble(name) : exactFloat(name);
  const alike = readAlike(column, other);
  if (alike !== undefined) return alike;
  // Leading zeros belong to the display on one side, not to the value.
  if (/\bzerofill\b/i.test(column.fullType) && column.fullType !== other.fullType) return `(${name} + 0)`;
  if (GEOMETRIES.has(column.type)) return `HEX(${name})`;
  if (column.type === "json" && other.type === "json") return `CAST(${name} AS CHAR CHARACTER SET utf8mb4)`;
  if (!PRINTED.has(column.type) && column.charset === undefined) return `CAST(${name} AS CHAR CHARACTER SET utf8mb4)`;
  if (column.charset === undefined) return name;
  return family(column.charset) === family(other.charset ?? column.charset) ? name : converted(name);
}

/**
 * For types of one family that print values with different numbers of digits: printed with the larger number on both
 * sides, the same value has the same text.
 */
function readAlike(column: Column, other: Column): string | undefined {
  const name = quoteName(column.name);
  const fraction = column.fraction !== other.fraction;
  const date = (column.type === "date") !== (other.type === "date");
  if (
    [column, other].every(({ type }) => MOMENTS.has(type)) ? fraction || date : fraction && column.type === other.type
  )
    return withMicroseconds(column);
  const [mine, theirs] = [digitsOf(column), digitsOf(other)];
  if (mine === undefined || theirs === undefined || mine[1] === theirs[1]) return undefined;
  const after = Math.max(mine[1], theirs[1]);
  const all = Math.max(mine[0] - mine[1], theirs[0] - theirs[1]) + after;
  return all > MOST_DIGITS ? undefined : `CAST(${name} AS DECIMAL(${all},${after}))`;
}

const MOMENTS = new Set(["date", "datetime", "timestamp"]);
const MOST_DIGITS = 65;

function withMicroseconds({ name, type, fraction }: Column): string {
  const day = type === "date" ? " 00:00:00" : "";
  const rest = `${day}${fraction === 0 ? "." : ""}${"0".repeat(6 - fraction)}`;
  return rest === "" ? quoteName(name) : `CONCAT(${quoteName(name)}, '${rest}')`;
}

/** Digits of an exact number: in total, and after the point. */
function digitsOf({ type, digits }: Column): readonly [number, number] | undefined {
  return digits ?? (INTEGERS[type] && type !== "year" ? [20, 0] : undefined);
}

/**
 * A character outside Unicode is converted to a question mark and would equal a real one, so such a value is read as
 * its bytes.
 */
export function converted(name: string): string {
  const text = `CONVERT(${name} USING utf8mb4)`;
  const marks = (of: string) => `CHAR_LENGTH(${of}) - CHAR_LENGTH(REPLACE(${of}, '?', ''))`;
  return `IF(${marks(text)} > ${marks(name)}, CONCAT('bytes ', HEX(${name})), ${text})`;
}

/**
 * A FLOAT prints six of its seven digits, and MySQL 9 cuts a DOUBLE that is computed from it to 22 characters. So the
 * full value as a DECIMAL is read along with the printed form, which is needed to tell -0 from 0.
 */
function exactFloat(name: string): string {
  // Cast to text right here: an IF returns both branches with the same number of digits on some servers only.
  const digits = (value: string, type: string) => `CAST(CAST(${value} AS ${type}) AS CHAR)`;
  const small = digits(`${name} * 1e38`, "DECIMAL(65,30)");
  return `CONCAT(${name}, ':', IF(ABS(${name}) < 1e-10, ${small}, ${digits(`${name} * 1e0`, "DECIMAL(65,20)")}))`;
}

/** A value that was cut is marked, because it would look like another number. */
function asDouble(name: string): string {
  return `IF(LENGTH(${name} * 1e0) >= 22, CONCAT('cut ', ${name} * 1e0), CONCAT(${name} * 1e0, ''))`;
}

function groupOf(mine: Column, theirs: Column, plain: boolean): string {
  if (mine.charset === undefined && theirs.charset === undefined) return plain ? mine.type : "printed";
  return plain ? `${mine.charset}/${theirs.charset}` : "utf8mb4";
}

function family(charset: string): string {
  return UTF8_FAMILY.has(charset) ? "utf8" : charset;
}
