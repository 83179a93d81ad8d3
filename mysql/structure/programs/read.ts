import { mariadbAtLeast } from "../../../model/mysql/server";
import { inSelection } from "../../facts/selection";
import { quoteLiteral, quoteName, quoteTable } from "../../sql";
import { type StructureSide, showCreate } from "../side";
import { charsetName, collationName } from "../sql/charsets";
import { NotUnderstood } from "../sql/tokens";
import type { ProgramDefinition } from "./definition";
import { bodyOf, STATEMENT } from "./text";

type Cells = Record<string, string | null>;

/** Routines, triggers and events of one database. */
export async function readPrograms(side: StructureSide, database: string): Promise<ProgramDefinition[]> {
  const programs = [
    ...(await readRoutines(side, database)),
    ...(await readTriggers(side, database)),
    ...(await readEvents(side, database)),
  ];
  await readBodies(side, database, programs);
  return programs;
}

/** Programs whose text is read in one round trip. */
const TOGETHER = 100;

/** The bodies as they were written; one that is not readable is absent. */
async function readBodies(side: StructureSide, database: string, all: readonly ProgramDefinition[]): Promise<void> {
  const programs = all.filter(({ kind, body }) => body !== undefined && !kind.startsWith("package"));
  for (let at = 0; at < programs.length; at += TOGETHER) {
    const some = programs.slice(at, at + TOGETHER);
    const answers = await showCreate(
      side,
      some.map(({ kind, name }) => `SHOW CREATE ${kind.toUpperCase()} ${quoteTable(database, name)}`),
    );
    for (const [n, program] of some.entries()) {
      const answer = answers[n]!;
      const kind = program.kind as keyof typeof STATEMENT;
      const statement = "row" in answer ? answer.row[STATEMENT[kind]] : undefined;
      program.body = typeof statement === "string" ? understood(kind, statement) : undefined;
    }
  }
}

function understood(kind: keyof typeof STATEMENT, statement: string): string | undefined {
  try {
    return text(bodyOf(kind, statement));
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

const OWN =
  "CHARACTER_SET_CLIENT AS cs, COLLATION_CONNECTION AS co, DATABASE_COLLATION AS dc, SQL_MODE AS mode, DEFINER AS definer";

function own(
  row: Cells,
): Pick<ProgramDefinition, "definer" | "sqlMode" | "charset" | "collation" | "databaseCollation"> {
  return {
    definer: row["definer"] ?? "",
    sqlMode: row["mode"] ?? "",
    charset: charsetName(row["cs"] ?? ""),
    collation: collationName(row["co"] ?? ""),
    databaseCollation: collationName(row["dc"] ?? ""),
  };
}

async function readRoutines(side: StructureSide, database: string): Promise<ProgramDefinition[]> {
  const { db } = side;
  const rows = await db.query<Cells>(
    `SELECT ROUTINE_TYPE AS kind, ROUTINE_NAME AS name, ROUTINE_DEFINITION AS body, IS_DETERMINISTIC AS certain, SQL_DATA_ACCESS AS access, SECURITY_TYPE AS security, ROUTINE_COMMENT AS comment, ${OWN} FROM information_schema.ROUTINES WHERE ${inSelection("ROUTINE_SCHEMA", { databases: [database] })} AND ROUTINE_TYPE IN ('PROCEDURE','FUNCTION','PACKAGE','PACKAGE BODY')`,
    [],
    { doing: "reading routines" },
  );
  const parameters = rows.length === 0 ? new Map<string, Cells[]>() : await readParameters(side, database);
  return rows.map((row) => {
    const kind = row["kind"]!.toLowerCase() as ProgramDefinition["kind"];
    const mine = parameters.get(`${kind}\0${row["name"]}`) ?? [];
    const facts: Record<string, string> = {
      PARAMETERS: mine
        .filter((one) => Number(one["at"]) > 0)
        .map((one) => parameter(kind, one))
        .join(", "),
      DETERMINISTIC: row["certain"] ?? "",
      "DATA ACCESS": row["access"] ?? "",
      SECURITY: row["security"] ?? "",
    };
    const returned = mine.find((one) => Number(one["at"]) === 0);
    if (kind === "function") facts["RETURNS"] = returned ? typeOf(returned) : "";
    return { kind, name: row["name"]!, body: text(row["body"]), comment: row["comment"] ?? "", ...own(row), facts };
  });
}

async function readParameters({ db }: StructureSide, database: string): Promise<Map<string, Cells[]>> {
  const byDefault = mariadbAtLeast(db.server, 11, 8) ? "PARAMETER_DEFAULT" : "NULL";
  const rows = await db.query<Cells>(
    `SELECT ROUTINE_TYPE AS kind, SPECIFIC_NAME AS routine, ORDINAL_POSITION AS at, PARAMETER_MODE AS mode, PARAMETER_NAME AS name, DTD_IDENTIFIER AS type, CHARACTER_SET_NAME AS cs, COLLATION_NAME AS co, ${byDefault} AS given FROM information_schema.PARAMETERS WHERE ${inSelection("SPECIFIC_SCHEMA", { databases: [database] })} ORDER BY SPECIFIC_NAME, ORDINAL_POSITION`,
    [],
    { doing: "reading parameters" },
  );
  const found = new Map<string, Cells[]>();
  for (const row of rows) {
    const key = `${row["kind"]!.toLowerCase()}\0${row["routine"]}`;
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
}

function parameter(kind: string, row: Cells): string {
  const mode = kind === "procedure" ? `${row["mode"]} ` : "";
  return `${mode}${quoteName(row["name"]!)} ${typeOf(row)}${row["given"] ? ` DEFAULT ${row["given"]}` : ""}`;
}

/** Without the widths that newer versions omit, and with the collation that all of them imply. */
function typeOf(row: Cells): string {
  const type = (row["type"] ?? "")
    .replace(/\s+(charset|character set|collate) \S+/gi, "")
    .replace(/^((?:tiny|small|medium|big)?int)\(\d+\)(?!.*zerofill)/, (all, name) =>
      all === "tinyint(1)" ? all : name,
    )
    .replace(/^year\(4\)/, "year");
  return row["cs"] ? `${type} CHARACTER SET ${charsetName(row["cs"])} COLLATE ${collationName(row["co"]!)}` : type;
}

async function readTriggers({ db }: StructureSide, database: string): Promise<ProgramDefinition[]> {
  const rows = await db.query<Cells>(
    `SELECT TRIGGER_NAME AS name, EVENT_OBJECT_TABLE AS tab, ACTION_TIMING AS timing, EVENT_MANIPULATION AS event, ACTION_ORDER AS at, ACTION_STATEMENT AS body, ${OWN} FROM information_schema.TRIGGERS WHERE ${inSelection("TRIGGER_SCHEMA", { databases: [database] })} ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER`,
    [],
    { doing: "reading triggers" },
  );
  let before: Cells | undefined;
  return rows.map((row) => {
    const place = (one: Cells) => `${one["timing"]} ${one["event"]} ON ${quoteName(one["tab"]!)}`;
    // Only the order matters, not the number itself, which 5.6 does not have.
    const follows = before && place(before) === place(row) ? before["name"]! : "";
    before = row;
    const facts = { TABLE: row["tab"]!, WHEN: `${row["timing"]} ${row["event"]}`, FOLLOWS: follows };
    return { kind: "trigger", name: row["name"]!, body: text(row["body"]), comment: "", ...own(row), facts };
  });
}

async function readEvents({ db }: StructureSide, database: string): Promise<ProgramDefinition[]> {
  const rows = await db.query<Cells>(
    `SELECT EVENT_NAME AS name, EVENT_DEFINITION AS body, EVENT_TYPE AS type, EXECUTE_AT AS at, INTERVAL_VALUE AS every, INTERVAL_FIELD AS unit, STARTS AS starts, ENDS AS ends, STATUS AS status, ON_COMPLETION AS completion, EVENT_COMMENT AS comment, TIME_ZONE AS zone, ${OWN} FROM information_schema.EVENTS WHERE ${inSelection("EVENT_SCHEMA", { databases: [database] })}`,
    [],
    { doing: "reading events" },
  );
  return rows.map((row) => ({
    kind: "event",
    name: row["name"]!,
    body: text(row["body"]),
    comment: row["comment"] ?? "",
    ...own(row),
    facts: {
      SCHEDULE: schedule(row),
      STATUS: (row["status"] ?? "").replace("REPLICA_SIDE", "SLAVESIDE"),
      "ON COMPLETION": row["completion"] ?? "",
      "TIME ZONE": row["zone"] ?? "",
    },
  }));
}

function schedule(row: Cells): string {
  if (row["type"] !== "RECURRING") return `AT ${quoteLiteral(row["at"] ?? "")}`;
  const every = /^\d+$/.test(row["every"] ?? "")
    ? row["every"]
    : quoteLiteral((row["every"] ?? "").replace(/^'|'$/g, ""));
  const bound = (word: string, value: string | null | undefined) => (value ? ` ${word} ${quoteLiteral(value)}` : "");
  return `EVERY ${every} ${row["unit"]}${bound("STARTS", row["starts"])}${bound("ENDS", row["ends"])}`;
}

function text(value: string | null | undefined): string | undefined {
  return value === null || value === undefined || value === "" ? undefined : value;
}
