import { planColumns } from "./columns";
import type { CompareContext } from "./context";
import type { Definitions } from "./definitions";
import { sumsSql } from "./hash";
import { type DatabasePair, type Inventory, type TablePair, tablesOf } from "./inventory";
import { walkKey } from "./keys";
import { absent, emptyResult } from "./result";
import { SIDES, type SideName, type TablePlan } from "./tablePlan";
import type { TableResult } from "./types";

/** A table to compare, or the result for one that cannot be compared. */
export type Planned = { plan: TablePlan } | { absent: TableResult };

/** What the plans of all tables with the same definition share. */
type Shape = Pick<TablePlan, "columns" | "key"> & {
  /** Length of the longer statement that sums a table's rows. */
  bytes: number;
};

/** Shapes kept at a time. Very many tables usually have few. */
const MOST_SHAPES = 100;

/** Plans the comparison of every table; one that is missing on a side gets its result immediately. */
export class Planner {
  private readonly packet: number;
  private readonly shapes = new Map<string, Shape>();

  constructor(
    private readonly context: CompareContext,
    private readonly inventory: Inventory,
  ) {
    this.packet = Math.min(context.source.maxPacket || SMALLEST, context.target.maxPacket || SMALLEST);
  }

  *tables(database: DatabasePair, definitions: Record<SideName, Definitions>): Generator<Planned> {
    for (const names of tablesOf(this.inventory, database)) yield this.plan(database, names, definitions);
  }

  private plan(
    { name: database, source, target }: DatabasePair,
    names: TablePair,
    definitions: Record<SideName, Definitions>,
  ): Planned {
    if (names.target === undefined)
      return { absent: absent(database, names.source!, "the table is missing on the target") };
    if (names.source === undefined)
      return { absent: absent(database, names.target, "the table exists only on the target") };
    const loose = source.loose.has(names.source) || target.loose.has(names.target);
    const { columns, key, bytes } = this.shape(definitions, { source: names.source, target: names.target }, loose);
    const plan: TablePlan = {
      database,
      table: {
        source: { database: source.name, name: names.source },
        target: { database: target.name, name: names.target },
      },
      columns,
      key,
      packet: this.packet,
      hash: this.hash,
      notProven: [
        ...(columns.readings.length + columns.fetched.length === 0 ? ["none of its columns could be compared"] : []),
        ...kindNotes("source", source.kinds.get(names.source)),
        ...kindNotes("target", target.kinds.get(names.target)),
      ],
    };
    const room = this.packet - ROOM;
    return bytes <= room ? { plan } : { absent: tooWide(plan, bytes, room) };
  }

  private get hash(): TablePlan["hash"] {
    return this.context.input.hash ?? "crc32";
  }

  private shape(
    { source, target }: Record<SideName, Definitions>,
    names: Record<SideName, string>,
    loose: boolean,
  ): Shape {
    const texts = [
      source.columns.text(names.source),
      target.columns.text(names.target),
      source.keys.text(names.source),
      target.keys.text(names.target),
    ];
    const id = [...texts, loose].join("\n");
    const known = this.shapes.get(id);
    if (known) return known;
    const [mine, theirs] = [source.columns.of(names.source), target.columns.of(names.target)];
    const columns = planColumns(mine, theirs);
    const key = loose ? undefined : walkKey(source.keys.of(names.source), target.keys.of(names.target), mine, theirs);
    const sums = { columns, key, packet: this.packet, hash: this.hash };
    const shape = { columns, key, bytes: Math.max(...SIDES.map((side) => sumsSql(sums, side).length)) };
    if (this.shapes.size >= MOST_SHAPES) this.shapes.clear();
    this.shapes.set(id, shape);
    return shape;
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
