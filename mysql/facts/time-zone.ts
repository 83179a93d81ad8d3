import type { CheckedServer } from "../side";
import { global } from "./settings";

const DAY = 86_400;
const QUARTER = 900;
const BATCH = 150;

/** A server's UTC offset, in seconds east of UTC, by instant (Unix time in seconds). */
export type Offsets = ReadonlyMap<number, number>;

/** Offsets of the server's own time zone; the session's zone is UTC. */
async function read(side: CheckedServer, instants: readonly number[]): Promise<Offsets> {
  const found = new Map<number, number>();
  for (let at = 0; at < instants.length; at += BATCH) {
    const sql = instants
      .slice(at, at + BATCH)
      .map((i) => `SELECT ${i} AS i, CONCAT(CONVERT_TZ('${utc(i)}','+00:00',@@GLOBAL.time_zone)) AS w`);
    const rows = await side.query<{ i: number | string; w: string | null }>(sql.join(" UNION ALL "), {
      doing: "reading the server's clock",
    });
    for (const { i, w } of rows) {
      if (w !== null)
        found.set(Number(i), Math.round(Date.parse(`${w.slice(0, 19).replace(" ", "T")}Z`) / 1000) - Number(i));
    }
  }
  return found;
}

function utc(instant: number): string {
  return new Date(instant * 1000).toISOString().slice(0, 19).replace("T", " ");
}

export interface Clocks {
  source: Offsets;
  target: Offsets;
  /** Every instant compared, in order. */
  instants: readonly number[];
  /** The first one at which the two differ. */
  apart?: number;
}

/**
 * Both clocks over the coming 13 months: every day, and every quarter of an hour on days when one of them changes. Zone
 * names prove nothing: "CST" is one zone in China and another in America.
 */
export async function clocks(source: CheckedServer, target: CheckedServer, now: number): Promise<Clocks> {
  const first = Math.floor(now / QUARTER) * QUARTER;
  const days = Array.from({ length: 400 }, (_, n) => first + n * DAY);
  const coarse = await both(source, target, days);
  const changing = days.filter((day, at) => at > 0 && coarse.some((side) => side.get(day) !== side.get(days[at - 1]!)));
  const quarters = changing.flatMap((day) =>
    Array.from({ length: DAY / QUARTER - 1 }, (_, n) => day - DAY + (n + 1) * QUARTER),
  );
  const fine = await both(source, target, quarters);
  const instants = [...days, ...quarters].sort((a, b) => a - b);
  const mine: Offsets = new Map([...coarse[0], ...fine[0]]);
  const theirs: Offsets = new Map([...coarse[1], ...fine[1]]);
  const apart = instants.find(
    (instant) => mine.get(instant) === undefined || mine.get(instant) !== theirs.get(instant),
  );
  return { source: mine, target: theirs, instants, apart };
}

function both(source: CheckedServer, target: CheckedServer, instants: readonly number[]): Promise<[Offsets, Offsets]> {
  return Promise.all([read(source, instants), read(target, instants)]);
}

/** `+08:00`. */
export function showOffset(seconds: number): string {
  const minutes = Math.abs(Math.round(seconds / 60));
  return `${seconds < 0 ? "-" : "+"}${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Zones in the server's time zone tables that have these offsets at every instant. */
export async function namesOf(offsets: Offsets, knownTo: CheckedServer): Promise<string[]> {
  const instants = [...offsets.keys()];
  const same = Intl.supportedValuesOf("timeZone").filter((name) => {
    const clock = new Intl.DateTimeFormat("en", { timeZone: name, timeZoneName: "longOffset" });
    return instants.every((instant) => offsetOf(clock, instant) === offsets.get(instant));
  });
  if (same.length === 0) return [];
  const list = same.map((name) => `CONVERT_TZ('2026-01-01 00:00:00','+00:00','${name}') IS NOT NULL`).join(",");
  const [row] = await knownTo.query<Record<string, number>>(`SELECT ${list}`, {
    doing: "looking for time zone tables",
  });
  const known = Object.values(row ?? {}).map(Number);
  return same.filter((_, at) => known[at] === 1);
}

function offsetOf(clock: Intl.DateTimeFormat, instant: number): number | undefined {
  const text = clock.formatToParts(instant * 1000).find(({ type }) => type === "timeZoneName")?.value ?? "";
  if (text === "GMT") return 0;
  const match = /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (!match) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === "-" ? -seconds : seconds;
}

/** The variables for people: `SYSTEM (CST)`. */
export async function zoneShown(side: CheckedServer): Promise<string> {
  const set = (await global(side, "time_zone")) ?? "unknown";
  return set === "SYSTEM" ? `SYSTEM (${(await global(side, "system_time_zone")) ?? "unknown"})` : set;
}
