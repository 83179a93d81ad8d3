import type { Db } from "../connect";
import { StatementProblem } from "../problem";
import { quoteText } from "../sql";
import { showNames } from "../tableName";
import type { Definition } from "./definitions";

/** Errors for something that a definition names and that is missing or has changed. */
export const MISSING = new Set([1146, 1356, 1305, 1054, 1051]);

/** The server's refusal; undefined on success. Any other error is thrown. */
export async function attempt(work: () => Promise<unknown>): Promise<StatementProblem | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof StatementProblem) return error;
    throw error;
  }
}

export async function withoutKeyChecks<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await db.query("SET SESSION foreign_key_checks = 0");
  try {
    return await work();
  } finally {
    await db.query("SET SESSION foreign_key_checks = 1");
  }
}

/** The server's message without the description of the operation, followed by its code. */
export function ownWords(error: StatementProblem): string {
  return error.message.replace(/^[^:]*: /, "").replace(/ \([A-Z_0-9]+\)$/, "");
}

/** A variable's value in a SET statement. */
export function literal(value: string): string {
  return /^(\d+|ON|OFF)$/.test(value) ? value : quoteText(value);
}

export function showObject(one: Pick<Definition, "kind" | "database" | "name">): string {
  return `${one.kind} ${showNames(one.database, one.name)}`;
}
