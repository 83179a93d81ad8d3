import type { Side } from "../../../../../model/side";
import type { Product, ServerPair, Size } from "../case";

/** One kind of change of a value. `from` and `to` are literals. */
export interface ValueChange {
  kind: string;
  from: string;
  to: string;
}

/** One column type, with values that it can hold and changes that are specific to it. */
export interface ColumnKind {
  name: string;
  /** Its SQL type; undefined where a server does not support it. */
  type: string | ((server: Product, side: Side, pair: ServerPair) => string | undefined);
  /** Three distinct literals. */
  values: readonly [string, string, string];
  /** The value closest to NULL: the empty string, 0, the zero date. */
  nothing?: string;
  changes: readonly ValueChange[];
  /** Key part, if the column can be the key: `v` or `v(20)`. */
  key?: string;
  size?: Size;
}

/** Shorthand for tables: `change("one bit", "1", "3")`. */
export function change(kind: string, from: string, to: string): ValueChange {
  return { kind, from, to };
}

/** The change and its opposite: a comparison might only detect one direction. */
export function bothWays(kind: string, from: string, to: string): ValueChange[] {
  return [change(kind, from, to), change(`${kind}, the other way`, to, from)];
}
