/** What names a way out of a migration: it is given up, brought to its end, or taken down. */
export const WAY_OUT = /dbferry cancel|pulumi destroy|phase (done|cancelled)/;

/**
 * A refusal with the way on and the way out. Whoever is refused has something standing already, which goes on and costs: where a text does not
 * say itself how to be rid of it, that follows here.
 */
export function withWays(text: string): string {
  return WAY_OUT.test(text) ? text : `${text}\n${WAYS}`;
}

const WAYS =
  "what stands already stays; to go on, correct this and run the update again; to give the migration up: dbferry cancel (a program of your own: pulumi destroy)";
