import { distance } from "fastest-levenshtein";

/** The known word most similar to the given one, for "did you mean"; undefined when none is similar enough. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const given = word.toLowerCase();
  const ranked = [...known]
    .map((candidate) => ({ candidate, away: awayFrom(given, candidate.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  const [best] = ranked;
  return best && best.away <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** Letters in another order are the likeliest slip: nearer than one wrong letter. */
function awayFrom(given: string, candidate: string): number {
  const away = distance(given, candidate);
  return away === 2 && sorted(given) === sorted(candidate) ? 0.5 : away;
}

function sorted(word: string): string {
  return [...word].sort().join("");
}

/** The suggestion as a fix; empty when there is none. */
export function didYouMean(word: string, known: Iterable<string>): { fix?: string } {
  const near = nearest(word, known);
  return near === undefined ? {} : { fix: `did you mean ${near}?` };
}
