import { isVisible, visible } from "../../model/printing/visible";
import type { StructureDifference } from "./types";

/** What the session that runs the statements must be like: nothing is cut short or rounded without a word. */
export const SESSION: readonly string[] = ["SET NAMES utf8mb4", "SET SESSION sql_mode = 'STRICT_ALL_TABLES'"];

/** Statements that make the target equal to the source, in their order; those that lose something are not among them. */
export function statementsOf(differences: readonly StructureDifference[]): string[] {
  const kept = differences.filter((one) => one.loses === undefined);
  const statements = kept.flatMap(({ statements: own }) => own);
  // Several columns of one foreign key have it taken away once.
  const around = (which: "before" | "after") => [...new Set(kept.flatMap((one) => one[which] ?? []))];
  return statements.length === 0 ? [] : [...SESSION, ...around("before"), ...statements, ...around("after")];
}

/** The same as a script for the `mysql` client; what loses something comes last, commented out, with what it loses. */
export function script(differences: readonly StructureDifference[]): string {
  const lines = statementsOf(differences).map(scriptLine);
  for (const { loses, statements } of differences) {
    if (loses === undefined) continue;
    lines.push(`-- loses ${visible(loses.replace(/\s+/g, " "))}`);
    for (const statement of statements) lines.push(commented(`${statement};`));
  }
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/** A body with semicolons of its own needs another delimiter. */
function scriptLine(statement: string): string {
  // Ends of lines and tabs are part of a program's text; nothing else that cannot be seen is.
  if (!isVisible(statement.replace(/\r?\n|\t/g, " ")))
    return `-- not to be pasted, for it holds characters that a terminal or a session may read otherwise:\n${commented(statement)}`;
  if (!/;/.test(statement)) return `${statement};`;
  const mark = [";;", "$$", "//", "%%%"].find((one) => !statement.includes(one)) ?? "%%dbferry%%";
  return `DELIMITER ${mark}\n${statement}\n${mark}\nDELIMITER ;`;
}

/** Every line of it as a comment, with what cannot be seen made visible. */
function commented(statement: string): string {
  return statement
    .split(/\r?\n/)
    .map((line) => `-- ${visible(line)}`)
    .join("\n");
}
