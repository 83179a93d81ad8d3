import type { Db } from "../connect";
import { namesOf } from "../facts/folded";
import { globalsOf } from "../facts/globals";
import { binaryLogFilters, channelsFrom, type ReplicaFilter } from "../replication";
import type { TableName } from "../tableName";
import type { GatesInput } from "./types";

type Selected = Pick<GatesInput, "databases" | "tables">;

/**
 * Parts of the selection that never reach the target even when its position does: what the source does not log, what
 * the target's filters exclude, and errors that it skips.
 */
export async function leftOut(source: Db, target: Db, selection: Selected): Promise<string[]> {
  const unlogged = await binaryLogFilters(source);
  const channels = await channelsFrom(source, target);
  const same = await namesOf(target);
  const all = channels.flatMap((channel) => channel.filters);
  const format = all.length > 0 ? (await globalsOf(source, ["binlog_format"])).get("binlog_format") : undefined;
  const filters = all.filter((one) => narrows(one, selection, same) || byDefaultDatabase(one, format));
  const skipped = channels.length > 0 ? await skippedErrors(target) : [];
  const unapplied = [...filters.map(({ name, value }) => `${name} ${value}`), ...skipped];
  return [
    ...(unlogged ? [`the source's binary log does not contain every write (${unlogged})`] : []),
    ...(unapplied.length > 0 ? [`the target skips some of what it replicates (${unapplied.join(", ")})`] : []),
  ];
}

/** Errors about missing databases, routines, triggers and events: the comparison of definitions covers these. */
const NO_ROWS: ReadonlySet<string> = new Set(["1049", "1305", "1360", "1539"]);

async function skippedErrors(target: Db): Promise<string[]> {
  const lists = await globalsOf(target, ["replica_skip_errors", "slave_skip_errors"]);
  const harmless = (codes: string) => codes.split(",").every((code) => NO_ROWS.has(code.trim()));
  return [...lists]
    .filter(([, codes]) => codes !== "" && codes !== "OFF" && !harmless(codes))
    .map(([name, codes]) => `${name} ${codes}`);
}

/**
 * Whether the filter looks at the default database of the session that wrote instead of the database that was written to:
 * that holds for every change that is logged as a statement.
 */
export function byDefaultDatabase({ name }: ReplicaFilter, binlogFormat: string | undefined): boolean {
  return /^Replicate_(Do|Ignore)_DB$/i.test(name) && binlogFormat?.toUpperCase() !== "ROW";
}

/**
 * Whether a replication filter may exclude any table of the selection.
 *
 * @param same a name as the target compares it
 */
export function narrows(
  { name, value }: ReplicaFilter,
  { databases, tables }: Selected,
  same: (name: string) => string,
): boolean {
  const [, wild, way, what] = /^Replicate_(Wild_)?(Do|Ignore)_(\w+)$/i.exec(name) ?? [];
  // A domain filter does not mention databases, so it may exclude any of them.
  if (/^domain/i.test(what ?? "domain")) return true;
  const entries = value.split(",").map((one) => one.trim());
  const parts = entries.map((one): [string, string] =>
    /^db$/i.test(what!) ? [one, "%"] : [one.split(".")[0]!, one.slice(one.indexOf(".") + 1)],
  );
  // What is written in Replicate_Do_DB has to be the name itself, also on a target that finds names in any spelling.
  const isExact = /^db$/i.test(what!) && /^do$/i.test(way!);
  const names = (pattern: string, name: string) =>
    wild ? like(same(pattern)).test(same(name)) : (isExact ? pattern : same(pattern)) === same(name);
  // Without wildcards it is the name of a table.
  const isWhole = (pattern: string) => pattern === "%" && (wild || /^db$/i.test(what!));
  const holds = ({ database, table }: TableName) =>
    parts.some(([db, pattern]) => names(db, database) && (isWhole(pattern) || names(pattern, table)));
  if (/^do$/i.test(way!)) {
    if (tables) return !tables.every(holds);
    return (
      databases === "all" || !databases.every((one) => parts.some(([db, table]) => isWhole(table) && names(db, one)))
    );
  }
  if (tables) return tables.some(holds);
  return databases === "all"
    ? !parts.every(([db]) => SYSTEM.test(db))
    : databases.some((one) => parts.some(([db]) => names(db, one)));
}

/** System databases, which are never migrated. */
const SYSTEM = /^(mysql|sys|information\\?_schema|performance\\?_schema)$/i;

/** A LIKE pattern, with its escapes, as a regular expression. */
function like(pattern: string): RegExp {
  const text = pattern.replace(/\\([\s\S])|[\s\S]/g, (one, escaped?: string) =>
    escaped !== undefined ? literal(escaped) : one === "%" ? ".*" : one === "_" ? "." : literal(one),
  );
  return new RegExp(`^${text}$`, "s");
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
