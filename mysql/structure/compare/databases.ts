import { quoteName } from "../../sql";
import { type DatabaseFacts, dialect } from "../side";
import type { ObjectName } from "../types";
import { counted, differs, EXTRA, MISSING, type StructureContext } from "./context";

/** Compares the database itself: whether it exists, and its defaults. */
export function compareDatabase(
  context: StructureContext,
  mine: DatabaseFacts | undefined,
  theirs: DatabaseFacts | undefined,
): void {
  const name: ObjectName = { database: (mine ?? theirs)!.name };
  if (!mine) {
    differs(context, "loss", {
      kind: "database",
      name,
      what: EXTRA,
      statements: [`DROP DATABASE ${quoteName(theirs!.name)}`],
      loses: `the database ${quoteName(theirs!.name)} on the target with everything in it`,
    });
    return;
  }
  counted(context, "database");
  const rename = dialect(context.target);
  const has = context.target.collations.has(mine.collation);
  const defaults = has
    ? ` DEFAULT CHARACTER SET ${rename(mine.charset)} DEFAULT COLLATE ${rename(mine.collation)}`
    : "";
  const note = has ? {} : { note: `the target has no collation ${mine.collation}` };
  if (!theirs)
    differs(context, "database", {
      kind: "database",
      name,
      what: MISSING,
      source: mine.collation,
      statements: [`CREATE DATABASE ${quoteName(mine.name)}${defaults}`],
      ...note,
    });
  else if (mine.collation !== theirs.collation)
    differs(context, "database", {
      kind: "database",
      name,
      what: "default collation",
      source: mine.collation,
      target: theirs.collation,
      statements: has ? [`ALTER DATABASE ${quoteName(theirs.name)}${defaults}`] : [],
      ...note,
    });
}
