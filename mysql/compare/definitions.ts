import type { Db } from "../connect";
import { Columns } from "./columns";
import { both, type CompareContext } from "./context";
import type { DatabasePair } from "./inventory";
import { Keys } from "./keys";
import { SharedTexts } from "./sharedTexts";
import type { SideName } from "./tablePlan";

/** How the tables of a database are defined on one side. */
export interface Definitions {
  columns: Columns;
  keys: Keys;
}

/**
 * Reads the definitions of one database on both sides. A database is read just before its tables: by then, the server
 * has opened them, and does not have to again unless the database has more than the server keeps open.
 */
export async function readDefinitions(
  context: CompareContext,
  { source, target }: DatabasePair,
): Promise<Record<SideName, Definitions>> {
  const texts = new SharedTexts();
  const [mine, theirs] = await both(
    context,
    readOne(context.source, source.name, texts),
    readOne(context.target, target.name, texts),
  );
  source.prints = mine.columns.prints;
  target.prints = theirs.columns.prints;
  return { source: mine, target: theirs };
}

async function readOne(db: Db, database: string, texts: SharedTexts): Promise<Definitions> {
  if (database === "") return { columns: new Columns(), keys: new Keys() };
  return { columns: await Columns.read(db, database, texts), keys: await Keys.read(db, database, texts) };
}
