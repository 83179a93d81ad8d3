import { pairByName } from "../../foldedNames";
import { sameBody } from "../programs/body";
import type { ProgramDefinition } from "../programs/definition";
import { comparableModes } from "../programs/modes";
import { createStatements, dropSql } from "../programs/statements";
import type { ObjectName } from "../types";
import { counted, differs, EXTRA, MISSING, type Phase, type StructureContext } from "./context";
import type { Pair } from "./tables";

/** Compares routines, triggers and events. */
export function comparePrograms(
  context: StructureContext,
  databases: Required<Pair>,
  mine: readonly ProgramDefinition[],
  theirs: readonly ProgramDefinition[],
): void {
  // Names of routines and events are never case-sensitive; those of triggers are, like tables.
  const nameOf = ({ kind, name }: ProgramDefinition) => `${kind}\0${kind === "trigger" ? name : name.toLowerCase()}`;
  for (const [program, twin] of pairByName(mine, theirs, nameOf, context.same)) {
    if (program) compareProgram(context, databases, program, twin);
    else extra(context, databases, twin!);
  }
}

function extra(context: StructureContext, databases: Required<Pair>, program: ProgramDefinition): void {
  differs(context, "loss", {
    kind: program.kind,
    name: { database: databases.source, object: program.name },
    what: EXTRA,
    target: shown(program, databases.target, context),
    statements: [dropSql(program, databases.target)],
    loses: `the ${program.kind} ${program.name} of the target, which the source does not have`,
  });
}

const PHASE: Record<ProgramDefinition["kind"], Phase> = {
  procedure: "procedure",
  function: "function",
  package: "function",
  "package body": "procedure",
  trigger: "trigger",
  event: "event",
};

function compareProgram(
  context: StructureContext,
  databases: Required<Pair>,
  program: ProgramDefinition,
  twin: ProgramDefinition | undefined,
): void {
  const { kind } = program;
  const name: ObjectName = { database: databases.source, object: program.name };
  counted(context, kind);
  if (twin) needs(context, twin.definer, kind, name, twin.definer === program.definer);
  const impossible = Object.values(program.facts).some((fact) =>
    [...fact.matchAll(/COLLATE (\w+)/g)].some((one) => !context.target.collations.has(one[1]!)),
  );
  const create =
    program.body === undefined || impossible ? [] : createStatements(program, databases.target, context.target);
  const unread = [
    ...(program.body === undefined ? ["source"] : []),
    ...(twin && twin.body === undefined ? ["target"] : []),
  ];
  for (const side of unread)
    context.notProven.push({ kind, name, reason: `${side}: the account is not allowed to read its text` });
  const base = {
    kind,
    name,
    source: shown(program, databases.source, context),
    note: noteOf(context, program),
  };
  if (!twin) {
    differs(context, PHASE[kind], { ...base, what: MISSING, statements: create });
    return;
  }
  const what = differences(context, program, twin);
  if (what.length === 0) return;
  differs(context, PHASE[kind], {
    ...base,
    what: what.join(", "),
    target: shown(twin, databases.target, context),
    statements: create.length === 0 ? [] : [dropSql(twin, databases.target), ...create],
  });
}

function noteOf({ target }: StructureContext, program: ProgramDefinition): string | undefined {
  if (program.body === undefined) return "its text cannot be read";
  const named = Object.values(program.facts).flatMap((fact) =>
    [...fact.matchAll(/COLLATE (\w+)/g)].map((one) => one[1]!),
  );
  const lacks = [program.collation, ...named].find((one) => one !== "" && !target.collations.has(one));
  return lacks === undefined ? undefined : `the target has no collation ${lacks}`;
}

function differences(context: StructureContext, mine: ProgramDefinition, theirs: ProgramDefinition): string[] {
  const what: string[] = [];
  const note = (differ: boolean, word: string) => differ && what.push(word);
  const sides = [context.source, context.target];
  const modes = (program: ProgramDefinition) => comparableModes(sides, program.sqlMode);
  if (mine.body !== undefined && theirs.body !== undefined) note(!sameBody(mine, theirs), "body");
  note(modes(mine) !== modes(theirs), "sql_mode");
  note(mine.definer !== theirs.definer, "definer");
  note(mine.comment !== theirs.comment, "comment");
  note(mine.charset !== theirs.charset || mine.collation !== theirs.collation, "character set of its session");
  note(mine.databaseCollation !== theirs.databaseCollation, "collation of its database");
  for (const [fact, value] of Object.entries(mine.facts)) {
    const fold = fact === "TABLE" || fact === "FOLLOWS" ? context.same : (text: string) => text;
    note(fold(value) !== fold(theirs.facts[fact] ?? ""), fact.toLowerCase());
  }
  return what;
}

function shown(program: ProgramDefinition, database: string, { source }: StructureContext): string {
  return createStatements(program, database, source).join(";\n");
}

export function needs(
  context: StructureContext,
  definer: string,
  kind: ProgramDefinition["kind"] | "view",
  name: ObjectName,
  inherited: boolean,
): void {
  if (!context.definers.has(definer) || !inherited) context.definers.set(definer, { kind, name, inherited });
}
