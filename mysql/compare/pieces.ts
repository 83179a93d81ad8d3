import { createHash } from "node:crypto";
import { ProblemsError } from "../../model/problems";
import { canonicalJson } from "./canonicalJson";
import { both, type CompareContext } from "./context";
import { sumsSql } from "./hash";
import { keyColumns, keyId } from "./keyValues";
import { from, where } from "./ranges";
import type { Range, SideName, TablePlan } from "./tablePlan";

/** A range of a table's key, or a whole table without one. */
export interface Piece {
  plan: TablePlan;
  range: Range;
}

/** Row count and checksum of a piece on one side. */
export interface Sum {
  rows: number;
  sum: string;
}

export interface PieceSums {
  source: Sum;
  target: Sum;
}

export function sameSum({ source, target }: PieceSums): boolean {
  return source.rows === target.rows && source.sum === target.sum;
}

/** Maximum statement length. Many pieces share a statement: over a slow connection, round trips cost more than rows. */
const MOST_SQL = 200_000;
const MOST_PIECES = 100;
/** Pieces per statement when servers must rest between statements, which requires short ones. */
const FEW_PIECES = 5;

/** Sums of every piece on both sides, in the order of the pieces. */
export async function sumPieces(context: CompareContext, pieces: readonly Piece[]): Promise<PieceSums[]> {
  const found: PieceSums[] = [];
  const most = context.duty.share < 1 ? FEW_PIECES : MOST_PIECES;
  for (const batch of batches(pieces, most)) {
    const [mine, theirs] = await both(context, ask(context, "source", batch), ask(context, "target", batch));
    mine.forEach((source, at) => {
      found.push({ source, target: theirs[at]! });
    });
    for (const at of batch.keys())
      if (batch[at]!.plan.columns.fetched.length > 0)
        await addFetched(context, batch[at]!, found[found.length - batch.length + at]!);
  }
  return found;
}

function batches(pieces: readonly Piece[], most: number): Piece[][] {
  const made: Piece[][] = [];
  let [size, limit] = [0, 0];
  for (const piece of pieces) {
    const length = pieceSql(piece, "source", 0).length;
    const last = made.at(-1);
    if (last && last.length < most && size + length <= Math.min(limit, packetOf(piece))) {
      last.push(piece);
      size += length;
    } else {
      made.push([piece]);
      [size, limit] = [length, MOST_SQL];
    }
  }
  return made;
}

/** A statement must fit into a packet on both sides. */
function packetOf({ plan }: Piece): number {
  return Math.floor(plan.packet / 4);
}

type Select = (piece: Piece, side: SideName) => string;

const sums: Select = ({ plan, range }, side) => sumsSql(plan, side, range);

function pieceSql(piece: Piece, side: SideName, at: number, select = sums): string {
  const { plan, range } = piece;
  return `SELECT ${at} AS i, ${select(piece, side)} FROM ${from(plan, side)} ${where(plan, range)}`;
}

/** How many rows each piece has, on both sides. */
export async function countPieces(
  context: CompareContext,
  pieces: readonly Piece[],
): Promise<Record<SideName, number>[]> {
  const found: Record<SideName, number>[] = [];
  for (const batch of batches(pieces, MOST_PIECES)) {
    const count = (side: SideName) => ask(context, side, batch, () => "COUNT(*) AS n, NULL AS x");
    const [mine, theirs] = await both(context, count("source"), count("target"));
    mine.forEach(({ rows }, at) => {
      found.push({ source: rows, target: theirs[at]!.rows });
    });
  }
  return found;
}

async function ask(context: CompareContext, side: SideName, pieces: readonly Piece[], select = sums): Promise<Sum[]> {
  const sql = pieces.map((piece, at) => pieceSql(piece, side, at, select)).join(" UNION ALL ");
  const rows = await context[side].query<unknown[]>(sql, [], { doing: doing(pieces), asArrays: true });
  const found: Sum[] = [];
  for (const [at, count, sum] of rows) found[Number(at)] = { rows: Number(count), sum: String(sum) };
  // A piece without a result would count as one without rows.
  if (rows.length !== pieces.length || pieces.some((_, at) => found[at] === undefined))
    throw new ProblemsError("the comparison cannot continue", [
      {
        path: side,
        seen: `${rows.length} results for ${pieces.length} ranges (${doing(pieces)})`,
        needed: "one for each",
        fix: "connect directly: something between dbferry and the server drops results",
      },
    ]);
  return found;
}

function doing(pieces: readonly Piece[]): string {
  const { database, table } = pieces[0]!.plan;
  const more = new Set(pieces.map(({ plan }) => plan)).size - 1;
  return `hashing ${database}.${table.source.name}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Adds the fetched columns' canonical values to the sums. */
async function addFetched(context: CompareContext, piece: Piece, sums: PieceSums): Promise<void> {
  const [mine, theirs] = await both(context, digest(context, "source", piece), digest(context, "target", piece));
  sums.source.sum += `/${mine}`;
  sums.target.sum += `/${theirs}`;
}

/** An order-independent sum of row hashes: the two servers may sort a key differently. */
async function digest(context: CompareContext, side: SideName, { plan, range }: Piece): Promise<string> {
  const keys = keyColumns(plan.key!);
  const columns = plan.columns.fetched.map((one) => one.sql[side]);
  const sql = `SELECT ${[...keys, ...columns].join(", ")} FROM ${from(plan, side)} ${where(plan, range)}`;
  let total = 0n;
  for await (const row of context[side].stream(sql, [], { doing: "reading JSON" })) {
    const values = [keyId(row.slice(0, keys.length)), ...row.slice(keys.length).map(canonicalJson)];
    total += BigInt(`0x${createHash("sha256").update(JSON.stringify(values)).digest("hex")}`);
  }
  return total.toString(16);
}
