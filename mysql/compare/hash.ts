import { quoteName } from "../sql";
import { EMPTY_ROW, factor, offset, signedNull, unsignedNull } from "./constants";
import type { ColumnPlan, Range, Reading, SideName, TablePlan } from "./tablePlan";

/**
 * The 64-bit hash of a row, in functions that every server from MySQL 5.1 to 9.x and MariaDB has. A number contributes
 * its whole value times a constant of its column. Any other value contributes two CRC32 of its bytes: one of the bytes
 * in order, per value; one of the bytes reversed, for which short values of a row are joined. Values that collide in
 * one direction do not collide in the other. docs/mysql.md quantifies this.
 *
 * The checksum of a chunk is the exact sum, as a DECIMAL, of hash times key: in a sum, the same change in two rows does
 * not cancel out, and because the key is a factor, swapping the contents of two rows is detected.
 */
export interface HashOptions {
  /** Keys are known to be within 0 and 2^32 - 1, so one product is enough. */
  smallKeys?: boolean;
  /** Leaves JSON out: it is compared in its canonical form instead. */
  withoutJson?: boolean;
}

/** The hash of one row, an unsigned 64-bit number. */
export function rowHash(plan: Summed, side: SideName, options: HashOptions = {}): string {
  const terms = plan.columns.readings
    .map((one, place) => ({ one, place }))
    .filter(({ one }) => !(options.withoutJson && one.json));
  const readings = terms.map(({ one }) => one);
  const small = options.smallKeys ? plan.key?.columns[0]?.toLowerCase() : undefined;
  return exclusiveOr([
    // Not needed with an offset, which every row includes.
    ...(readings.some((one) => one.moved) ? [] : [String(EMPTY_ROW)]),
    ...terms.map(({ one, place }) => term(one, side, place, one.name.toLowerCase() === small)),
    ...(plan.hash === "sha2" ? digests(terms, side) : backwards(readings, side, plan.packet)),
  ]);
}

/** Terms per nesting level. A server recurses once per additional term, and its stack overruns at a few hundred. */
const FLAT = 50;

function exclusiveOr(terms: readonly string[]): string {
  if (terms.length <= FLAT) return terms.join(" ^ ");
  const groups: string[] = [];
  for (let at = 0; at < terms.length; at += FLAT) groups.push(`(${terms.slice(at, at + FLAT).join(" ^ ")})`);
  return exclusiveOr(groups);
}

/** What the SQL of a checksum depends on. */
type Summed = Pick<TablePlan, "columns" | "key" | "hash" | "packet">;

/** The SQL made so far for the columns of a table, or of very many with the same definition. */
const made = new WeakMap<ColumnPlan, { of: Summed; sql: Map<string, string> }>();

/** Row count and checksum of the rows in the range, as a select list. */
export function sumsSql(plan: Summed, side: SideName, range?: Range): string {
  const small = smallKeys(plan, range);
  let known = made.get(plan.columns);
  if (known?.of.key !== plan.key || known?.of.hash !== plan.hash || known?.of.packet !== plan.packet) {
    known = { of: plan, sql: new Map() };
    made.set(plan.columns, known);
  }
  const id = `${side} ${small}`;
  const sql = known.sql.get(id) ?? freshSumsSql(plan, side, small);
  known.sql.set(id, sql);
  return sql;
}

function freshSumsSql(plan: Summed, side: SideName, small: boolean): string {
  const hash = rowHash(plan, side, { smallKeys: small });
  return `COUNT(*) AS n, SUM((${hash}) * (${keyFactor(plan, side, hash)} + 0.5)) AS x`;
}

/** Never 0 once the half has been added. */
function keyFactor(plan: Summed, side: SideName, hash: string): string {
  if (!plan.key) return `CRC32(${hash})`;
  if (plan.key.integer) return quoteName(plan.key.columns[0]!);
  const names = new Set(plan.key.columns.map((name) => name.toLowerCase()));
  const terms = plan.columns.readings.flatMap((one, place) =>
    names.has(one.name.toLowerCase()) ? [term(one, side, place, false)] : [],
  );
  return `(${terms.join(" ^ ")})`;
}

function smallKeys(plan: Summed, range: Range | undefined): boolean {
  if (!plan.key?.integer || range?.from === undefined || range.to === undefined) return false;
  return BigInt(String(range.from[0])) >= 0n && BigInt(String(range.to[0])) <= 4294967296n;
}

function term(one: Reading, side: SideName, place: number, small: boolean): string {
  const sql = one.sql[side];
  const orNull = (product: string, instead: bigint) =>
    one.nullable ? `IFNULL(${product}, ${instead})` : `(${product})`;
  switch (one.kind) {
    case "int32":
      return one.moved
        ? orNull(`(${sql} + ${offset(place, 10)}) * ${factor(place, "number", 28)}`, signedNull(place))
        : orNull(`${sql} * ${factor(place, "number", 30)}`, one.unsigned ? unsignedNull(place) : signedNull(place));
    case "int64":
      if (small) return `(${sql} * ${factor(place, "number")})`;
      return orNull(
        `((${sql} & 4294967295) * ${factor(place, "number")}) ^ ((${sql} >> 32) * ${factor(place, "high")})`,
        unsignedNull(place),
      );
    case "moment":
      return orNull(`${sql} * ${factor(place, "number", 16)}`, signedNull(place));
    case "decimal": {
      const [digits, after] = one.digits!;
      // The sum is at most three times 10^digits.
      const bits = Math.floor(62 - digits * Math.log2(10) - Math.log2(3));
      const added = one.moved ? `(${sql} + ${decimal(offset(place, digits), after)})` : sql;
      return orNull(`${added} * ${factor(place, "number", bits) * 10n ** BigInt(after)}`, signedNull(place));
    }
    case "text":
      return orNull(`${guarded(one, side, `CRC32(${sql})`)} * ${factor(place, "forwards")}`, unsignedNull(place));
  }
}

/** `n` as a decimal with `after` digits after the point. */
function decimal(n: bigint, after: number): string {
  const digits = String(n);
  return after === 0 ? digits : `${digits.slice(0, -after)}.${digits.slice(-after)}`;
}

/** Most bytes that are joined; a longer value is hashed on its own. */
const JOINED = 16_384;

/** CRC32 of the reversed bytes, one for each set of joined short values and one for each long value. */
function backwards(readings: readonly Reading[], side: SideName, packet: number): string[] {
  const limit = Math.min(JOINED, Math.floor(packet / 4));
  const joined = new Map<string, { readings: Reading[]; octets: number }>();
  const terms: string[] = [];
  const add = (sql: string) => terms.push(`(${sql} * ${factor(terms.length, "backwards")})`);
  for (const one of readings) {
    if (one.kind !== "text") continue;
    if (one.mayFail || one.octets === undefined || one.octets > limit) {
      add(alone(one, side, packet));
      continue;
    }
    const set = joined.get(one.group) ?? { readings: [], octets: 0 };
    if (set.octets + one.octets > limit) {
      add(together(set.readings, side, packet));
      set.readings = [];
      set.octets = 0;
    }
    set.readings.push(one);
    set.octets += one.octets;
    joined.set(one.group, set);
  }
  for (const set of joined.values()) add(together(set.readings, side, packet));
  return terms;
}

/** 64 bits of the SHA-256 of each non-numeric value, taken from a different position for each column. */
function digests(terms: readonly { one: Reading; place: number }[], side: SideName): string[] {
  return terms.flatMap(({ one, place }) => {
    if (one.kind !== "text") return [];
    const digest = guarded({ ...one, mayFail: true }, side, `SHA2(${one.sql[side]}, 256)`);
    const bits = `CAST(CONV(SUBSTR(${digest}, ${1 + (place % 49)}, 16), 16, 10) AS UNSIGNED)`;
    return [one.nullable ? `IFNULL(${bits}, ${unsignedNull(place)})` : bits];
  });
}

function together(readings: readonly Reading[], side: SideName, packet: number): string {
  if (readings.length === 1) return alone(readings[0]!, side, packet);
  // CONCAT_WS skips NULL; the other CRC32 distinguishes NULL from every text.
  return `CRC32(REVERSE(CAST(CONCAT_WS('', ${readings.map((one) => one.sql[side]).join(", ")}) AS BINARY)))`;
}

function alone(one: Reading, side: SideName, packet: number): string {
  const sql = guarded(cut(one, packet), side, reversed(one, side, packet));
  return one.nullable ? `IFNULL(${sql}, 0)` : sql;
}

/** What is reversed in slices has no result when it is longer than all of them. */
function cut(one: Reading, packet: number): Reading {
  return one.octets !== undefined && one.octets > packet ? { ...one, mayFail: true } : one;
}

const SLICES = 32;

/**
 * MariaDB returns NULL for a result larger than a packet, so such a value is reversed slice by slice, on both sides.
 */
function reversed(one: Reading, side: SideName, packet: number): string {
  const sql = one.sql[side];
  const whole = `CRC32(REVERSE(CAST(${sql} AS BINARY)))`;
  if (one.octets !== undefined && one.octets <= packet) return whole;
  // A character has at most four bytes; the last slice takes whatever remains.
  const length = Math.floor(packet / 8);
  const slices = Array.from({ length: SLICES }, (_, at) => {
    const slice = `SUBSTR(${sql}, ${at * length + 1}, ${length})`;
    return `(CRC32(REVERSE(CAST(${slice} AS BINARY))) * ${factor(at, "offset")})`;
  });
  const sliced = `IF(CHAR_LENGTH(${sql}) > ${SLICES * length}, NULL, (${slices.join(" ^ ")}) % 4294967291)`;
  return `IF(LENGTH(${sql}) > ${packet}, ${sliced}, ${whole})`;
}

/**
 * If a function returned NULL for an existing value (too large for a packet, say), the value would be ignored on both
 * sides. Instead, the statement fails with an overflow that is evaluated only in that case.
 */
function guarded(one: Reading, side: SideName, sql: string): string {
  if (!one.mayFail) return sql;
  const name = quoteName(side === "source" ? one.name : one.targetName);
  return `IFNULL(${sql}, IF(${name} IS NULL, NULL, 18446744073709551615 * (LENGTH(${name}) + 2)))`;
}

/** Distinguishes one value of a column from another, as text; NULL for NULL. */
export function columnHash(plan: TablePlan, one: Reading, side: SideName): string {
  const sql = one.sql[side];
  if (one.kind !== "text") return `CONCAT(${sql}, '')`;
  if (plan.hash === "sha2") return guarded({ ...one, mayFail: true }, side, `SHA2(${sql}, 256)`);
  const both = [`CRC32(${sql})`, reversed(one, side, plan.packet)].map((hash) =>
    guarded(cut(one, plan.packet), side, hash),
  );
  return `CONCAT(${both.join(", ':', ")})`;
}
