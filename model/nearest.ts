import { distance } from "fastest-levenshtein";

/** The known word that is most like the given one, for "did you mean"; undefined where none is near enough to be meant. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const given = word.toLowerCase();
  const ranked = [...known]
    .map((candidate) => ({ candidate, away: distance(given, candidate.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  const [best] = ranked;
  return best && best.away <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** What to say of it; nothing where nothing is near. */
export function didYouMean(word: string, known: Iterable<string>): { fix?: string } {
  const near = nearest(word, known);
  return near === undefined ? {} : { fix: `did you mean ${near}?` };
}
