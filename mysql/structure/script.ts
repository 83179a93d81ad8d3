import { isVisible, visible } from "../../model/printing/visible";
import type { StructureDifference } from "./types";

/** Session settings required for the statements, so that nothing is silently truncated or rounded. */
export const SESSION: readonly string[] = ["SET NAMES utf8mb4", "SET SESSION sql_mode = 'STRICT_ALL_TABLES'"];

/** Statements that make the target equal to the source, in order, without the destructive ones. */
export function statementsOf(differences: readonly StructureDifference[]): string[] {
  const kept = differences.filter((one) => one.loses === undefined);
  const statements = kept.flatMap(({ statements: own }) => own);
  // A foreign key over several columns is dropped only once.
  const around = (which: "before" | "after") => [...new Set(kept.flatMap((one) => one[which] ?? []))];
  return statements.length === 0 ? [] : [...SESSION, ...around("before"), ...statements, ...around("after")];
}

/**
 * The statements as a script for the `mysql` client; destructive ones come last, commented out, with what they would
 * lose.
 */
export function script(differences: readonly StructureDifference[]): string {
  const lines = statementsOf(differences).map(scriptLine);
  for (const { loses, statements } of differences) {
    if (loses === undefined) continue;
    lines.push(`-- loses ${visible(loses.replace(/\s+/g, " "))}`);
    for (const statement of statements) lines.push(commented(`${statement};`));
  }
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/** A body that contains semicolons needs another delimiter. */
function scriptLine(statement: string): string {
  // Line endings and tabs are part of a program's text; other invisible characters are not allowed.
  if (!isVisible(statement.replace(/\r?\n|\t/g, " ")))
    return `-- do not paste: it contains characters that a terminal or a session may read differently:\n${commented(statement)}`;
  if (!/;/.test(statement)) return `${statement};`;
  const mark = [";;", "$$", "//", "%%%"].find((one) => !statement.includes(one)) ?? "%%dbferry%%";
  return `DELIMITER ${mark}\n${statement}\n${mark}\nDELIMITER ;`;
}

/** Every line as a comment, with invisible characters made visible. */
function commented(statement: string): string {
  return statement
    .split(/\r?\n/)
    .map((line) => `-- ${visible(line)}`)
    .join("\n");
}
