import { quoteTable } from "../../sql";
import { showCreate } from "../side";
import type { ObjectName } from "../types";
import { counted, differs, EXTRA, quoted, type StructureContext } from "./context";
import type { Pair } from "./tables";

/** Compares MariaDB's sequences: the definition, and that the target's next value is not behind the source's. */
export async function compareSequences(
  context: StructureContext,
  databases: Required<Pair>,
  pairs: readonly Pair[],
): Promise<void> {
  for (const pair of pairs) {
    const name: ObjectName = { database: databases.source, object: pair.source ?? pair.target! };
    const there: ObjectName = { database: databases.target, object: pair.target ?? pair.source! };
    if (pair.source === undefined) {
      differs(context, "loss", {
        kind: "sequence",
        name,
        what: EXTRA,
        statements: [`DROP SEQUENCE ${quoted(there)}`],
        loses: `the sequence ${quoted(there)} of the target and its next number`,
      });
      continue;
    }
    counted(context, "sequence");
    await compareSequence(context, name, there, pair.target !== undefined);
  }
}

async function compareSequence(
  context: StructureContext,
  name: ObjectName,
  there: ObjectName,
  exists: boolean,
): Promise<void> {
  const mine = await read(context, "source", name);
  if (mine === undefined) return;
  const theirs = exists ? await read(context, "target", there) : undefined;
  if (exists && theirs === undefined) return;
  const mariadb = context.target.db.server.flavour === "mariadb";
  if (mine.text !== theirs?.text) {
    const create = mine.text.replace(/^CREATE SEQUENCE `(?:[^`]|``)*`/i, `CREATE OR REPLACE SEQUENCE ${quoted(there)}`);
    differs(context, "sequence", {
      kind: "sequence",
      name,
      what: theirs ? "definition" : "missing on the target",
      source: mine.text,
      target: theirs?.text,
      statements: mariadb ? [create, restart(there, mine.next)] : [],
      ...(mariadb ? {} : { note: "the target's server has no sequences" }),
    });
  } else if (BigInt(theirs.next) < BigInt(mine.next))
    differs(context, "counter", {
      kind: "sequence",
      name,
      what: "next number",
      source: mine.next,
      target: theirs.next,
      statements: [restart(there, mine.next)],
    });
}

function restart(there: ObjectName, next: string): string {
  return `ALTER SEQUENCE ${quoted(there)} RESTART ${next}`;
}

async function read(
  context: StructureContext,
  role: "source" | "target",
  name: ObjectName,
): Promise<{ text: string; next: string } | undefined> {
  const sql = quoteTable(name.database, name.object!);
  const [create, value] = await showCreate(context[role], [
    `SHOW CREATE SEQUENCE ${sql}`,
    `SELECT next_not_cached_value AS next FROM ${sql}`,
  ]);
  if (create && "row" in create && value && "row" in value)
    return {
      text: String(create.row["Create Table"] ?? create.row["Create Sequence"]),
      next: String(value.row["next"]),
    };
  const problem =
    create && "problem" in create ? create.problem : value && "problem" in value ? value.problem : "no answer";
  context.notProven.push({ kind: "sequence", name, reason: `${role}: ${problem}` });
  return undefined;
}
