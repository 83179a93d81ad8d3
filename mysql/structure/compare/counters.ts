import { setTimeout as sleep } from "node:timers/promises";
import { quoteName, quoteTable } from "../../sql";
import { type StructureSide, showCreate } from "../side";
import type { ObjectName } from "../types";
import { differs, quoted, type StructureContext } from "./context";

/** A table whose AUTO_INCREMENT differed when first read. */
export interface Counter {
  name: ObjectName;
  there: ObjectName;
  column: string;
}

const EVERY_MS = 500;

/**
 * The target's next number must equal the source's, or be larger because a row has that number or a larger one. A
 * smaller one would reuse the source's numbers. During replication the target still catches up, so the comparison
 * waits.
 */
export async function compareCounters(context: StructureContext, counters: readonly Counter[]): Promise<void> {
  for (const counter of counters) {
    const wanted = await nextOf(context, context.source, counter.name);
    const deadline = Date.now() + context.settleSeconds * 1000;
    for (;;) {
      const [seen, most] = [
        await nextOf(context, context.target, counter.there),
        await largest(context.target, counter.there, counter.column),
      ];
      if (wanted === undefined || seen === undefined) break;
      const now = (await nextOf(context, context.source, counter.name)) ?? wanted;
      if (fits(seen, wanted, now, most)) break;
      if (Date.now() >= deadline || (seen > now && now === wanted)) {
        report(context, counter, now, seen, most);
        break;
      }
      await sleep(EVERY_MS, undefined, { signal: context.signal });
    }
  }
}

function fits(seen: bigint, before: bigint, now: bigint, most: bigint): boolean {
  // A counter not above the largest row would reuse that number.
  if (seen <= most) return false;
  return (seen >= before && seen <= now) || (seen > now && most >= now);
}

function report(context: StructureContext, { name, there }: Counter, wanted: bigint, seen: bigint, most: bigint): void {
  const why = seen <= most ? `, but ${most} is already in use` : "";
  const next = wanted > most ? wanted : most + 1n;
  differs(context, "counter", {
    kind: "table",
    name,
    what: "AUTO_INCREMENT",
    source: String(wanted),
    target: `${seen}${why}`,
    statements: [`ALTER TABLE ${quoted(there)} AUTO_INCREMENT=${next}`],
  });
}

async function nextOf(context: StructureContext, side: StructureSide, name: ObjectName): Promise<bigint | undefined> {
  const [answer] = await showCreate(side, [`SHOW CREATE TABLE ${quoteTable(name.database, name.object!)}`]);
  if (answer && "row" in answer) {
    const text = String(answer.row["Create Table"]);
    return BigInt(/\n\) [^\n]*?\bAUTO_INCREMENT=(\d+)/.exec(text)?.[1] ?? "1");
  }
  context.notProven.push({
    kind: "table",
    name,
    reason: `${side.role}: its AUTO_INCREMENT cannot be read: ${answer?.problem}`,
  });
  return undefined;
}

async function largest({ db }: StructureSide, { database, object }: ObjectName, column: string): Promise<bigint> {
  const [row] = await db.query<{ m: string | number | null }>(
    `SELECT MAX(${quoteName(column)}) AS m FROM ${quoteTable(database, object!)}`,
  );
  return BigInt(String(row?.m ?? 0).replace(/\..*/, ""));
}
