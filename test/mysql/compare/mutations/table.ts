import type { MutationCase, ServerPair } from "./case";
import { BINARIES } from "./columns/binaries";
import { NUMBERS } from "./columns/numbers";
import { JSON_COLUMN, TEXTS } from "./columns/texts";
import { TIMES } from "./columns/times";
import { casesOf } from "./generic";
import { SPECIAL } from "./special";

/** Every column type with every kind of change, and cases that concern more than one column. */
export const MUTATIONS: readonly MutationCase[] = [
  ...[...NUMBERS, ...TEXTS, ...BINARIES, ...TIMES, JSON_COLUMN].flatMap(casesOf),
  ...SPECIAL,
];

/** Cases that both servers of a pair support. */
export function mutationsFor(pair: ServerPair): MutationCase[] {
  return MUTATIONS.filter(
    (one) =>
      one.columns(pair.source, "source", pair) !== undefined && one.columns(pair.target, "target", pair) !== undefined,
  );
}
