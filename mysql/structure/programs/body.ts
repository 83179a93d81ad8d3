import { NotUnderstood, tokens } from "../sql/tokens";

/** The words of a body: comments and spaces between them come and go with the client that loads it. */
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
