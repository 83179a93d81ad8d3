import { NotUnderstood, tokens } from "../sql/tokens";
import type { ProgramDefinition } from "./definition";

type Written = Pick<ProgramDefinition, "body" | "sqlMode">;

/** Compares the tokens of two bodies: comments and whitespace depend on the client that loaded them. */
export function sameBody(mine: Written, theirs: Written): boolean {
  const [a, b] = [mine.body ?? "", theirs.body ?? ""];
  if (a === b) return true;
  // Other languages are not parsed.
  if (/^LANGUAGE\b/.test(a) || /^LANGUAGE\b/.test(b)) return false;
  try {
    return words(a, mine.sqlMode) === words(b, theirs.sqlMode);
  } catch (error) {
    if (error instanceof NotUnderstood) return a.trim() === b.trim();
    throw error;
  }
}

function words(body: string, sqlMode: string): string {
  const backslash = !/\bNO_BACKSLASH_ESCAPES\b/i.test(sqlMode);
  return JSON.stringify(tokens(body, { backslash }).map(({ kind, value }) => [kind, value]));
}
