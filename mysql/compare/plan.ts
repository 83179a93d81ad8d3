import { planColumns } from "./columns";
import type { CompareContext } from "./context";
import { sumsSql } from "./hash";
import { type Inventory, pairs } from "./inventory";
import { walkKey } from "./keys";
import { absent, emptyResult } from "./result";
import { SIDES, type SideName, type TablePlan } from "./tablePlan";
import type { TableResult } from "./types";

/** A table to compare, or the result for one that cannot be compared. */
export type Planned = { plan: TablePlan } | { absent: TableResult };

/** Plans the comparison of every table; one that is missing on a side gets its result immediately. */
export function* planTables(context: CompareContext, inventory: Inventory): Generator<Planned> {
  const packet = Math.min(context.source.maxPacket || SMALLEST, context.target.maxPacket || SMALLEST);
  for (const { database, source, target, names } of pairs(inventory)) {
    if (names.target === undefined) {
      yield { absent: absent(database, names.source!, "the table is missing on the target") };
    } else if (names.source === undefined) {
      yield { absent: absent(database, names.target, "the table exists only on the target") };
    } else {
      const [mine, theirs] = [source.columns.take(names.source), target.columns.take(names.target)];
      const columns = planColumns(mine, theirs);
      const keys = { source: source.keys.take(names.source), target: target.keys.take(names.target) };
      const loose = source.loose.has(names.source) || target.loose.has(names.target);
      const plan: TablePlan = {
        database,
        table: {
          source: { database: source.name, name: names.source },
          target: { database: target.name, name: names.target },
        },
        columns,
        key: loose ? undefined : walkKey(keys.source, keys.target, mine, theirs),
        packet,
        hash: context.input.hash ?? "crc32",
        notProven: [
          ...(columns.readings.length + columns.fetched.length === 0 ? ["none of its columns could be compared"] : []),
          ...kindNotes("source", source.kinds.get(names.source)),
          ...kindNotes("target", target.kinds.get(names.target)),
        ],
      };
      const bytes = Math.max(...SIDES.map((side) => sumsSql(plan, side).length));
      const room = packet - ROOM;
      yield bytes <= room ? { plan } : { absent: tooWide(plan, bytes, room) };
    }
  }
}

/** Smallest possible packet, for servers that do not report theirs. */
const SMALLEST = 1024;

/** Room for the rest of the statement besides the sums. */
const ROOM = 512;

/** The result for a table whose statement would not fit into a packet. */
function tooWide({ table: { source }, database, columns }: TablePlan, bytes: number, room: number): TableResult {
  const why = `its ${columns.readings.length} columns need a statement of ${bytes} bytes, but max_allowed_packet allows ${room}: raise it on both sides`;
  return { ...emptyResult(database, source.name, "none"), notProven: [why] };
}

const PLAIN = new Set(["BASE TABLE", "SEQUENCE"]);

function kindNotes(side: SideName, kind: string | undefined): string[] {
  if (kind === "SYSTEM VERSIONED")
    return [`the history of a system-versioned table (${side}): its current rows are compared`];
  return kind === undefined || PLAIN.has(kind) ? [] : [`an unknown kind of table (${side}: ${kind})`];
}
