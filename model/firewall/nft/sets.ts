import type { NftObjects, NftSet } from "./json";

/** Named sets and maps of one ruleset. */
export class NftSets {
  private readonly sets: ReadonlyMap<string, NftSet>;
  /** `nft -t` silently omits the elements of every set. */
  private readonly isTerse: boolean;

  /** @param whole the output is known to have all elements */
  constructor({ sets }: NftObjects, whole: boolean) {
    this.sets = new Map(sets.map((set) => [keyOf(set.family, set.table, set.name), set]));
    this.isTerse = !whole && !sets.some(({ elem }) => elem !== undefined);
  }

  /** The elements of a set, or why they are not known. */
  elements(family: string, table: string, name: string): unknown[] | string {
    const set = this.sets.get(keyOf(family, table, name));
    if (!set) return `the set ${name} was not given`;
    if (set.elem) return set.elem;
    return this.isTerse
      ? `no element of any set was given, as with \`nft -t\`, so it is not known what ${name} contains`
      : [];
  }
}

const keyOf = (family: string, table: string, name: string) => [family, table, name].join("\n");
