/** Matches text that mentions a way to end a migration: cancelling it, completing it or destroying it. */
export const WAY_OUT = /dbferry cancel|pulumi destroy|phase (done|cancelled)/;

/**
 * Adds to a refusal how to end the migration, unless the text already says so. Whatever exists by then keeps running
 * and costing money.
 */
export function withWays(text: string): string {
  return WAY_OUT.test(text) ? text : `${text}\n${WAYS}`;
}

/** The text without what `withWays` added: for somebody who has nothing running yet. */
export function withoutWays(text: string): string {
  return text.endsWith(`\n${WAYS}`) ? text.slice(0, -WAYS.length - 1) : text;
}

const WAYS =
  "what already exists is kept; to continue, correct this and run the update again; to give the migration up: dbferry cancel (in a program of your own: pulumi destroy)";
