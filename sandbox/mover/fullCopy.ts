import type { Connection } from "mysql2/promise";
import { type Column, columnsOf } from "./columns";
import { type CopyControl, copyTable, WRITE_SETTINGS } from "./copyTable";
import { moveError } from "./failure";
import type { Inventory, TableRef } from "./inventory";
import type { Position } from "./position";
import type { RawReader } from "./rows";
import type { SideAccess } from "./sideAccess";
import { countRows, takeSnapshot } from "./snapshot";

/** Called with the progress of a copy. */
export interface CopyWatch {
  /** Rows found in one table of the snapshot. */
  counted(rows: number): void;
  tableDone(): void;
}

/**
 * Copies the rows of all tables in parallel, largest first, one stream per table at a time.
 * @returns the position of the snapshot; undefined in mode "full"
 */
export async function copyRows(
  source: SideAccess,
  target: SideAccess,
  inventory: Inventory,
  options: { streams: number; incremental: boolean; lock: "account" | "sandbox" },
  control: CopyControl,
  watch: CopyWatch,
): Promise<Position | undefined> {
  // The first failure ends all streams, like an abort from outside.
  const failed = new AbortController();
  const signal = AbortSignal.any([control.signal, failed.signal]);
  const session = await source.session();
  const columns = new Map<TableRef, Column[]>();
  for (const table of inventory.tables) columns.set(table, await columnsOf(session, table));
  session.destroy();
  const copyOne = async (table: TableRef, reader: RawReader, writer: Connection) => {
    await copyTable(table, columns.get(table)!, reader, writer, { ...control, signal }).catch((error) => {
      failed.abort(error);
      throw moveError(error, (text) => `Copying ${table.database}.${table.name}: ${text}`);
    });
    watch.tableDone();
  };

  const early = new Set<TableRef>();
  const { readers, position } = await takeSnapshot(source, inventory, options, signal, async (tables, reader) => {
    for (const table of tables) watch.counted(await countRows(reader, table));
    const writer = await writerOf(target);
    for (const table of tables) await copyOne(table, reader, writer);
    writer.destroy();
    for (const table of tables) early.add(table);
  });
  try {
    const tables = inventory.tables.filter((table) => !early.has(table)).sort((a, b) => b.bytes - a.bytes);
    await shareOut(readers, tables, async (table, reader) => watch.counted(await countRows(reader, table)));
    const writers = new Map<RawReader, Connection>();
    for (const reader of readers) writers.set(reader, await writerOf(target));
    await shareOut(readers, tables, (table, reader) => copyOne(table, reader, writers.get(reader)!));
    for (const writer of writers.values()) writer.destroy();
  } finally {
    for (const reader of readers) reader.close();
  }
  return position;
}

/** Every reader takes the next table until none is left. @throws the first failure, once all have ended */
async function shareOut(
  readers: readonly RawReader[],
  tables: readonly TableRef[],
  work: (table: TableRef, reader: RawReader) => Promise<void>,
): Promise<void> {
  const queue = [...tables];
  let first: { error: unknown } | undefined;
  await Promise.all(
    readers.map(async (reader) => {
      for (let table = queue.shift(); table && !first; table = queue.shift())
        await work(table, reader).catch((error) => {
          first ??= { error };
        });
    }),
  );
  if (first) throw (first as { error: unknown }).error;
}

async function writerOf(target: SideAccess): Promise<Connection> {
  const writer = await target.session();
  await writer.query(WRITE_SETTINGS);
  return writer;
}
