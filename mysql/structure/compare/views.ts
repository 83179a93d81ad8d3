import { quoteTable } from "../../sql";
import { definerSql } from "../programs/statements";
import { dialect, type StructureSide, showCreate } from "../side";
import { canonicalQuery } from "../sql/canonical";
import { charsetName, collationName } from "../sql/charsets";
import { NotUnderstood } from "../sql/tokens";
import type { ObjectName } from "../types";
import { readView, type ViewDefinition } from "../views/read";
import { counted, differs, EXTRA, MISSING, quoted, type StructureContext } from "./context";
import { needs } from "./programs";
import type { Pair } from "./tables";

const BATCH = 25;

/** Compares views. */
export async function compareViews(
  context: StructureContext,
  databases: Required<Pair>,
  pairs: readonly Pair[],
): Promise<void> {
  for (let at = 0; at < pairs.length; at += BATCH) {
    const batch = pairs.slice(at, at + BATCH);
    const [mine, theirs] = await Promise.all([
      views(
        context,
        context.source,
        databases.source,
        batch.map((pair) => pair.source),
      ),
      views(
        context,
        context.target,
        databases.target,
        batch.map((pair) => pair.target),
      ),
    ]);
    for (const [n, pair] of batch.entries()) compareView(context, databases, pair, mine[n], theirs[n]);
  }
}

async function views(
  context: StructureContext,
  side: StructureSide,
  database: string,
  names: readonly (string | undefined)[],
): Promise<(ViewDefinition | undefined)[]> {
  const wanted = names.filter((name) => name !== undefined);
  const answers = await showCreate(
    side,
    wanted.map((name) => `SHOW CREATE VIEW ${quoteTable(database, name)}`),
  );
  const found = new Map<string, ViewDefinition>();
  wanted.forEach((object, n) => {
    const answer = answers[n]!;
    const problem = (reason: string) =>
      context.notProven.push({ kind: "view", name: { database, object }, reason: `${side.role}: ${reason}` });
    if ("problem" in answer) {
      problem(answer.problem);
      return;
    }
    try {
      const view = readView(String(answer.row["Create View"]));
      const { row } = answer;
      found.set(object, {
        ...view,
        charset: charsetName(String(row["character_set_client"])),
        collation: collationName(String(row["collation_connection"])),
      });
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      problem(`its definition is not understood: ${error.message}`);
    }
  });
  return names.map((name) => (name === undefined ? undefined : found.get(name)));
}

function compareView(
  context: StructureContext,
  databases: Required<Pair>,
  pair: Pair,
  mine: ViewDefinition | undefined,
  theirs: ViewDefinition | undefined,
): void {
  const name: ObjectName = { database: databases.source, object: pair.source ?? pair.target! };
  const there: ObjectName = { database: databases.target, object: pair.target ?? pair.source! };
  if (pair.source === undefined) {
    differs(context, "loss", {
      kind: "view",
      name,
      what: EXTRA,
      target: theirs?.text,
      statements: [`DROP VIEW ${quoted(there)}`],
      loses: `the view ${quoted(there)} of the target, which the source does not have`,
    });
    return;
  }
  counted(context, "view");
  const lacks = mine !== undefined && !context.target.collations.has(mine.collation);
  const note = lacks ? `the target has no collation ${mine.collation} of the session that created it` : undefined;
  const create = mine === undefined ? [] : statements(mine, there, context);
  if (pair.target === undefined) {
    differs(context, "view", {
      kind: "view",
      name,
      what: MISSING,
      source: mine?.text,
      statements: create,
      note,
    });
    return;
  }
  if (theirs) needs(context, theirs.definer, "view", name, theirs.definer === mine?.definer);
  if (!mine || !theirs) return;
  const query = sameQuery(context, mine, theirs, databases);
  if (query === undefined)
    context.notProven.push({
      kind: "view",
      name,
      reason: "the servers print its query differently, in a way that is not understood",
    });
  const what = [
    ...(query === false ? ["query"] : []),
    ...(mine.algorithm === theirs.algorithm ? [] : ["ALGORITHM"]),
    ...(mine.security === theirs.security ? [] : ["SQL SECURITY"]),
    ...(mine.check === theirs.check ? [] : ["CHECK OPTION"]),
    ...(mine.definer === theirs.definer ? [] : ["definer"]),
    ...(mine.charset === theirs.charset && mine.collation === theirs.collation ? [] : ["character set of its session"]),
  ];
  if (what.length > 0)
    differs(context, "view", {
      kind: "view",
      name,
      what: what.join(", "),
      source: mine.text,
      target: theirs.text,
      statements: create,
      note,
    });
}

/** Undefined when the texts differ and one of them cannot be parsed, so that it is unknown whether the views differ. */
function sameQuery(
  context: StructureContext,
  mine: ViewDefinition,
  theirs: ViewDefinition,
  databases: Required<Pair>,
): boolean | undefined {
  if (mine.query === theirs.query && databases.source === databases.target && mine.columns === theirs.columns)
    return true;
  const fold = context.source.folds || context.target.folds;
  const left = canonicalQuery(mine.query, { fold, database: databases.source });
  const right = canonicalQuery(theirs.query, { fold, database: databases.target });
  if (left !== undefined && right !== undefined) return left === right && mine.columns === theirs.columns;
  const { server } = context.source.db;
  return server.text === context.target.db.server.text ? false : undefined;
}

function statements(view: ViewDefinition, there: ObjectName, { source, target }: StructureContext): string[] {
  const rename = dialect(target);
  // Names as the server prints them, unless the other side does not know them.
  const own = source.db.server.flavour === target.db.server.flavour && rename("utf8mb3") === dialect(source)("utf8mb3");
  const query = (own ? undefined : canonicalQuery(view.query)) ?? view.query;
  const text = query.replace(/\butf8mb3(?=\b|_)/g, rename("utf8mb3"));
  const session = target.collations.has(view.collation)
    ? [`SET SESSION character_set_client = ${rename(view.charset)}, collation_connection = ${rename(view.collation)}`]
    : [];
  const check = view.check === "" ? "" : ` WITH ${view.check} CHECK OPTION`;
  const columns = view.columns === "" ? "" : ` (${view.columns})`;
  return [
    ...session,
    `CREATE OR REPLACE ALGORITHM=${view.algorithm} ${definerSql(view.definer)} SQL SECURITY ${view.security} VIEW ${quoteTable(there.database, there.object!)}${columns} AS ${text}${check}`,
  ];
}
