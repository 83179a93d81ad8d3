import { quoteLiteral, quoteName, quoteTable } from "../../sql";
import { dialect, type StructureSide } from "../side";
import type { ProgramDefinition } from "./definition";
import { modesFor } from "./modes";

/** Statements that recreate the source's program on the target, under the session settings stored with it. */
export function createStatements(program: ProgramDefinition, database: string, target: StructureSide): string[] {
  return [...session(program, target), createSql(program, database, target)];
}

/** The session settings stored with a program. */
function session(program: ProgramDefinition, target: StructureSide): string[] {
  const rename = dialect(target);
  const statements = [`SET SESSION sql_mode = ${quoteLiteral(modesFor(target, program.sqlMode))}`];
  if (program.charset !== "" && target.collations.has(program.collation))
    statements.push(
      `SET SESSION character_set_client = ${rename(program.charset)}, collation_connection = ${rename(program.collation)}`,
    );
  const zone = program.facts["TIME ZONE"];
  if (zone) statements.push(`SET SESSION time_zone = ${quoteLiteral(zone)}`);
  return statements;
}

function createSql(program: ProgramDefinition, database: string, target: StructureSide): string {
  const { kind, facts, comment } = program;
  const head = `CREATE ${definerSql(program.definer)} ${kind.toUpperCase()} ${quoteTable(database, program.name)}`;
  const commentSql = comment === "" ? "" : ` COMMENT ${quoteLiteral(comment)}`;
  const body = program.body ?? "";
  if (kind === "trigger") {
    const [timing, event] = facts["WHEN"]!.split(" ");
    const follows = facts["FOLLOWS"] ? ` FOLLOWS ${quoteName(facts["FOLLOWS"])}` : "";
    return `${head} ${timing} ${event} ON ${quoteTable(database, facts["TABLE"]!)} FOR EACH ROW${follows} ${body}`;
  }
  if (kind === "event") {
    const status =
      { ENABLED: "ENABLE", DISABLED: "DISABLE", SLAVESIDE_DISABLED: "DISABLE ON SLAVE" }[facts["STATUS"]!] ?? "DISABLE";
    return `${head} ON SCHEDULE ${facts["SCHEDULE"]} ON COMPLETION ${facts["ON COMPLETION"]} ${status}${commentSql} DO ${body}`;
  }
  if (kind === "package" || kind === "package body")
    return `${head} SQL SECURITY ${facts["SECURITY"]}${commentSql} ${body}`;
  const rename = dialect(target);
  const types = (text: string) =>
    text.replace(/(CHARACTER SET|COLLATE) (utf8mb3\S*)/g, (_, word, name) => `${word} ${rename(name)}`);
  const returns = kind === "function" ? ` RETURNS ${types(facts["RETURNS"]!)}` : "";
  const certain = facts["DETERMINISTIC"] === "YES" ? "DETERMINISTIC" : "NOT DETERMINISTIC";
  return `${head}(${types(facts["PARAMETERS"]!)})${returns} ${certain} ${facts["DATA ACCESS"]} SQL SECURITY ${facts["SECURITY"]}${commentSql} ${body}`;
}

/** DEFINER=`user`@`host`. */
export function definerSql(definer: string): string {
  const at = definer.lastIndexOf("@");
  return at <= 0
    ? `DEFINER=${quoteName(definer.replace(/@$/, "") || "root")}`
    : `DEFINER=${quoteName(definer.slice(0, at))}@${quoteName(definer.slice(at + 1))}`;
}

export function dropSql(program: ProgramDefinition, database: string): string {
  return `DROP ${program.kind.toUpperCase()} ${quoteTable(database, program.name)}`;
}
