import { NotUnderstood, tokens } from "../sql/tokens";

/** The tokens of a body: comments and whitespace between them depend on the client that loaded it. */
export function sameBody(mine: string, theirs: string): boolean {
  if (mine === theirs) return true;
  try {
    return words(mine) === words(theirs);
  } catch (error) {
    if (error instanceof NotUnderstood) return mine.trim() === theirs.trim();
    throw error;
  }
}

function words(body: string): string {
  return JSON.stringify(tokens(body).map(({ kind, value }) => [kind, value]));
}
