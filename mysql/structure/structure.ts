import { idle } from "../cancel";
import { Watch } from "../compare/watch";
import type { Db } from "../connect";
import { hidden, hiddenText } from "../facts/hidden";
import { requireTwoServers } from "../facts/oneServer";
import { lookalikes, lookalikeText, picksDatabase, type Selection } from "../facts/selection";
import { readGrants } from "../facts/settings";
import { unreachedIn } from "../facts/unreached";
import { meantBy, pairByName } from "../foldedNames";
import type { StructureContext } from "./compare/context";
import { differs } from "./compare/context";
import { compareDatabase } from "./compare/databases";
import { compareDefiners } from "./compare/definers";
import { freeRetyped } from "./compare/freed";
import { compareLibraries } from "./compare/libraries";
import { comparePrograms } from "./compare/programs";
import { compareSequences } from "./compare/sequences";
import { compareTables, type Pair } from "./compare/tables";
import { compareViews } from "./compare/views";
import { inOrder } from "./order";
import { readPrograms } from "./programs/read";
import { connectSide, type DatabaseFacts, databasesOf, readSide, type TableLike, tableNames } from "./side";
import type { StructureInput, StructureResult } from "./types";
import { refuseUnknown } from "./unknown";

export type { StructureDifference, StructureInput, StructureProgress, StructureResult, Unproven } from "./types";

/**
 * Compares the definitions of everything in the selected databases. Read-only. Nothing counts as equal unless it was read and
 * understood on both sides.
 * @throws ConnectProblem, StatementProblem; ProblemsError when a selected object is on neither side; RangeError when nothing is selected; the signal's reason
 */
export async function compareStructure(input: StructureInput): Promise<StructureResult> {
  if (input.databases !== "all" && input.databases.length === 0)
    throw new RangeError("databases: none; name at least one, or specify all");
  const started = Date.now();
  const stop = new AbortController();
  const signal = input.signal ? AbortSignal.any([input.signal, stop.signal]) : stop.signal;
  const opened = await Promise.allSettled([connectSide(input.source, signal), connectSide(input.target, signal)]);
  const sessions = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  let watch: Watch | undefined;
  try {
    for (const one of opened) if (one.status === "rejected") throw one.reason;
    const [here, there] = sessions as [Db, Db];
    watch = new Watch(input, { source: here, target: there });
    const apart = await requireTwoServers(here, there, "the comparison");
    const [source, target] = await Promise.all([readSide("source", here), readSide("target", there)]);
    const folds = source.folds || target.folds;
    const context: StructureContext = {
      source,
      target,
      same: (name) => (folds ? name.toLowerCase() : name),
      differences: [],
      retyped: [],
      met: new Set(),
      notProven: apart.map((reason) => ({ reason })),
      objects: {},
      definers: new Map(),
      hides: { source: new Set(), target: new Set() },
      settleSeconds: input.settleSeconds ?? 5,
      signal,
    };
    await compareAll(context, input);
    const verdict = context.differences.length > 0 ? "differs" : context.notProven.length > 0 ? "notProven" : "same";
    return {
      verdict,
      differences: inOrder(context.differences),
      notProven: context.notProven,
      objects: context.objects,
      seconds: (Date.now() - started) / 1000,
    };
  } catch (error) {
    // Stops the statement that is running on the other side, on its server too.
    stop.abort(error);
    await Promise.all(sessions.map(idle));
    input.signal?.throwIfAborted();
    throw error;
  } finally {
    watch?.stop();
    await Promise.all(sessions.map((db) => db.close()));
  }
}

async function compareAll(context: StructureContext, input: StructureInput): Promise<void> {
  const selection: Selection = { databases: input.databases, tables: input.tables };
  await whatIsHidden(context, selection);
  const [mine, theirs] = await Promise.all([
    databasesIn(context, "source", selection),
    databasesIn(context, "target", selection),
  ]);
  const pairs = pairByName(mine, theirs, (one) => one.name, context.same);
  for (const [left, right] of pairs) {
    input.progress?.({ database: (left ?? right)!.name, objects: sum(context) });
    await whatIsUnreached(context, selection, { source: left?.name, target: right?.name });
    if (!input.tables) compareDatabase(context, left, right);
    // A database that exists only on the target is a single difference that includes its objects.
    if (left) await compareObjects(context, selection, left.name, right?.name, input);
  }
  refuseUnknown(
    context,
    selection,
    pairs.map(([left, right]) => (left ?? right)!.name),
  );
  if (!pairs.some(([left]) => left))
    context.notProven.push({ reason: "the source shows no database of the selection: there is nothing to compare" });
  await freeRetyped(context);
  await compareDefiners(context);
}

/** The selected databases of one side. Which names match depends on how both sides fold case. */
async function databasesIn(
  context: StructureContext,
  role: "source" | "target",
  { databases }: Selection,
): Promise<DatabaseFacts[]> {
  const all = await databasesOf(context[role]);
  if (databases !== "all") {
    const meant = new Set(
      meantBy(
        databases,
        all.map(({ name }) => name),
        context.same,
      ),
    );
    return all.filter(({ name }) => meant.has(name));
  }
  const names = all.map(({ name }) => name);
  for (const name of lookalikes(context[role].db.server, names))
    context.notProven.push({ reason: lookalikeText(role, name) });
  return all.filter(({ name }) => picksDatabase({ databases }, name));
}

/** Objects that a case-folding server has and cannot open. */
async function whatIsUnreached(
  context: StructureContext,
  selection: Selection,
  names: Record<"source" | "target", string | undefined>,
): Promise<void> {
  for (const role of ["source", "target"] as const) {
    const { db, foldsToLower } = context[role];
    const database = names[role];
    const picks = (_: string, table: string) =>
      wantedHere(context, selection, { source: database!, target: database! }, table);
    for (const reason of await unreachedIn(db, role, foldsToLower ? database : undefined, picks))
      context.notProven.push({ reason });
  }
}

async function whatIsHidden(context: StructureContext, selection: Selection): Promise<void> {
  for (const side of [context.source, context.target]) {
    const grants = await readGrants(side.db);
    const found = hidden(side.db.server, grants, selection);
    for (const one of found) context.notProven.push({ reason: `${side.role}: ${hiddenText(one)}` });
    context.hides[side.role] = new Set(found.flatMap(({ kinds }) => kinds));
  }
}

async function compareObjects(
  context: StructureContext,
  selection: Selection,
  mine: string,
  theirs: string | undefined,
  input: StructureInput,
): Promise<void> {
  const databases = { source: mine, target: theirs ?? mine };
  const none = new Map<string, TableLike>();
  const [left, right] = await Promise.all([
    tableNames(context.source, mine),
    theirs === undefined ? none : tableNames(context.target, theirs),
  ]);
  const wanted = (name: string) => wantedHere(context, selection, databases, name);
  const names = pairByName(
    [...left.keys()].filter(wanted),
    [...right.keys()].filter(wanted),
    (name) => name,
    context.same,
  );
  const of = (kind: TableLike): Pair[] =>
    names.flatMap(([source, target]): Pair[] => {
      const [here, there] = [source && left.get(source), target && right.get(target)];
      // A view on one side and a table on the other: one is missing, the other is extra.
      return here === kind && there === kind
        ? [{ source, target }]
        : [...(here === kind ? [{ source }] : []), ...(there === kind ? [{ target }] : [])];
    });
  for (const [source, target] of names)
    context.met.add(JSON.stringify([context.same(mine), context.same((source ?? target)!)]));
  noteKinds(context, mine, names, left, right);
  await compareTables(context, databases, of("table"));
  input.progress?.({ database: mine, objects: sum(context) });
  await compareViews(context, databases, of("view"));
  await compareSequences(context, databases, of("sequence"));
  const [programs, twins] = await Promise.all([
    readPrograms(context.source, mine),
    theirs === undefined ? [] : readPrograms(context.target, theirs),
  ]);
  // When individual tables are selected, only their own programs are compared.
  const meant = (program: (typeof programs)[number]) =>
    !selection.tables || (program.kind === "trigger" && wanted(program.facts["TABLE"]!));
  if (!selection.tables) await compareLibraries(context, databases, theirs !== undefined);
  comparePrograms(context, databases, programs.filter(meant), twins.filter(meant));
}

function wantedHere(
  context: StructureContext,
  selection: Selection,
  databases: { source: string; target: string },
  name: string,
): boolean {
  if (!selection.tables) return true;
  const { same } = context;
  return selection.tables.some(
    ({ database, table }) => same(database) === same(databases.source) && same(table) === same(name),
  );
}

function noteKinds(
  context: StructureContext,
  database: string,
  names: readonly (readonly [string | undefined, string | undefined])[],
  left: ReadonlyMap<string, TableLike>,
  right: ReadonlyMap<string, TableLike>,
): void {
  for (const [source, target] of names) {
    const [here, there] = [source && left.get(source), target && right.get(target)];
    if (!here || !there || here === there) continue;
    differs(context, "database", {
      kind: here as TableLike,
      name: { database, object: source! },
      what: `a ${here} on the source, a ${there} on the target`,
      statements: [],
      note: `the ${there} must be dropped before the ${here} can be created: see both below`,
    });
  }
}

function sum({ objects }: StructureContext): number {
  return Object.values(objects).reduce((total, n) => total + n, 0);
}
