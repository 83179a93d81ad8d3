import type { Product, ServerPair, Side, Size } from "../case";

/** One kind of change of a value. `from` and `to` are literals. */
export interface ValueChange {
  kind: string;
  from: string;
  to: string;
}

/** One type of column, with values that it can hold and changes that are peculiar to it. */
export interface ColumnKind {
  name: string;
  /** Its SQL type; undefined where a server does not have it. */
  type: string | ((server: Product, side: Side, pair: ServerPair) => string | undefined);
  /** Three that differ, as literals. */
  values: readonly [string, string, string];
  /** What stands closest to NULL: the empty string, 0, the zero date. */
  nothing?: string;
  changes: readonly ValueChange[];
  /** Key part, where it can be the key: `v` or `v(20)`. */
  key?: string;
  size?: Size;
}

/** `change("one bit", "1", "3")`, shorter to read in a table. */
export function change(kind: string, from: string, to: string): ValueChange {
  return { kind, from, to };
}

/** The change and its opposite: what a comparison sees in one direction it may not see in the other. */
export function bothWays(kind: string, from: string, to: string): ValueChange[] {
  return [change(kind, from, to), change(`${kind}, the other way`, to, from)];
}
