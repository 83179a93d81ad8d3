/** How names are compared: equal results mean the same object. */
type Fold = (name: string) => string;

/**
 * The names of one server that are meant by these. A server that distinguishes case may have both `Shop` and `shop`; a name
 * that it has exactly means only that one. Pure.
 */
export function meantBy(wanted: readonly string[], names: readonly string[], same: Fold): string[] {
  const exact = new Set(names.filter((name) => wanted.includes(name)));
  const folded = new Set(wanted.filter((name) => !exact.has(name)).map(same));
  return names.filter((name) => exact.has(name) || folded.has(same(name)));
}

/**
 * Pairs what both sides have by its folded name, preferably with the same spelling. One side may have several that the
 * other takes for one: each of them is in exactly one pair, without a twin if need be. Pure.
 */
export function pairByName<T>(
  mine: readonly T[],
  theirs: readonly T[],
  nameOf: (one: T) => string,
  same: Fold,
): (readonly [T | undefined, T | undefined])[] {
  const rest = new Set(theirs);
  const found = new Map<T, T>();
  for (const alike of [(name: string) => name, same]) {
    const free = new Map<string, T[]>();
    for (const one of rest) free.set(alike(nameOf(one)), [...(free.get(alike(nameOf(one))) ?? []), one]);
    for (const one of mine) {
      const twin = found.has(one) ? undefined : free.get(alike(nameOf(one)))?.shift();
      if (twin === undefined) continue;
      found.set(one, twin);
      rest.delete(twin);
    }
  }
  return [...mine.map((one) => [one, found.get(one)] as const), ...[...rest].map((one) => [undefined, one] as const)];
}
