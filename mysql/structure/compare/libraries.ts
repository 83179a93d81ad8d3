import { mysqlAtLeast } from "../../../model/mysql/server";
import { quoteLiteral, quoteTable } from "../../sql";
import type { StructureSide } from "../side";
import { counted, differs, EXTRA, MISSING, type StructureContext } from "./context";
import type { Pair } from "./tables";

/** A code library for routines that are not written in SQL. */
interface Library {
  name: string;
  language: string;
  code: string;
  comment: string;
}

/** Compares libraries, which only MySQL from 9.2 on has. */
export async function compareLibraries(
  context: StructureContext,
  databases: Required<Pair>,
  there: boolean,
): Promise<void> {
  const [mine, theirs] = await Promise.all([
    readLibraries(context.source, databases.source),
    there ? readLibraries(context.target, databases.target) : [],
  ]);
  const rest = new Map(theirs.map((one) => [one.name.toLowerCase(), one]));
  for (const one of mine) {
    const twin = rest.get(one.name.toLowerCase());
    rest.delete(one.name.toLowerCase());
    counted(context, "library");
    const what = twin ? differences(one, twin) : [MISSING];
    if (what.length === 0) continue;
    const create = createSql(one, databases.target);
    const able = mysqlAtLeast(context.target.db.server, 9, 2);
    differs(context, "function", {
      kind: "library",
      name: { database: databases.source, object: one.name },
      what: what.join(", "),
      source: createSql(one, databases.source),
      target: twin && createSql(twin, databases.target),
      statements: able ? [...(twin ? [dropSql(twin, databases.target)] : []), create] : [],
      note: able ? undefined : "the target's version has no libraries",
    });
  }
  for (const one of rest.values())
    differs(context, "loss", {
      kind: "library",
      name: { database: databases.source, object: one.name },
      what: EXTRA,
      target: createSql(one, databases.target),
      statements: [dropSql(one, databases.target)],
      loses: `the library ${one.name} of the target, which the source does not have`,
    });
}

async function readLibraries({ db }: StructureSide, database: string): Promise<Library[]> {
  if (!mysqlAtLeast(db.server, 9, 2)) return [];
  const rows = await db.query<Record<"n" | "l" | "d" | "c", string | null>>(
    `SELECT LIBRARY_NAME AS n, LANGUAGE AS l, LIBRARY_DEFINITION AS d, LIBRARY_COMMENT AS c FROM information_schema.LIBRARIES WHERE LIBRARY_SCHEMA = ${quoteLiteral(database)}`,
    [],
    { doing: "reading libraries" },
  );
  return rows.map(({ n, l, d, c }) => ({ name: n!, language: l ?? "", code: d ?? "", comment: c ?? "" }));
}

function differences(mine: Library, theirs: Library): string[] {
  return (["language", "code", "comment"] as const).filter((one) => mine[one] !== theirs[one]);
}

function createSql({ name, language, code, comment }: Library, database: string): string {
  const commentSql = comment === "" ? "" : ` COMMENT ${quoteLiteral(comment)}`;
  return `CREATE LIBRARY ${quoteTable(database, name)}${commentSql} LANGUAGE ${language} AS ${quoteLiteral(code)}`;
}

function dropSql({ name }: Library, database: string): string {
  return `DROP LIBRARY ${quoteTable(database, name)}`;
}
