/**
 * What a vendor's API sends and takes, as data: names, types, nesting. Made by `scripts/codegen/wire` from the vendor's typed SDK, for
 * the actions that the sandbox plays.
 *
 * A type is "str", "int", "float", "bool", "any", "[]" of a type, "{}" of a type (an object with names of its own), or the name of an
 * entry of `types`. A name that ends in "!" is always there.
 */
export interface WireModel {
  /** By the name of the action, or by method and path with `{}` for every parameter of the path. */
  actions: Record<string, WireAction>;
  types: Record<string, WireFields | string>;
}

export interface WireAction {
  /** The vendor's name. */
  name: string;
  parameters: WireFields;
  body?: string;
  answer: string;
}

export type WireFields = Record<string, string>;

/** The fields without the mark of what is always there. */
export function fieldsOf(fields: WireFields): Map<string, { type: string; always: boolean }> {
  return new Map(
    Object.entries(fields).map(([name, type]) => [name.replace(/!$/, ""), { type, always: name.endsWith("!") }]),
  );
}
